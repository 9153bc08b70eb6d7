import type { Command } from 'commander';
import type { Result } from '../client/create-client.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { plural } from './print-issues.ts';
import type { Terminal } from './terminal.ts';
import { readNumber } from './workflow-draft.ts';

type Statistics = Result<'statistics', 'show'>;
type Side = NonNullable<Statistics['arms']>['control'];
type Compared = Pick<NonNullable<Statistics['rollout']>, 'conversion' | 'failure'>;
type Rate = NonNullable<Side['conversionRate']>;

interface StatisticsOptions extends EngineOptions {
  readonly version?: number;
}

/** `signalbox workflow statistics`. */
export function addStatisticsCommand(workflow: Command, cli: Cli): void {
  withEngineOptions(
    workflow
      .command('statistics')
      .description('Shows what the runs came to: the arms of a rollout and the variants of experiments, compared.')
      .argument('<id>', 'the workflow’s id')
      .option('--version <number>', 'whose experiments; default: the active one', readNumber),
    cli,
  ).action((id: string, options: StatisticsOptions) => showStatistics(cli, id, options));
}

async function showStatistics(cli: Cli, workflow: string, options: StatisticsOptions): Promise<void> {
  const client = await connect(cli, options);
  const answer = await client.statistics.show({ params: { workflow }, query: { version: options.version } });
  if (options.json) return printJson(cli, answer);
  printStatistics(cli.terminal, answer);
}

/** What a workflow's runs came to, as tables. */
export function printStatistics(terminal: Terminal, { counts, rollout, experiments, version }: Statistics): void {
  const { out, outPaint: paint } = terminal;
  out(
    `${plural(counts.started, 'run')}: ${counts.open} open, ${counts.succeeded} succeeded, ${counts.failed} failed, ${counts.stopped} stopped, ${counts.exited} exited, ${counts.converted} converted; ${counts.skipped} skipped.`,
  );
  if (rollout !== undefined) {
    const { percent, controlVersion, treatmentVersion, control, treatment, conversion, failure } = rollout;
    out(paint.bold(`\nRollout of version ${treatmentVersion} at ${percent} %`));
    const compared = { ...(conversion && { conversion }), ...(failure && { failure }) };
    printSides(terminal, [
      { name: `control (version ${controlVersion})`, ...control },
      { name: `treatment (version ${treatmentVersion})`, ...treatment, ...compared },
    ]);
    printWarnings(terminal, rollout.warnings);
  }
  for (const { step, comparedWith, variants, warnings } of experiments) {
    out(paint.bold(`\nExperiment ${step} of version ${version}, compared with ${comparedWith}`));
    printSides(
      terminal,
      variants.map(({ variant, share, ...rest }) => ({ name: `${variant} (${Math.round(share * 100)} %)`, ...rest })),
    );
    printWarnings(terminal, warnings);
  }
  if (rollout === undefined && experiments.length === 0) out('No rollout is under way, and no step is an experiment.');
}

function printSides({ out, outPaint: paint, width }: Terminal, sides: readonly (Side & Compared & { name: string })[]) {
  out(
    formatTable(
      sides,
      [
        { title: 'SIDE', value: ({ name }) => name, mark: paint.bold },
        { title: 'RUNS', value: ({ counts }) => String(counts.started) },
        { title: 'FAILED', value: ({ failureRate }) => formatRate(failureRate) },
        { title: 'CONVERTED', value: ({ conversionRate }) => formatRate(conversionRate) },
        { title: 'LIFT', value: ({ conversion }) => formatRate(conversion?.lift) },
        { title: 'P', value: ({ conversion }) => (conversion === undefined ? '–' : conversion.pValue.toPrecision(2)) },
      ],
      { width, paint },
    ),
  );
}

/** A share with its 95 % interval, in percent. */
function formatRate(rate: Rate | undefined): string {
  if (rate === undefined) return '–';
  const [value, low, high] = [rate.value, rate.low, rate.high].map((part) => (part * 100).toFixed(1));
  return `${value} % (${low} to ${high})`;
}

function printWarnings({ out, outPaint: paint }: Terminal, warnings: readonly { readonly message: string }[]): void {
  for (const { message } of warnings) out(paint.yellow(message));
}
