import { type Command, InvalidArgumentError } from 'commander';
import type { Result, SignalboxClient } from '../client/create-client.ts';
import { mergeBacktests } from '../engine/trials/backtest-report.ts';
import type { Json } from '../workflow/json.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatIssueLine, plural } from './print-issues.ts';
import { printSimulation } from './print-simulation.ts';
import { asObject, parseData, readDataFile, readTextFile } from './read-data.ts';
import { harmless, type Terminal } from './terminal.ts';

type Backtest = Result<'trials', 'backtest'>;
type Review = Result<'trials', 'review'>;
type TextChoice = 'draft' | number;

interface TriedOptions extends EngineOptions {
  readonly file?: string;
}

interface PreviewOptions extends TriedOptions {
  readonly contact?: string;
  readonly event?: string;
  readonly now?: string;
  readonly answer?: Readonly<Record<string, Json>>;
  readonly verbose?: boolean;
}

interface BacktestOptions extends TriedOptions {
  readonly runs: number;
  readonly from?: string;
  readonly to?: string;
}

/** `signalbox workflow review|preview|backtest`. */
export function addTrialCommands(workflow: Command, cli: Cli): void {
  const of = (command: Command): Command =>
    command
      .argument('<id>', 'the workflow’s id')
      .argument('[version]', 'one of its versions, or draft; default: the draft', readTextChoice);
  withEngineOptions(
    of(
      workflow.command('review').description('Says what a draft costs, whether it closes a loop, and what it changes.'),
    ),
    cli,
  ).action((id: string, version: TextChoice | undefined, options: EngineOptions) =>
    review(cli, { id, version }, options),
  );
  withEngineOptions(
    of(
      workflow
        .command('preview')
        .description('Plays a draft or a version with a stored contact, on virtual time. Nothing is sent.'),
    )
      .option('--file <file>', 'a workflow file instead')
      .option('--contact <id>', 'a stored contact')
      .option('--event <file>', 'where the event’s data differs from its sample, JSON or YAML')
      .option('--now <time>', 'when it happens, such as 2026-03-02T09:00:00Z')
      .option('--answer <step=answer>', 'one answer: review=rejected, back=timed_out, test=gift', addAnswer)
      .option('--verbose', 'also reads between the steps, and values in full'),
    cli,
  ).action((id: string, version: TextChoice | undefined, options: PreviewOptions) =>
    preview(cli, { id, version }, options),
  );
  withEngineOptions(
    of(
      workflow
        .command('backtest')
        .description('Plays past runs through a draft or a version, and tells what would have been otherwise.'),
    )
      .option('--file <file>', 'a workflow file instead')
      .option('--runs <count>', 'how many of the newest runs', readCount, 100)
      .option('--from <time>', 'runs created at or after this time')
      .option('--to <time>', 'runs created before this time'),
    cli,
  ).action((id: string, version: TextChoice | undefined, options: BacktestOptions) =>
    backtest(cli, { id, version }, options),
  );
}

interface Tried {
  readonly id: string;
  readonly version: TextChoice | undefined;
}

async function textOf({ version }: Tried, { file }: TriedOptions) {
  return { version, ...(file === undefined ? {} : { text: await readTextFile(file) }) };
}

async function review(cli: Cli, { id, version }: Tried, options: EngineOptions): Promise<void> {
  const client = await connect(cli, options);
  const answer = await client.trials.review({ params: { workflow: id }, query: { version } });
  if (options.json) return printJson(cli, answer);
  printReview(cli.terminal, answer);
}

function printReview({ out, outPaint: paint }: Terminal, found: Review): void {
  const { workflow, publishable, issues, estimate, cost, history, loop, changes } = found;
  out(publishable ? paint.green('can be published') : paint.red('has errors'));
  for (const issue of issues) out(formatIssueLine({ file: workflow, ...issue }, paint));
  if (cost !== undefined) {
    out(paint.bold(`\nCosts at most $${cost.dollarsPerMillionRuns.toFixed(2)} per million runs`));
    for (const { arithmetic } of cost.parts) out(`  ${arithmetic}`);
    for (const assumed of cost.assumes) out(paint.dim(`  ${assumed}`));
  }
  if (history !== undefined && estimate !== undefined) {
    out(`History   at most ${history.most} of ${history.bound} events, ${estimate.transitions.most} transitions`);
  }
  if (loop !== undefined) out(`Loop      ${paint.yellow(loop.join(' → '))}`);
  if (changes === undefined) return;
  out(paint.bold(`\nAgainst version ${changes.from}`));
  out(changes.lines.length === 0 ? '  nothing but comments and layout' : changes.lines.map(harmless).join('\n'));
}

async function preview(cli: Cli, tried: Tried, options: PreviewOptions): Promise<void> {
  const { contact, event, now, answer } = options;
  const client = await connect(cli, options);
  const data = event === undefined ? undefined : asObject(await readDataFile(event), event);
  const shown = await client.trials.preview({
    params: { workflow: tried.id },
    body: { ...(await textOf(tried, options)), contact, event: data, now, answers: answer },
  });
  if (options.json) return printJson(cli, shown);
  printSimulation(cli.terminal, shown, options.verbose === true);
}

/** So many in one request, that each is answered soon. */
const RUNS_AT_ONCE = 20;

async function backtest(cli: Cli, tried: Tried, options: BacktestOptions): Promise<void> {
  const client = await connect(cli, options);
  const found = await allPages(client, tried, { ...options, text: await textOf(tried, options) }, (soFar) => {
    const { looked, different } = soFar;
    cli.terminal.err(cli.terminal.errPaint.dim(`${looked} of at most ${options.runs} runs, ${different} different`));
  });
  if (options.json) return printJson(cli, found);
  printBacktest(cli.terminal, found);
}

async function allPages(
  client: SignalboxClient,
  { id }: Tried,
  { runs, from, to, text }: BacktestOptions & { readonly text: Awaited<ReturnType<typeof textOf>> },
  onProgress: (soFar: Backtest) => void,
): Promise<Backtest> {
  let found: Backtest | undefined;
  do {
    const most = Math.min(RUNS_AT_ONCE, runs - (found?.looked ?? 0));
    const body = { ...text, from, to, most, cursor: found?.next };
    const page = await client.trials.backtest({ params: { workflow: id }, body });
    found = found === undefined ? page : mergeBacktests(found, page);
    onProgress(found);
  } while (found.next !== undefined && found.looked < runs);
  return found;
}

function printBacktest({ out, outPaint: paint }: Terminal, found: Backtest): void {
  const { compared, same, different, differences, unknown, notCompared, assumed, skipped } = found;
  out(
    `${plural(compared, 'run')} compared: ${paint.green(`${same} the same`)}, ${paint.yellow(`${different} different`)}`,
  );
  for (const { kind, step, was, would, count, runs } of differences) {
    const where = step === undefined ? kind : `${kind} of ${step}`;
    out(`${paint.yellow(String(count))}  ${paint.bold(where)}  ${harmless(was)} → ${harmless(would)}`);
    out(paint.dim(`   ${runs.join(', ')}`));
  }
  const tell = (title: string, groups: Backtest['unknown']): void => {
    for (const { reason, count } of groups) out(`${count}  ${paint.dim(title)} ${harmless(reason)}`);
  };
  tell('compared up to a step whose answer nobody knows:', unknown);
  tell('not compared:', notCompared);
  tell('taken for granted:', assumed);
  for (const { reason, count, would, why } of skipped) {
    out(`${count}  ${paint.dim(`skipped (${reason}):`)} ${would === 'skip' ? 'still skipped' : 'may start'}. ${why}`);
  }
}

function readTextChoice(text: string): TextChoice {
  if (text === 'draft') return text;
  return readCount(text);
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 1 on.');
}

function addAnswer(given: string, others: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> {
  const [, step, answer] = /^([a-z0-9_]+)=(.+)$/s.exec(given) ?? [];
  if (step === undefined || answer === undefined) throw new InvalidArgumentError('Write step=answer.');
  return { ...others, [step]: parseData(answer, '--answer') };
}
