import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with the code of this project: the checkout, or what the package carries of it, compiled. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Of this project's modules: `.ts`, or `.js` where they were compiled. */
export const MODULE_EXTENSION = extname(fileURLToPath(import.meta.url));

/** Where synthesis keeps what it built, by hash of its content. Deleting it costs time and nothing else. */
export const CACHE = join(findModules(ROOT), '.cache/signalbox');

/** The folder of packages that a folder lies in, or its own. */
export function findModules(folder: string): string {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (basename(above) === 'node_modules') return above;
  }
  return join(folder, 'node_modules');
}

/** Hex SHA-256. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes a file so that a synthesis beside this one sees nothing of it, or all. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, text);
  renameSync(partial, path);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Removes what nobody has built for a day: whatever is still used is built again, in seconds. */
export function removeStale(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && now - found.mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}
