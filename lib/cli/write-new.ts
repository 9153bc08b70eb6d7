import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { conflict } from '../errors/app-error.ts';

/**
 * Writes a file, with the folders above it, and never over something that is there.
 *
 * @throws AppError SB827 when the file exists
 */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw exists(file);
  }
}

/** Writes several files, or none of them where one is there already. */
export async function writeAllNew(files: ReadonlyMap<string, string>): Promise<void> {
  for (const file of files.keys()) {
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (found) throw exists(file);
  }
  for (const [file, text] of files) await writeNew(file, text);
}

function exists(file: string) {
  return conflict({
    code: 'SB827',
    message: `${file} exists already; nothing was written.`,
    resolution: 'Take another id, or move the file away.',
  });
}
