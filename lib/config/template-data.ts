import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../errors/app-error.ts';
import type { LibraryFiles } from '../workflow/templates/load-library.ts';

/** Name of the file that lies beside the code of the function that serves the API, and of no other. */
export const TEMPLATES_FILE = 'templates.json';

/** The files of the library as one text. The same files give the same text. */
export function writeTemplateData(files: LibraryFiles): string {
  return JSON.stringify([...files]);
}

/**
 * The files of the library that lie beside the function's code.
 *
 * @throws AppError SB902, of kind `fault`, when they are not there
 */
export function loadTemplateData(folder = process.env.LAMBDA_TASK_ROOT ?? '.'): LibraryFiles {
  const path = join(folder, TEMPLATES_FILE);
  try {
    return new Map(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw fault({
      code: 'SB902',
      message: `The function's code came without ${path}.`,
      resolution: 'Deploy the stack again.',
      cause,
    });
  }
}
