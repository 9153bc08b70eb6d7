import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../errors/app-error.ts';
import { readWorkspaceNames } from '../local/workspace/read-workspace.ts';
import { builtInCatalogue } from '../workflow/catalogue/built-in.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import { definitionJsonSchema } from '../workflow/schema/json-schema.ts';
import { type Cli, printJson } from './cli.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';

/** Where editors look for it: the first line of a workflow file names it. */
export const SCHEMA_FILE = '.signalbox/workflow.schema.json';

interface SchemaOptions {
  readonly dir: string;
  readonly out: string;
  readonly stdout?: boolean;
}

/** `signalbox schema`: what editors complete and check workflow files with. */
export function addSchema(program: Command, cli: Cli): void {
  program
    .command('schema')
    .description('Writes the JSON Schema of workflow files, with the names of the team’s catalogue as enumerations.')
    .option('--dir <folder>', 'folder with catalogue.yaml', DEFAULT_FOLDER)
    .option('--out <file>', 'where to write it', SCHEMA_FILE)
    .option('--stdout', 'print it instead')
    .action(async ({ dir, out, stdout }: SchemaOptions) => {
      const schema = definitionJsonSchema(await readCatalogue(dir));
      if (stdout) return printJson(cli, schema);
      await writeSchema(out, schema);
      cli.terminal.out(`${cli.terminal.outPaint.green('written')}  ${out}`);
    });
}

/** The catalogue of a folder, or the built-in one where the folder does not exist yet. */
export async function readCatalogue(folder: string): Promise<Catalogue> {
  try {
    return (await readWorkspaceNames(folder)).catalogue;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not-found') return builtInCatalogue();
    throw error;
  }
}

/** Writes it as a file, with the folders above it. */
export async function writeSchema(file: string, schema: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
}
