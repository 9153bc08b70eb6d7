import type { Command } from 'commander';
import { type Cli, printJson } from './cli.ts';
import { type ChangeOptions, connect, withChangeOptions } from './connect.ts';
import { readDataOption } from './read-data.ts';
import { readNumber } from './workflow-draft.ts';

interface StartOptions extends ChangeOptions {
  readonly data?: string;
  readonly file?: string;
  readonly contact?: string;
  readonly workflowVersion?: number;
  readonly key?: string;
}

/** `signalbox run start`: a run by hand. */
export function addRunStart(run: Command, cli: Cli): void {
  withChangeOptions(
    run
      .command('start')
      .description('Starts a run by hand: whatever the trigger’s condition says, but never without consent.')
      .argument('<workflow>', 'the workflow’s id')
      .option('--data <json>', 'the data of the trigger’s event, as JSON')
      .option('--file <file>', 'a file with it, JSON or YAML')
      .option('--contact <id>', 'the contact, where the trigger’s event does not name it')
      .option('--workflow-version <number>', 'by default the active one', readNumber)
      .option('--key <key>', 'idempotency key: starting twice with it is starting once'),
    cli,
  ).action((workflow: string, options: StartOptions) => start(cli, workflow, options));
}

async function start(cli: Cli, workflow: string, options: StartOptions): Promise<void> {
  const { contact, workflowVersion: version, key: idempotencyKey } = options;
  const data = await readDataOption(options);
  const client = await connect(cli, options);
  const started = await client.runs.start({ params: { workflow }, body: { data, contact, version }, idempotencyKey });
  if (options.json) return printJson(cli, started);
  const reason = started.reason === undefined ? '' : `  ${started.reason}`;
  cli.terminal.out(`${cli.terminal.outPaint.green(started.outcome)}  ${started.run}${reason}`);
}
