import { join } from 'node:path';
import type { Command } from 'commander';
import { TASK_CONTRACT } from '../compiler/task-contract.ts';
import { readBundle } from '../workflow/bundle/read-bundle.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { type ImportedJourney, importJourney } from '../workflow/pinpoint/import-journey.ts';
import type { Leftover } from '../workflow/pinpoint/importing.ts';
import { type Cli, EXIT, printJson } from './cli.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';
import { countIssues, formatIssueLine, plural } from './print-issues.ts';
import { printRefusal, printWritten } from './print-refusal.ts';
import { readTextFile } from './read-data.ts';
import { refuseWorkflowId } from './refuse-workflow-id.ts';
import { readCatalogue } from './schema.ts';
import { harmless } from './terminal.ts';
import { writeAllNew, writeNew } from './write-new.ts';

interface ImportOptions {
  readonly dir: string;
}

interface JourneyOptions extends ImportOptions {
  readonly id?: string;
  readonly json?: boolean;
}

/** `signalbox import bundle|pinpoint`: workflow files from elsewhere. */
export function addImport(program: Command, cli: Cli): void {
  const imports = program.command('import').description('Writes workflow files from elsewhere. Writes over nothing.');
  imports
    .command('bundle')
    .description('Writes the workflow of a bundle, if everything that it needs is there.')
    .argument('<file>', 'a file of signalbox export')
    .option('--dir <folder>', 'where to write it', DEFAULT_FOLDER)
    .action((file: string, options: ImportOptions) => importBundle(cli, file, options));
  imports
    .command('pinpoint')
    .description('Writes a workflow from a journey, and a list of what is left to do by hand.')
    .argument('<file>', 'what aws pinpoint get-journey answers')
    .option('--id <id>', 'the new workflow’s id; default: the journey’s name')
    .option('--dir <folder>', 'where to write it', DEFAULT_FOLDER)
    .option('--json', 'print the definition and the list as JSON, and write nothing')
    .action((file: string, options: JourneyOptions) => importPinpoint(cli, file, options));
}

async function importBundle(cli: Cli, file: string, { dir }: ImportOptions): Promise<void> {
  const text = await readTextFile(file);
  const catalogue = await readCatalogue(dir);
  const { bundle, graph, issues, missing } = readBundle({ text, file, catalogue, contract: TASK_CONTRACT });
  if (bundle === undefined || graph === undefined) return printRefusal(cli, { issues, missing, folder: dir });
  const workflow = join(dir, `${bundle.workflow}.workflow.yaml`);
  await writeNew(workflow, bundle.definition);
  printWritten(cli, [workflow]);
}

async function importPinpoint(cli: Cli, file: string, { id, dir, json }: JourneyOptions): Promise<void> {
  if (id !== undefined) refuseWorkflowId(id);
  const text = await readTextFile(file);
  const journey = importJourney({ text, ...(id === undefined ? {} : { workflow: id }) });
  if (journey.text === undefined || journey.workflow === undefined) {
    return printRefusal(cli, { issues: journey.issues, missing: [], folder: dir });
  }
  if (json) return printJson(cli, journey);
  const workflow = join(dir, `${journey.workflow}.workflow.yaml`);
  const report = join(dir, `${journey.workflow}.import.md`);
  await writeAllNew(
    new Map([
      [workflow, journey.text],
      [report, writeReport(journey, file)],
    ]),
  );
  printWritten(cli, [workflow, report]);
  await printOpen(cli, journey.text, workflow, dir);
  const { out } = cli.terminal;
  out(`${plural(journey.leftovers.length, 'thing is', 'things are')} left to do by hand:`);
  for (const leftover of journey.leftovers) out(`  ${harmless(leftover.place)}: ${harmless(sentence(leftover))}`);
  cli.end(EXIT.good);
}

/** What check will say: names that are not declared yet. */
async function printOpen(cli: Cli, text: string, file: string, dir: string): Promise<void> {
  const { issues } = loadWorkflow({ text, file, catalogue: await readCatalogue(dir) });
  for (const issue of issues) cli.terminal.err(formatIssueLine(issue, cli.terminal.errPaint));
  const { errors } = countIssues(issues);
  if (errors > 0) cli.terminal.err(`${plural(errors, 'error')} until what it names is declared.`);
}

function sentence({ what, todo }: Leftover): string {
  return `${what} ${todo}`;
}

function writeReport({ workflow, leftovers }: ImportedJourney, file: string): string {
  const lines = leftovers.map((leftover) => `- [ ] \`${leftover.place}\`: ${sentence(leftover)}`);
  return [`# Left to do for ${workflow}`, '', `Imported from ${file}.`, '', ...lines, ''].join('\n');
}
