import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { Result, SignalboxClient } from '../client/create-client.ts';
import { readHead } from '../engine/workflows/read-head.ts';
import { AppError, invalid, notFound } from '../errors/app-error.ts';
import { addAnswer } from './answer-option.ts';
import type { TemplateChoice } from './begin-with-template.ts';
import { type Cli, printJson } from './cli.ts';
import { confirmRisky } from './confirm-risky.ts';
import { type ChangeOptions, connect, withChangeOptions } from './connect.ts';
import { countIssues, formatIssueLine, plural } from './print-issues.ts';

type Draft = Result<'drafts', 'show'>;

interface SaveOptions extends ChangeOptions {
  readonly basedOn?: number;
  readonly revision?: number;
  readonly why?: string;
  readonly yes?: boolean;
}

interface CreateOptions extends ChangeOptions, Omit<TemplateChoice, 'template'> {
  readonly template?: string;
}

interface PublishOptions extends ChangeOptions {
  readonly description?: string;
  readonly activate?: boolean;
  readonly rollout?: number;
  readonly why?: string;
}

/** `signalbox workflow create|save|discard|publish|describe|duplicate`. */
export function addDraftCommands(workflow: Command, cli: Cli): void {
  const add = (name: string, description: string) =>
    withChangeOptions(workflow.command(name).description(description), cli).option('--why <text>', 'kept on record');
  add('create', 'Begins a workflow with a file’s text, or with a template, as its draft, which runs nothing.')
    .argument('[file]', 'a definition; it says its id')
    .option('--template <id>', 'a template of the engine’s library instead; asks at a terminal')
    .option('--id <id>', 'with --template: the workflow’s id; default: the template’s')
    .option('--name <text>', 'with --template: the workflow’s name')
    .option(
      '--answer <question=value>',
      'with --template: one answer; of several values with commas between',
      addAnswer,
    )
    .option('--yes', 'with --template: take the defaults without asking')
    .action((file: string | undefined, options: CreateOptions) => create(cli, file, options));
  add('save', 'Saves a file’s text as the workflow’s draft.')
    .argument('<file>', 'a definition; it says its id')
    .option('--revision <number>', 'of the draft that was seen; 0: there was none', readNumber)
    .option('--based-on <version>', 'the version that a new draft begins as a copy of', readNumber)
    .option('--yes', 'write over a draft without asking')
    .action((file: string, options: SaveOptions) => save(cli, file, options));
  add('discard', 'Throws a draft away; versions and what runs stay.')
    .argument('<id>', 'the workflow’s id')
    .option('--yes', 'do not ask')
    .action((id: string, options: SaveOptions) => discard(cli, id, options));
  add('publish', 'Publishes the draft as a version, which runs nothing until it is activated or staged.')
    .argument('<id>', 'the workflow’s id')
    .option('--description <text>', 'what changed, for people')
    .option('--activate', 'make it active at once')
    .option('--rollout <percent>', 'stage it at once for a share of new runs', readPercent)
    .action((id: string, options: PublishOptions) => publish(cli, id, options));
  add('describe', 'Says in other words what a version is about.')
    .argument('<id>', 'the workflow’s id')
    .argument('<version>', 'its number', readNumber)
    .argument('<description>', 'what it is about')
    .action((id: string, version: number, description: string, options: SaveOptions) =>
      describe(cli, { workflow: id, version }, description, options),
    );
  add('duplicate', 'Begins a workflow with a copy of another one, as a draft.')
    .argument('<id>', 'the workflow’s id')
    .argument('<copy>', 'the copy’s id')
    .option('--name <text>', 'the copy’s name')
    .action((id: string, to: string, options: SaveOptions & { readonly name?: string }) =>
      duplicate(cli, id, to, options),
    );
}

/** A whole number of an argument. */
export function readNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number.');
}

/** A whole number from 0 to 100; `25%` is one, too. */
export function readPercent(text: string): number {
  const percent = /^(\d{1,3})%?$/.exec(text)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return Number(percent);
  throw new InvalidArgumentError('It is a whole number from 0 to 100.');
}

async function create(cli: Cli, file: string | undefined, options: CreateOptions): Promise<void> {
  const draft = await begin(cli, file, options);
  if (draft !== undefined) printDraft(cli, draft, 'created', options);
}

/** `undefined`: whoever was asked gave up. */
async function begin(cli: Cli, file: string | undefined, options: CreateOptions): Promise<Draft | undefined> {
  const { template, why } = options;
  if (template !== undefined && file === undefined) {
    const { beginWithTemplate } = await import('./begin-with-template.ts');
    return beginWithTemplate(cli, { ...options, template });
  }
  if (file === undefined || template !== undefined) {
    throw invalid({
      code: 'SB825',
      message: 'A workflow begins with a file or with --template.',
      resolution: 'Give one of the two.',
    });
  }
  const text = await readText(file);
  const client = await connect(cli, options);
  return client.workflows.create({ body: { text, why } });
}

async function save(cli: Cli, file: string, options: SaveOptions): Promise<void> {
  const text = await readText(file);
  const { workflow } = readHead(text);
  if (workflow === undefined) {
    throw invalid({
      code: 'SB655',
      message: `${file} does not say which workflow it is.`,
      resolution: 'Begin it with `workflow: <id>`.',
    });
  }
  const client = await connect(cli, options);
  const params = { workflow };
  const revision = options.revision ?? (await seenRevision(cli, client, workflow, options));
  if (revision === undefined) return;
  const body = { text, basedOn: options.basedOn, why: options.why };
  printDraft(cli, await client.drafts.save({ params, revision, body }), 'saved', options);
}

/** Whoever does not say what they saw is shown what is there. `undefined`: it is to stay. */
export async function seenRevision(
  cli: Cli,
  client: SignalboxClient,
  workflow: string,
  { yes }: { readonly yes?: boolean },
) {
  const draft = await findDraft(client, workflow);
  if (draft === undefined) return 0;
  const question = `Write over the draft of ${workflow} that ${draft.savedBy} saved at ${draft.savedAt}?`;
  return (await confirmRisky(cli, question, yes)) ? draft.revision : undefined;
}

async function findDraft(client: SignalboxClient, workflow: string): Promise<Draft | undefined> {
  return client.drafts.show({ params: { workflow } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'SB652') return undefined;
    throw error;
  });
}

async function discard(cli: Cli, workflow: string, options: SaveOptions): Promise<void> {
  const client = await connect(cli, options);
  const { revision, savedBy, savedAt } = await client.drafts.show({ params: { workflow } });
  const question = `Throw away the draft of ${workflow} that ${savedBy} saved at ${savedAt}?`;
  if (!(await confirmRisky(cli, question, options.yes))) return;
  await client.drafts.discard({ params: { workflow }, revision });
  if (options.json) return printJson(cli, { workflow, discarded: revision });
  cli.terminal.out(`discarded  the draft of ${workflow}`);
}

async function publish(cli: Cli, workflow: string, options: PublishOptions): Promise<void> {
  const { description, activate = false, rollout, why } = options;
  const client = await connect(cli, options);
  const { revision, issues } = await client.drafts.show({ params: { workflow } });
  // The refusal names them, but only here do they have their places.
  for (const issue of issues.filter(({ severity }) => severity === 'error')) {
    cli.terminal.err(formatIssueLine({ file: workflow, ...issue }, cli.terminal.errPaint));
  }
  const published = await client.versions.publish({
    ...{ params: { workflow }, revision },
    body: { description, why, activate: rollout === undefined ? activate : { rollout } },
  });
  if (options.json) return printJson(cli, published);
  const { out, err, outPaint, errPaint } = cli.terminal;
  for (const issue of published.warnings) err(formatIssueLine(issue, errPaint));
  const { version, created, live } = published;
  const known = created ? '' : '  the same was published before';
  out(`${outPaint.green('published')}  ${workflow} version ${version.version}${known}`);
  if (live.active === version.version) out('It is active.');
  else if (live.rollout?.version === version.version) out(`It takes ${live.rollout.percent} % of new runs.`);
  else out(`Nothing runs it yet: signalbox workflow activate ${workflow} ${version.version}`);
}

async function describe(
  cli: Cli,
  params: { readonly workflow: string; readonly version: number },
  description: string,
  options: SaveOptions,
): Promise<void> {
  const client = await connect(cli, options);
  const version = await client.versions.describe({ params, body: { description, why: options.why } });
  if (options.json) return printJson(cli, version);
  cli.terminal.out(`described  ${version.workflow} version ${version.version}: ${version.description}`);
}

async function duplicate(
  cli: Cli,
  workflow: string,
  to: string,
  options: SaveOptions & { readonly name?: string },
): Promise<void> {
  const client = await connect(cli, options);
  const body = { to, name: options.name, why: options.why };
  printDraft(cli, await client.workflows.duplicate({ params: { workflow }, body }), 'created', options);
}

/** What was saved, and what is wrong with it: a draft may have errors, so they fail nothing. */
export function printDraft(cli: Cli, draft: Draft, what: string, { json }: ChangeOptions): void {
  const { out, err, outPaint, errPaint } = cli.terminal;
  if (json) {
    printJson(cli, draft);
    return;
  }
  for (const issue of draft.issues) err(formatIssueLine({ file: draft.workflow, ...issue }, errPaint));
  const { errors } = countIssues(draft.issues);
  const state =
    errors === 0 ? 'ready to be published' : `${plural(errors, 'error')}, to be mended before it is published`;
  out(`${outPaint.green(what)}  the draft of ${draft.workflow}, revision ${draft.revision}: ${state}`);
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw notFound({
      code: 'SB822',
      message: `The file ${file} cannot be read.`,
      resolution: 'Name a file that exists and that you may read.',
      cause,
    });
  });
}
