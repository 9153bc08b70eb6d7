import type { Command } from 'commander';
import type { Result } from '../client/create-client.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { mentionNextPage, type PagingOptions, withPaging } from './paging.ts';
import { formatTime } from './print-timeline.ts';
import { harmless } from './terminal.ts';

interface ListOptions extends EngineOptions, PagingOptions {
  readonly workflow?: string;
}

/** `signalbox audit list`. */
export function addAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('Who did what to workflows, and why.');
  withEngineOptions(
    withPaging(audit.command('list').description('Lists what was done, the newest first.')).option(
      '--workflow <id>',
      'to this workflow',
    ),
    cli,
  ).action((options: ListOptions) => listAudit(cli, options));
}

/** What was done to one workflow, or to all. */
export async function listAudit(cli: Cli, options: ListOptions): Promise<void> {
  const { workflow, limit, cursor } = options;
  const client = await connect(cli, options);
  const query = { limit, cursor };
  const answer =
    workflow === undefined
      ? await client.audit.list({ query })
      : await client.audit.listOfWorkflow({ params: { workflow }, query });
  if (options.json) return printJson(cli, answer);
  const { out, outPaint: paint, width } = cli.terminal;
  if (answer.items.length === 0) return out('Nothing was done yet.');
  out(
    formatTable(
      answer.items,
      [
        { title: 'TIME', value: ({ at }) => formatTime(at) },
        { title: 'WORKFLOW', value: (item) => item.workflow, mark: paint.bold },
        { title: 'ACTION', value: ({ action }) => action },
        { title: 'BY', value: ({ by }) => harmless(by) },
        { title: 'WHY', value: ({ why }) => harmless(why ?? '–') },
        { title: 'CHANGE', value: changeText },
      ],
      { width, paint },
    ),
  );
  mentionNextPage(cli, answer.next);
}

type Entry = Result<'audit', 'list'>['items'][number];

function changeText({ from, to }: Entry): string {
  const sides = [from, to].filter((side) => side !== undefined);
  return harmless(sides.map((side) => JSON.stringify(side)).join(' → ')) || '–';
}
