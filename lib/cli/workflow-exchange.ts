import type { Command } from 'commander';
import type { Result, SignalboxClient } from '../client/create-client.ts';
import { invalid } from '../errors/app-error.ts';
import { isJsonObject, type Json } from '../workflow/json.ts';
import { importJourney } from '../workflow/pinpoint/import-journey.ts';
import { readYaml } from '../workflow/text/read-yaml.ts';
import { type Cli, printJson } from './cli.ts';
import { type ChangeOptions, connect, type EngineOptions, withChangeOptions, withEngineOptions } from './connect.ts';
import { plural } from './print-issues.ts';
import { readTextFile } from './read-data.ts';
import { tellFindings } from './tell-findings.ts';
import { harmless } from './terminal.ts';
import { printDraft, readNumber, seenRevision } from './workflow-draft.ts';
import { writeNew } from './write-new.ts';

interface ExportOptions extends EngineOptions {
  readonly version?: number | 'draft';
  readonly out?: string;
}

interface ImportOptions extends ChangeOptions {
  readonly id?: string;
  readonly asDraft?: boolean;
  readonly yes?: boolean;
  readonly why?: string;
}

/** `signalbox workflow export|import`: workflows of a running engine, to and from files. */
export function addExchangeCommands(workflow: Command, cli: Cli): void {
  withEngineOptions(
    workflow
      .command('export')
      .description('Prints a workflow with what it needs as a bundle, which another deployment can import.')
      .argument('<id>', 'the workflow’s id')
      .option('--version <number>', 'a version, or draft; default: the active one', readVersion)
      .option('-o, --out <file>', 'write it there instead; never over a file'),
    cli,
  ).action((id: string, options: ExportOptions) => exportBundle(cli, id, options));
  withChangeOptions(
    workflow
      .command('import')
      .description('Begins a workflow with a bundle, or with an Amazon Pinpoint journey, as its draft.')
      .argument('<file>', 'a bundle, or what aws pinpoint get-journey answers: its content tells')
      .option('--id <id>', 'the workflow’s id; default: the bundle’s, or the journey’s name')
      .option('--as-draft', 'as a new draft of the workflow that is there')
      .option('--yes', 'with --as-draft: write over a draft without asking')
      .option('--why <text>', 'kept on record'),
    cli,
  ).action((file: string, options: ImportOptions) => importFile(cli, file, options));
}

function readVersion(text: string): number | 'draft' {
  return text === 'draft' ? text : readNumber(text);
}

async function exportBundle(cli: Cli, workflow: string, { version, out, ...options }: ExportOptions): Promise<void> {
  const client = await connect(cli, options);
  const bundle = await tellFindings(
    cli,
    workflow,
    client.exchange.export({ params: { workflow }, query: { version } }),
  );
  if (out === undefined) return printJson(cli, bundle);
  await writeNew(out, `${JSON.stringify(bundle, null, 2)}\n`);
  cli.terminal.out(`${cli.terminal.outPaint.green('written')}  ${out}`);
}

async function importFile(cli: Cli, file: string, options: ImportOptions): Promise<void> {
  const { id, why } = options;
  const text = await readTextFile(file);
  const source = tellApart(text, file);
  const client = await connect(cli, options);
  const draftRevision = await revisionFor(cli, client, id ?? source.workflow, options);
  if (draftRevision === 'stays') return;
  const target = { workflow: id, draftRevision, why };
  const draft = await tellFindings(cli, file, send(client, source.kind, text, target));
  printDraft(cli, draft, 'imported', options);
  if ('leftovers' in draft && !options.json) printLeftovers(cli, draft.leftovers);
}

type Imported = Result<'exchange', 'importBundle'> | Result<'exchange', 'importPinpoint'>;

function send(
  { exchange }: SignalboxClient,
  kind: Source['kind'],
  text: string,
  target: {
    readonly workflow: string | undefined;
    readonly draftRevision: number | undefined;
    readonly why?: string | undefined;
  },
): Promise<Imported> {
  return kind === 'bundle'
    ? exchange.importBundle({ body: { ...target, bundle: text } })
    : exchange.importPinpoint({ body: { ...target, journey: text } });
}

/** Which draft would be written over. `undefined`: none, a new workflow begins. */
async function revisionFor(
  cli: Cli,
  client: SignalboxClient,
  workflow: string | undefined,
  { asDraft, yes }: ImportOptions,
): Promise<number | undefined | 'stays'> {
  if (!asDraft || workflow === undefined) return undefined;
  return (await seenRevision(cli, client, workflow, yes === undefined ? {} : { yes })) ?? 'stays';
}

interface Source {
  readonly kind: 'bundle' | 'journey';
  /** The id that it would get by itself. */
  readonly workflow?: string | undefined;
}

/** Bundles say their format; journeys have activities. */
function tellApart(text: string, file: string): Source {
  const { tree } = readYaml(text);
  if (isJsonObject(tree) && 'format' in tree) return { kind: 'bundle', workflow: textOf(tree.workflow) };
  const inner = isJsonObject(tree) && 'JourneyResponse' in tree ? tree.JourneyResponse : tree;
  if (isJsonObject(inner) && 'Activities' in inner)
    return { kind: 'journey', workflow: importJourney({ text }).workflow };
  throw invalid({
    code: 'SB584',
    message: `${file} is neither a bundle nor a journey.`,
    resolution: 'Name a file of signalbox workflow export, or what aws pinpoint get-journey answers.',
  });
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function printLeftovers(
  { terminal }: Cli,
  leftovers: readonly { readonly place: string; readonly what: string; readonly todo: string }[],
): void {
  terminal.out(`${plural(leftovers.length, 'thing is', 'things are')} left to do by hand:`);
  for (const { place, what, todo } of leftovers) terminal.out(`  ${harmless(place)}: ${harmless(`${what} ${todo}`)}`);
}
