import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { notFound } from '../errors/app-error.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import { suggestion } from '../workflow/references/nearest-name.ts';
import { definitionJsonSchema } from '../workflow/schema/json-schema.ts';
import type { Cli } from './cli.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';
import { firstTest, firstWorkflow } from './first-workflow.ts';
import { refuseWorkflowId } from './refuse-workflow-id.ts';
import { readCatalogue, SCHEMA_FILE, writeSchema } from './schema.ts';
import { writeNew } from './write-new.ts';

interface NewOptions {
  readonly trigger: string;
  readonly dir: string;
}

/** `signalbox new ID`: a first workflow with its test, to be changed. */
export function addNew(program: Command, cli: Cli): void {
  program
    .command('new')
    .description('Writes a small workflow with comments, its test file, and the schema that editors check it with.')
    .argument('<id>', 'its id in kebab-case, such as welcome-visitor')
    .option('--trigger <event>', 'the event that starts it', 'contact.created')
    .option('--dir <folder>', 'where to write it', DEFAULT_FOLDER)
    .action(async (id: string, { trigger, dir }: NewOptions) => {
      refuseWorkflowId(id);
      const catalogue = await readCatalogue(dir);
      const event = catalogue.events.get(trigger);
      if (event === undefined) throw unknownEvent(trigger, catalogue.events);
      const schema = relative(dir, SCHEMA_FILE);
      const workflow = join(dir, `${id}.workflow.yaml`);
      const test = join(dir, `${id}.test.yaml`);
      await writeNew(workflow, firstWorkflow({ id, event, schema }));
      await writeNew(test, firstTest({ id, event }));
      await writeSchema(SCHEMA_FILE, definitionJsonSchema(catalogue));
      report(cli, [workflow, test, SCHEMA_FILE], workflow, test);
    });
}

function unknownEvent(name: string, events: ReadonlyMap<string, EventType>) {
  return notFound({
    code: 'SB704',
    message: `The catalogue has no event "${name}".${suggestion(name, events.keys())}`,
    resolution: 'docs/catalogue.md lists the built-in ones; a team’s own stand in catalogue.yaml.',
  });
}

function report({ terminal }: Cli, written: readonly string[], workflow: string, test: string): void {
  const { out, outPaint } = terminal;
  for (const file of written) out(`${outPaint.green('written')}  ${file}`);
  out('');
  out('Next:');
  out(`  signalbox check ${workflow}`);
  out(`  signalbox simulate ${workflow}`);
  out(`  signalbox test ${test}`);
}
