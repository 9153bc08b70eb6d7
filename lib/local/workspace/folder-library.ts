import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateLibrary } from '../../ports/template-library.ts';
import { isLibraryFile, type LibraryTemplate, loadLibrary } from '../../workflow/templates/load-library.ts';

/**
 * The templates of the first of these folders that exists, those that load: `signalbox check` tells what is wrong with
 * the others. Read when it is first asked, since few sessions do.
 */
export function createFolderLibrary(...folders: readonly string[]): TemplateLibrary {
  let loading: Promise<readonly LibraryTemplate[]> | undefined;
  const list = () => {
    loading ??= readFirst(folders);
    return loading;
  };
  return { list, get: async (id) => (await list()).find((template) => template.id === id) };
}

async function readFirst(folders: readonly string[]): Promise<readonly LibraryTemplate[]> {
  for (const folder of folders) {
    const paths = await listFiles(folder);
    if (paths === undefined) continue;
    const files = paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const);
    return loadLibrary(new Map(await Promise.all(files))).templates;
  }
  return [];
}

/** `undefined`: there is no such folder. */
async function listFiles(folder: string): Promise<readonly string[] | undefined> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return names?.map((name) => name.replaceAll('\\', '/')).filter(isLibraryFile);
}
