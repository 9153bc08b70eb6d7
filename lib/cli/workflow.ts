import type { Command } from 'commander';

import type { Result } from '../client/create-client.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './print-timeline.ts';

type WorkflowItem = Result<'workflows', 'list'>['items'][number];

interface ShowOptions extends EngineOptions {
  readonly source?: boolean;
}

/** `signalbox workflow list|show`. */
export function addWorkflow(program: Command, cli: Cli): void {
  const workflow = program.command('workflow').description('Workflows of a running engine.');
  withEngineOptions(
    workflow.command('list').description('Lists the workflows with the numbers of their runs.'),
    cli,
  ).action((options: EngineOptions) => list(cli, options));
  withEngineOptions(
    workflow
      .command('show')
      .description('Shows one workflow: what starts it, its versions and the numbers of its runs.')
      .argument('<id>', 'the workflow’s id')
      .option('--source', 'print the active version’s text, and nothing else'),
    cli,
  ).action((id: string, options: ShowOptions) => show(cli, id, options));
}

async function list(cli: Cli, options: EngineOptions): Promise<void> {
  const answer = await (await connect(cli, options)).workflows.list();
  if (options.json) return printJson(cli, answer);
  const { out, outPaint: paint, width } = cli.terminal;
  if (answer.items.length === 0) return out('No workflow is there yet.');
  const count = (title: string, value: (item: WorkflowItem) => number, mark?: (text: string) => string) => ({
    title,
    value: (item: WorkflowItem) => String(value(item)),
    align: 'right' as const,
    mark: (text: string, item: WorkflowItem) => (value(item) === 0 ? paint.dim(text) : (mark?.(text) ?? text)),
  });
  out(
    formatTable(
      answer.items,
      [
        { title: 'WORKFLOW', value: ({ id }) => id, mark: paint.bold, whole: true },
        { title: 'TRIGGER', value: triggerText },
        { title: 'VERSION', value: versionText, align: 'right' },
        count('OPEN', ({ counts }) => counts.open),
        count('SUCCEEDED', ({ counts }) => counts.succeeded),
        count('EXITED', ({ counts }) => counts.exited),
        count('STOPPED', ({ counts }) => counts.stopped),
        count('FAILED', ({ counts }) => counts.failed, paint.red),
        { title: 'LAST RUN', value: ({ counts }) => formatTime(counts.lastRunAt ?? '–') },
      ],
      { width, paint },
    ),
  );
}

function triggerText({ trigger }: WorkflowItem): string {
  return trigger?.event ?? trigger?.expression ?? trigger?.kind ?? '–';
}

function versionText({ enabled, activeVersion }: WorkflowItem): string {
  if (activeVersion === undefined) return 'not active';
  return enabled ? String(activeVersion) : `${activeVersion} (disabled)`;
}

async function show(cli: Cli, id: string, options: ShowOptions): Promise<void> {
  const view = await (await connect(cli, options)).workflows.show({ params: { workflow: id } });
  if (options.json) return printJson(cli, view);
  const { out, outPaint: paint, width } = cli.terminal;
  if (options.source) return out((view.source ?? '').trimEnd());
  const { counts } = view;
  const runs = [
    `${counts.started} started`,
    ...(['open', 'succeeded', 'exited', 'stopped', 'failed'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${status}`),
  ];
  out(`${paint.bold(view.id)}  ${view.name}`);
  out(`trigger  ${triggerText(view)}`);
  out(`version  ${versionText(view)}`);
  out(
    `runs     ${runs.join(', ')}${counts.lastRunAt === undefined ? '' : `; the last at ${formatTime(counts.lastRunAt)}`}`,
  );
  out('');
  out(
    formatTable(
      view.versions,
      [
        { title: 'VERSION', value: ({ version }) => String(version), align: 'right' },
        { title: 'PUBLISHED', value: ({ publishedAt }) => formatTime(publishedAt) },
        { title: 'BY', value: ({ author }) => author },
        { title: 'HASH', value: ({ hash }) => hash.slice(0, 12) },
        { title: 'DESCRIPTION', value: ({ description }) => description },
      ],
      { width, paint },
    ),
  );
}
