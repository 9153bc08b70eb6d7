import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { invalid, notFound } from '../errors/app-error.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

const JsonSchema: z.ZodType<Json> = z.json();

/** Reads a file of data: JSON, or YAML, of which JSON is a part. */
export async function readDataFile(file: string): Promise<Json> {
  return parseData(await readTextFile(file), file);
}

/**
 * Reads a file's text.
 *
 * @throws AppError SB822 when it cannot be read
 */
export async function readTextFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw notFound({
      code: 'SB822',
      message: `The file ${file} cannot be read.`,
      resolution: 'Name a file that exists and that you may read.',
      cause,
    });
  });
}

/** The value of `--data` or `--file`, which must be an object; `{}` without either. */
export async function readDataOption(options: {
  readonly data?: string | undefined;
  readonly file?: string | undefined;
}): Promise<JsonObject> {
  const { data, file } = options;
  if (data !== undefined && file !== undefined) {
    throw invalid({ code: 'SB825', message: '--data and --file are both given.', resolution: 'Give one of the two.' });
  }
  if (file !== undefined) return asObject(await readDataFile(file), file);
  return data === undefined ? {} : asObject(parseData(data, '--data'), '--data');
}

/** JSON or YAML text as a value; `where` stands in messages. */
export function parseData(text: string, where: string): Json {
  try {
    const parsed = JsonSchema.safeParse(parse(text, { version: '1.2', schema: 'core', maxAliasCount: 0 }));
    if (parsed.success) return parsed.data;
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    const [first] = cause.message.split('\n');
    throw unreadable(where, `: ${first?.replace(/:$/, '')}`, cause);
  }
  throw unreadable(where, '');
}

/** The value, if it is an object. */
export function asObject(value: Json, where: string): JsonObject {
  const parsed = z.record(z.string(), JsonSchema).safeParse(value);
  if (parsed.success) return parsed.data;
  throw unreadable(where, ': it must be an object, such as {"lead": {"id": "lead-1"}}');
}

function unreadable(where: string, problem: string, cause?: unknown) {
  return invalid({
    code: 'SB825',
    message: `${where} is no JSON or YAML that can be used${problem}.`,
    resolution: 'On a command line, put JSON between single quotes.',
    cause,
  });
}
