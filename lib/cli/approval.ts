import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Cli, printJson } from './cli.ts';
import { confirmRisky } from './confirm-risky.ts';
import { type ChangeOptions, connect, type EngineOptions, withChangeOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { mentionNextPage, type PagingOptions, withPaging } from './paging.ts';
import { formatTime } from './print-timeline.ts';

const STATUSES = ['open', 'deciding', 'decided', 'expired', 'all'] as const;

interface ListOptions extends EngineOptions, PagingOptions {
  readonly status: (typeof STATUSES)[number];
}

interface DecideOptions extends ChangeOptions {
  readonly comment?: string;
  readonly edit?: Readonly<Record<string, string>>;
  readonly yes?: boolean;
}

/** `signalbox approval list|approve|reject`. */
export function addApproval(program: Command, cli: Cli): void {
  const approval = program.command('approval').description('Questions that runs of a running engine ask people.');
  withEngineOptions(
    withPaging(approval.command('list').description('Lists questions, the newest first.')).addOption(
      new Option('--status <status>', 'in this status').choices(STATUSES).default('open'),
    ),
    cli,
  ).action((options: ListOptions) => list(cli, options));
  for (const decision of ['approved', 'rejected'] as const) {
    const [verb, description] =
      decision === 'approved' ? ['approve', 'Says yes, for good.'] : ['reject', 'Says no, for good.'];
    const command = approval
      .command(verb)
      .description(description)
      .argument('<id>', 'the approval’s id')
      .option('--comment <text>', 'kept with the decision, and readable by later steps')
      .option('--yes', 'do not ask');
    if (decision === 'approved')
      command.option('--edit <name=text>', 'another text for the run to go on with', addEdit);
    withChangeOptions(command, cli).action((id: string, options: DecideOptions) => decide(cli, id, decision, options));
  }
}

function addEdit(given: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || text === undefined) throw new InvalidArgumentError('Write name=text.');
  return { ...others, [name]: text };
}

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const { status, limit, cursor } = options;
  const client = await connect(cli, options);
  const answer = await client.approvals.list({
    query: { ...(status === 'all' ? {} : { status }), limit, cursor },
  });
  if (options.json) return printJson(cli, answer);
  const { out, outPaint: paint, width } = cli.terminal;
  if (answer.items.length === 0)
    return out(status === 'all' ? 'Nobody was asked anything yet.' : `No approval is ${status}.`);
  out(
    formatTable(
      answer.items,
      [
        { title: 'APPROVAL', value: ({ id }) => id, mark: paint.bold, whole: true },
        { title: 'WORKFLOW', value: ({ workflow }) => workflow },
        { title: 'QUESTION', value: ({ question, show }) => (show === undefined ? question : `${question} – ${show}`) },
        { title: 'ASKED', value: ({ by }) => by.join(', ') },
        { title: 'UNTIL', value: ({ timesOutAt }) => formatTime(timesOutAt) },
        { title: 'STATUS', value: (item) => item.decision?.decision ?? item.status },
      ],
      { width, paint },
    ),
  );
  mentionNextPage(cli, answer.next);
}

async function decide(cli: Cli, id: string, decision: 'approved' | 'rejected', options: DecideOptions): Promise<void> {
  const client = await connect(cli, options);
  const verb = decision === 'approved' ? 'Approve' : 'Reject';
  if (!(await confirmRisky(cli, `${verb} ${id}${options.by === undefined ? '' : ` as ${options.by}`}?`, options.yes)))
    return;
  const { comment, edit = {} } = options;
  const body = {
    decision,
    ...(comment === undefined ? {} : { comment }),
    ...(Object.keys(edit).length === 0 ? {} : { edited: edit }),
  };
  const answer = await client.approvals.decide({ params: { approval: id }, body });
  if (options.json) return printJson(cli, answer);
  const mark = decision === 'approved' ? cli.terminal.outPaint.green : cli.terminal.outPaint.yellow;
  cli.terminal.out(`${mark(decision)}  ${answer.name}  run ${answer.runId}`);
}
