import { type Command, InvalidArgumentError } from 'commander';
import type { Result, SignalboxClient } from '../client/create-client.ts';
import { type Cli, printJson } from './cli.ts';
import { confirmRisky } from './confirm-risky.ts';
import { type ChangeOptions, connect, withChangeOptions } from './connect.ts';
import { readNumber, readPercent } from './workflow-draft.ts';

type Live = Result<'live', 'show'>;
type Desired = NonNullable<Parameters<SignalboxClient['live']['change']>[0]['body']>;

interface LiveOptions extends ChangeOptions {
  readonly why?: string;
  readonly yes?: boolean;
}

interface StageOptions extends LiveOptions {
  readonly minRuns?: number;
  readonly maxFailureRate?: number;
  readonly minConversionRate?: number;
}

interface DisableOptions extends LiveOptions {
  readonly runs: 'finish' | 'hold' | 'stop';
}

interface PruneOptions extends LiveOptions {
  readonly keep?: number;
  readonly dryRun?: boolean;
}

/** `signalbox workflow activate|stage|promote|revert|enable|disable|archive|prune`: what runs, and what does not. */
export function addLiveCommands(workflow: Command, cli: Cli): void {
  const add = (name: string, description: string) =>
    withChangeOptions(workflow.command(name).description(description), cli)
      .argument('<id>', 'the workflow’s id')
      .option('--why <text>', 'kept on record')
      .option('--yes', 'do not ask');
  add('activate', 'Makes a version the active one: new runs take it, runs in flight end as they began.')
    .argument('<version>', 'its number: any that was published', readNumber)
    .action((id: string, version: number, options: LiveOptions) =>
      change(cli, id, options, ({ active }) => ({
        desired: { version, ...(active === undefined ? { enabled: true } : {}) },
        question: `Activate version ${version} of ${id}${active === undefined ? '' : ` instead of ${active}`}?`,
      })),
    );
  addRollout(add, cli);
  add('enable', 'Lets the active version start runs again; held runs go on.').action(
    (id: string, options: LiveOptions) =>
      change(cli, id, options, () => ({ desired: { enabled: true }, question: `Enable ${id}?` })),
  );
  add('disable', 'Lets it start no more runs.')
    .option('--runs <what>', 'what runs in flight do: finish, hold or stop', readInFlight, 'finish')
    .action((id: string, options: DisableOptions) =>
      change(cli, id, options, () => ({
        desired: { enabled: false, inFlight: options.runs },
        question: `Disable ${id}? Its runs in flight ${RUNS[options.runs]}.`,
      })),
    );
  add('archive', 'Disables it and puts it out of the way; everything is kept.').action(
    (id: string, options: LiveOptions) => archive(cli, id, options),
  );
  add('prune', 'Gives up the state machines of versions that no run uses; the versions stay.')
    .option('--keep <count>', 'how many machines may stay', readNumber)
    .option('--dry-run', 'only say what would be done')
    .action((id: string, options: PruneOptions) => prune(cli, id, options));
}

function addRollout(add: (name: string, description: string) => Command, cli: Cli): void {
  add('stage', 'Gives a version a share of new runs, by contact; or changes its share.')
    .argument('<version>', 'its number', readNumber)
    .argument('<percent>', '1 to 99; 0 reverts, 100 promotes what is staged', readPercent)
    .option('--min-runs <count>', 'guardrail: ended runs before anything is judged', readNumber)
    .option('--max-failure-rate <rate>', 'guardrail: it is reverted by itself above, 0 to 1', readRate)
    .option('--min-conversion-rate <rate>', 'guardrail: it is reverted by itself below, 0 to 1', readRate)
    .action((id: string, version: number, percent: number, options: StageOptions) =>
      change(cli, id, options, () => ({
        desired: { rollout: { version, percent, ...guardrailOf(options) } },
        question: `Give version ${version} of ${id} ${percent} % of new runs?`,
      })),
    );
  add('promote', 'Makes the staged version the active one.').action((id: string, options: LiveOptions) =>
    change(cli, id, options, ({ rollout }) => ({
      desired: { rollout: rollout === undefined ? null : { version: rollout.version, percent: 100 } },
      question: `Promote version ${rollout?.version ?? '–'} of ${id}?`,
    })),
  );
  add('revert', 'Ends a rollout: all new runs take the active version again.').action(
    (id: string, options: LiveOptions) =>
      change(cli, id, options, ({ rollout }) => ({
        desired: { rollout: rollout === undefined ? null : { version: rollout.version, percent: 0 } },
        question: `Revert version ${rollout?.version ?? '–'} of ${id}?`,
      })),
  );
}

const RUNS = { finish: 'finish', hold: 'are held at their next step', stop: 'are stopped for good' } as const;

function readInFlight(text: string): DisableOptions['runs'] {
  if (text === 'finish' || text === 'hold' || text === 'stop') return text;
  throw new InvalidArgumentError('It is finish, hold or stop.');
}

function readRate(text: string): number {
  const rate = Number(text);
  if (text.trim() !== '' && rate >= 0 && rate <= 1) return rate;
  throw new InvalidArgumentError('It is a number from 0 to 1.');
}

function guardrailOf({ minRuns, maxFailureRate, minConversionRate }: StageOptions) {
  if (minRuns === undefined && maxFailureRate === undefined && minConversionRate === undefined) return {};
  return { guardrail: { minRuns: minRuns ?? 100, maxFailureRate, minConversionRate } };
}

interface Plan {
  readonly desired: Desired;
  readonly question: string;
}

/** What is asked is based on what was shown: somebody else's change in between is a conflict. */
async function change(cli: Cli, workflow: string, options: LiveOptions, plan: (live: Live) => Plan): Promise<void> {
  const client = await connect(cli, options);
  const params = { workflow };
  const before = await client.live.show({ params });
  const { desired, question } = plan(before);
  if (!(await confirmRisky(cli, question, options.yes))) return;
  const { revision } = before;
  const changed = await client.live.change({ params, revision, body: { ...desired, why: options.why } });
  if (options.json) return printJson(cli, changed);
  const { actions, takesEffectWithinSeconds: seconds } = changed;
  const soon = seconds === 0 ? '' : `, within ${seconds} seconds`;
  cli.terminal.out(actions.length === 0 ? 'It was so already.' : `${actions.join(', ')}${soon}`);
  cli.terminal.out(describeLive(changed));
}

/** What runs, in one line. */
function describeLive({ workflow, enabled, archived, active, rollout, inFlight }: Live): string {
  const version = active === undefined ? 'no active version' : `version ${active}`;
  const share = rollout === undefined ? '' : `, version ${rollout.version} for ${rollout.percent} % of new runs`;
  const off = archived ? ' (archived)' : ` (disabled; runs in flight ${RUNS[inFlight ?? 'finish']})`;
  return `${workflow}  ${version}${share}${enabled ? '' : off}`;
}

async function archive(cli: Cli, workflow: string, options: LiveOptions): Promise<void> {
  const client = await connect(cli, options);
  const params = { workflow };
  const { revision } = await client.live.show({ params });
  if (!(await confirmRisky(cli, `Archive ${workflow}?`, options.yes))) return;
  const live = await client.workflows.archive({ params, revision, body: { why: options.why } });
  if (options.json) return printJson(cli, live);
  cli.terminal.out(describeLive(live));
}

async function prune(cli: Cli, workflow: string, options: PruneOptions): Promise<void> {
  const { keep, dryRun, why } = options;
  const client = await connect(cli, options);
  const question = `Give up the state machines of old versions of ${workflow}?`;
  if (!dryRun && !(await confirmRisky(cli, question, options.yes))) return;
  const report = await client.workflows.prune({ params: { workflow }, body: { keep, dryRun, why } });
  if (options.json) return printJson(cli, report);
  const { out } = cli.terminal;
  const versions = report.retired.length === 0 ? 'none' : report.retired.join(', ');
  out(`${dryRun ? 'would be given up' : 'given up'}  ${versions}`);
  for (const { version, reason } of report.kept) out(`kept       ${version}  ${reason}`);
}
