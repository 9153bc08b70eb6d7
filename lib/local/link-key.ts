import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The key that links in mails are signed with, from a file that only its owner may read. It is made when it is first
 * asked for, and stays: links outlive the process.
 *
 * @param file `.signalbox/link-key`
 */
export function createLocalLinkKey(file: string): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= readOrMake(file);
    return known;
  };
}

async function readOrMake(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  try {
    const key = randomBytes(32).toString('base64url');
    await writeFile(file, key, { flag: 'wx', mode: 0o600 });
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      return (await readFile(file, 'utf8')).trim();
    }
    throw error;
  }
}
