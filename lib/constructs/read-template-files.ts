import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid } from '../errors/app-error.ts';
import { isLibraryFile, type LibraryFiles } from '../workflow/templates/load-library.ts';
import { ROOT } from './build-cache.ts';

/** Where the library of this project lies: in its checkout, or in the package, beside the compiled code. */
const OWN = ['statemachines/templates', '../statemachines/templates'].map((path) => join(ROOT, path));

/** Where templates may be. */
export interface TemplateFolders {
  /** Asked for by name. */
  readonly templates?: string | undefined;
  /** Of workflow files: a folder `templates` in it comes next. */
  readonly workflows?: string | undefined;
}

/**
 * The files of the folder that is named; else of `templates` in the folder of the workflow files; else of the library
 * that comes with Signalbox. They are carried as they are: `signalbox check` tells what is wrong with them.
 *
 * @throws AppError SB905 when the folder that is named does not exist
 */
export function readTemplateFiles({ templates, workflows }: TemplateFolders): LibraryFiles {
  if (templates !== undefined && !existsSync(templates)) throw noFolder(templates);
  const beside = workflows === undefined ? [] : [join(workflows, 'templates')];
  const folder = templates ?? [...beside, ...OWN].find((path) => existsSync(path));
  if (folder === undefined) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const files = paths.filter(isLibraryFile).sort();
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function noFolder(folder: string) {
  return invalid({
    code: 'SB905',
    message: `There is no folder ${folder} to read templates from.`,
    resolution: 'Give the folder of your *.template.yaml files as `templates`, or leave it out.',
  });
}
