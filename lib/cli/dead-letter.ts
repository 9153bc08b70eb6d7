import { type Command, InvalidArgumentError } from 'commander';
import { type Cli, printJson } from './cli.ts';
import { confirmRisky } from './confirm-risky.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { withLimit } from './paging.ts';
import { plural } from './print-issues.ts';
import { formatTime } from './print-timeline.ts';

interface ListOptions extends EngineOptions {
  readonly limit: string;
}

interface RedriveOptions extends EngineOptions {
  readonly yes?: boolean;
}

/** `signalbox dead-letter list|redrive`. */
export function addDeadLetter(program: Command, cli: Cli): void {
  const dead = program.command('dead-letter').description('Messages that a running engine gave up, with the reason.');
  withEngineOptions(withLimit(dead.command('list').description('Lists messages that were given up.')), cli).action(
    (options: ListOptions) => list(cli, options),
  );
  withEngineOptions(
    dead
      .command('redrive')
      .description('Has messages handled again: one, or all of them.')
      .argument('[id]', 'number of the one; default: all', readNumber)
      .option('--yes', 'do not ask'),
    cli,
  ).action((id: number | undefined, options: RedriveOptions) => redrive(cli, id, options));
}

function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number, as `dead-letter list` shows it.');
}

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const { limit } = options;
  const answer = await (await connect(cli, options)).deadLetters.list({ query: { limit } });
  if (options.json) return printJson(cli, answer);
  const { out, outPaint: paint, width } = cli.terminal;
  if (answer.items.length === 0) return out('Nothing was given up.');
  out(
    formatTable(
      answer.items,
      [
        { title: 'NUMBER', value: ({ id }) => String(id), align: 'right' },
        { title: 'SINCE', value: ({ diedAt }) => formatTime(new Date(diedAt).toISOString()) },
        { title: 'KIND', value: ({ topic }) => topic },
        { title: 'TRIES', value: ({ attempts }) => String(attempts), align: 'right' },
        { title: 'REASON', value: ({ reason }) => reason, mark: paint.red },
      ],
      { width, paint },
    ),
  );
}

async function redrive(cli: Cli, id: number | undefined, options: RedriveOptions): Promise<void> {
  const client = await connect(cli, options);
  const what = id === undefined ? 'all messages that were given up' : `message ${id}`;
  if (!(await confirmRisky(cli, `Handle ${what} again?`, options.yes))) return;
  const answer = await client.deadLetters.redrive({ body: id === undefined ? {} : { id } });
  if (options.json) return printJson(cli, answer);
  cli.terminal.out(`${plural(answer.redriven, 'message')} put back`);
}
