import { type Command, Option } from 'commander';

import { RUN_STATUSES } from '../api/contract/runs.ts';
import type { Result, SignalboxClient } from '../client/create-client.ts';
import { AppError, notFound } from '../errors/app-error.ts';
import { type Cli, printJson } from './cli.ts';
import { confirmRisky } from './confirm-risky.ts';
import { type ChangeOptions, connect, type EngineOptions, withChangeOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { mentionNextPage, type PagingOptions, withPaging } from './paging.ts';
import { formatTime, formatTimeline, noteMail, shortDuration } from './print-timeline.ts';
import { addRunStart } from './run-start.ts';
import { harmless, type Paint } from './terminal.ts';

type RunItem = Result<'runs', 'list'>['items'][number];
type OutboxItem = Result<'outbox', 'list'>['items'][number];

interface ListOptions extends EngineOptions, PagingOptions {
  readonly workflow?: string;
  readonly status?: RunItem['status'];
  readonly contact?: string;
  readonly workflowVersion?: string;
  readonly arm?: RunItem['arm'];
  readonly from?: string;
  readonly to?: string;
}

interface ShowOptions extends EngineOptions {
  readonly verbose?: boolean;
}

interface StopOptions extends ChangeOptions {
  readonly comment?: string;
  readonly yes?: boolean;
}

/** `signalbox run list|show|start|stop|redrive|open`. */
export function addRun(program: Command, cli: Cli): void {
  const run = program.command('run').description('Runs of a running engine.');
  addRunStart(run, cli);
  withEngineOptions(
    withPaging(run.command('list').description('Lists runs, the newest first.'))
      .option('--workflow <id>', 'of this workflow')
      .addOption(new Option('--status <status>', 'in this status').choices(RUN_STATUSES))
      .option('--workflow-version <number>', 'of this version of the workflow')
      .addOption(new Option('--arm <arm>', 'of this arm of the workflow’s rollouts').choices(['control', 'treatment']))
      .option('--contact <id>', 'of this contact; not together with those above')
      .option('--from <time>', 'created at or after this time: 2026-03-02T09:00:00Z')
      .option('--to <time>', 'created before this time'),
    cli,
  ).action((options: ListOptions) => list(cli, options));
  withEngineOptions(
    run
      .command('show')
      .description('Shows a run step by step: times, routes with the values they saw, messages, errors.')
      .argument('<run>', 'the run’s id')
      .option('--verbose', 'also reads between the steps, and values in full'),
    cli,
  ).action((id: string, options: ShowOptions) => show(cli, id, options));
  withChangeOptions(
    run
      .command('stop')
      .description('Stops a run for good, whatever it is doing.')
      .argument('<run>', 'the run’s id')
      .option('--comment <text>', 'why, kept on record')
      .option('--yes', 'do not ask'),
    cli,
  ).action((id: string, options: StopOptions) => stop(cli, id, options));
  withChangeOptions(
    run
      .command('redrive')
      .description('Takes up a run that failed or was stopped, at the step where it did; nothing is done twice.')
      .argument('<run>', 'the run’s id'),
    cli,
  ).action((id: string, options: ChangeOptions) => redrive(cli, id, options));
  withEngineOptions(
    run
      .command('open')
      .description('Prints the address of a deployed run’s execution in the AWS console.')
      .argument('<run>', 'the run’s id'),
    cli,
  ).action((id: string, options: EngineOptions) => open(cli, id, options));
}

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const { workflow, workflowVersion: version, status, contact, arm, from, to, limit, cursor } = options;
  const query = { workflow, version, status, contact, arm, from, to, limit, cursor };
  const answer = await (await connect(cli, options)).runs.list({ query });
  if (options.json) return printJson(cli, answer);
  const { out, outPaint: paint, width } = cli.terminal;
  if (answer.items.length === 0) return out('There are no such runs.');
  out(
    formatTable(
      answer.items,
      [
        { title: 'RUN', value: ({ id }) => id, whole: true },
        { title: 'STATUS', value: ({ status: shown }) => shown, mark: (text, item) => markStatus(item, paint)(text) },
        { title: 'OUTCOME', value: outcomeText },
        { title: 'CONTACT', value: (item) => item.contact ?? '–' },
        { title: 'STARTED', value: ({ createdAt }) => formatTime(createdAt) },
        { title: 'TOOK', value: tookText, align: 'right' },
      ],
      { width, paint },
    ),
  );
  mentionNextPage(cli, answer.next);
}

function markStatus({ status }: Pick<RunItem, 'status'>, paint: Paint): (text: string) => string {
  if (status === 'failed') return paint.red;
  return status === 'succeeded' ? paint.green : paint.yellow;
}

function outcomeText({ outcome, error, stop }: RunItem): string {
  return outcome ?? error?.code ?? stop?.by ?? '–';
}

function tookText({ createdAt, endedAt }: RunItem): string {
  return endedAt === undefined ? '–' : shortDuration((Date.parse(endedAt) - Date.parse(createdAt)) / 1000);
}

async function show(cli: Cli, id: string, options: ShowOptions): Promise<void> {
  const client = await connect(cli, options);
  const view = await client.runs.show({ params: { run: id } });
  if (options.json) return printJson(cli, view);
  const { out, outPaint: paint } = cli.terminal;
  const { run, timeline } = view;
  out(`${paint.bold(run.id)}  ${markStatus(run, paint)(run.status)}`);
  out(`workflow  ${run.workflow}, version ${run.version}`);
  if (run.contact !== undefined) out(`contact   ${harmless(run.contact)}`);
  out(`trigger   ${run.trigger.event} at ${formatTime(run.trigger.at)} (event ${harmless(run.trigger.eventId)})`);
  out('');
  const notes = (await listMails(client)).filter(({ email }) => email.key.split('/')[0] === run.id);
  out(
    formatTimeline(timeline, {
      paint,
      verbose: options.verbose === true,
      notes: notes.map(({ at, email }) => noteMail(email.key.split('/')[1] ?? '', at, email, paint)),
    }),
  );
  out('');
  out(endText(run, paint));
}

type MailItem = OutboxItem & { readonly kind: 'email' };

/** What a laptop kept instead of sending it; elsewhere there is none. */
async function listMails(client: SignalboxClient): Promise<readonly MailItem[]> {
  const kept = await client.outbox.list({ query: { limit: 100 } }).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not-found') return undefined;
    throw error;
  });
  return (kept?.items ?? []).filter((item) => item.kind === 'email').toReversed();
}

function endText(run: RunItem, paint: Paint): string {
  const { status, outcome, error, stop, holds } = run;
  const took = run.endedAt === undefined ? '' : tookText(run) === '0s' ? ' at once' : ` after ${tookText(run)}`;
  if (error !== undefined) return `${paint.red('failed')}${took}  ${error.code}: ${harmless(error.message)}`;
  if (outcome !== undefined) return `${paint.green('succeeded')}${took}  ${outcome}`;
  const why = holds === undefined ? '' : `  ${[...new Set(holds.map(({ reason }) => harmless(reason)))].join(', ')}`;
  return stop === undefined
    ? `${paint.yellow(status)}${why}`
    : `${paint.yellow(status)}${took}  ${stop.kind} ${harmless(stop.by)}`;
}

async function stop(cli: Cli, id: string, options: StopOptions): Promise<void> {
  const client = await connect(cli, options);
  if (!(await confirmRisky(cli, `Stop the run ${id} for good?`, options.yes))) return;
  const { comment } = options;
  const run = await client.runs.stop({ params: { run: id }, body: comment === undefined ? {} : { comment } });
  if (options.json) return printJson(cli, run);
  cli.terminal.out(`${cli.terminal.outPaint.yellow(run.status)}  ${run.id}`);
}

async function redrive(cli: Cli, id: string, options: ChangeOptions): Promise<void> {
  const run = await (await connect(cli, options)).runs.redrive({ params: { run: id } });
  if (options.json) return printJson(cli, run);
  cli.terminal.out(`${markStatus(run, cli.terminal.outPaint)(run.status)}  ${run.id}`);
}

async function open(cli: Cli, id: string, options: EngineOptions): Promise<void> {
  const { console } = await (await connect(cli, options)).runs.show({ params: { run: id } });
  if (options.json) return printJson(cli, { console: console ?? null });
  if (console !== undefined) return cli.terminal.out(console);
  throw notFound({
    code: 'SB697',
    message: `Run ${id} is on this machine's engine, which has no console.`,
    resolution: 'Look at it with `signalbox run show`.',
  });
}
