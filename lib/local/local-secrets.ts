import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { invalid, notFound } from '../errors/app-error.ts';
import type { Secrets } from '../ports/secrets.ts';

const SecretsFileSchema = z.record(z.string(), z.string());

/**
 * Secrets from a file of names and values, read anew each time, so that a change counts at once. No message of its
 * errors holds any of what is in it.
 *
 * @param file `.signalbox/secrets.json`
 */
export function createLocalSecrets(file: string): Secrets {
  return {
    async get(name) {
      const value = (await readSecrets(file))[name];
      if (value !== undefined) return value;
      throw notFound({
        code: 'secret_missing',
        message: `There is no secret "${name}" in ${file}.`,
        resolution: `Add "${name}" and its value to the JSON object in ${file}; the file is not committed.`,
      });
    },
  };
}

async function readSecrets(file: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const parsed = SecretsFileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw invalid({
    code: 'secrets_unreadable',
    message: `${file} is no JSON object of names and texts.`,
    resolution: 'Write { "name": "value" }, with double quotes and no comma behind the last.',
  });
}

/** The parser's own message would quote the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
