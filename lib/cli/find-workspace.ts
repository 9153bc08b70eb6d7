import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { notFound } from '../errors/app-error.ts';

/** Where a deployment keeps its workflows, unless a command names another folder. */
export const DEFAULT_FOLDER = 'statemachines';

/** What a path on the command line means. */
export type WorkspacePath =
  | { readonly kind: 'folder'; readonly folder: string }
  /** A file, and the folder whose catalogue and messages it may name. */
  | { readonly kind: 'file'; readonly folder: string; readonly file: string };

/**
 * Tells files from folders. Messages lie one folder deeper than what names them.
 *
 * @throws AppError SB822 when nothing is there
 */
export async function findWorkspace(path: string): Promise<WorkspacePath> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw notFound({
      code: 'SB822',
      message: `There is no file or folder ${path}.`,
      resolution: 'Name a workflow file, or the folder that holds them.',
    });
  }
  if (found.isDirectory()) return { kind: 'folder', folder: path };
  const folder = dirname(path);
  return { kind: 'file', folder: basename(folder) === 'messages' ? dirname(folder) : folder, file: path };
}
