import type { Command } from 'commander';

import type { Result, SignalboxClient } from '../client/create-client.ts';
import { AppError } from '../errors/app-error.ts';
import { listAudit } from './audit.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { formatTable } from './format-table.ts';
import { type PagingOptions, withPaging } from './paging.ts';
import { formatTime } from './print-timeline.ts';
import { harmless } from './terminal.ts';
import { addDraftCommands, readNumber } from './workflow-draft.ts';
import { addEditCommands } from './workflow-edit.ts';
import { addExchangeCommands } from './workflow-exchange.ts';
import { addLiveCommands } from './workflow-live.ts';
import { addStatisticsCommand } from './workflow-statistics.ts';
import { addTrialCommands } from './workflow-trials.ts';

type Guardrail = NonNullable<NonNullable<Result<'workflows', 'show'>['rollout']>['guardrail']>;
type WorkflowItem = Result<'workflows', 'list'>['items'][number];

interface ShowOptions extends EngineOptions {
  readonly draft?: boolean;
  readonly source?: boolean;
}

/** `signalbox workflow …`. */
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
      .argument('[version]', 'one of its versions; default: the active one', readNumber)
      .option('--source', 'print its text, and nothing else')
      .option('--draft', 'print the draft’s text, and nothing else'),
    cli,
  ).action((id: string, version: number | undefined, options: ShowOptions) => show(cli, { id, version }, options));
  withEngineOptions(
    withPaging(
      workflow.command('history').description('Lists what was done to a workflow, the newest first.'),
    ).argument('<id>', 'the workflow’s id'),
    cli,
  ).action((id: string, options: EngineOptions & PagingOptions) => listAudit(cli, { ...options, workflow: id }));
  withEngineOptions(
    workflow
      .command('diff')
      .description('Compares two versions, or a version and the draft, step by step.')
      .argument('<id>', 'the workflow’s id')
      .argument('<from>', 'a version’s number, or draft', readChoice)
      .argument('<to>', 'a version’s number, or draft', readChoice),
    cli,
  ).action((id: string, from: TextChoice, to: TextChoice, options: EngineOptions) =>
    diff(cli, { workflow: id, from, to }, options),
  );
  addDraftCommands(workflow, cli);
  addEditCommands(workflow, cli);
  addLiveCommands(workflow, cli);
  addStatisticsCommand(workflow, cli);
  addTrialCommands(workflow, cli);
  addExchangeCommands(workflow, cli);
}

type TextChoice = number | 'draft';

function readChoice(text: string): TextChoice {
  return text === 'draft' ? text : readNumber(text);
}

async function diff(
  cli: Cli,
  { workflow, ...query }: { readonly workflow: string; readonly from: TextChoice; readonly to: TextChoice },
  options: EngineOptions,
): Promise<void> {
  const comparison = await (await connect(cli, options)).versions.compare({ params: { workflow }, query });
  if (options.json) return printJson(cli, comparison);
  const { out } = cli.terminal;
  if (comparison.lines.length === 0) return out('Nothing differs but comments or layout.');
  for (const line of comparison.lines) out(harmless(line));
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

/** The draft beside the versions, if there is one. */
async function findDraft(client: SignalboxClient, workflow: string): Promise<Result<'drafts', 'show'> | undefined> {
  try {
    return await client.drafts.show({ params: { workflow } });
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** When the rollout is reverted by itself. */
function boundsText({ minRuns, maxFailureRate, minConversionRate }: Guardrail): string {
  const bounds = [
    ...(maxFailureRate === undefined ? [] : [`more than ${inPercent(maxFailureRate)} fail`]),
    ...(minConversionRate === undefined ? [] : [`fewer than ${inPercent(minConversionRate)} reach the goal`]),
  ];
  return `reverted by itself when ${bounds.join(' or ')}, of ${minRuns} runs or more`;
}

function inPercent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

function triggerText({ trigger }: WorkflowItem): string {
  return trigger?.event ?? trigger?.expression ?? trigger?.kind ?? '–';
}

function versionText({ enabled, archived, activeVersion, rollout }: WorkflowItem): string {
  if (activeVersion === undefined) return 'not active';
  const staged = rollout === undefined ? '' : `, ${rollout.version} at ${rollout.percent} %`;
  const state = enabled ? '' : archived ? ' (archived)' : ' (disabled)';
  return `${activeVersion}${staged}${state}`;
}

async function show(
  cli: Cli,
  { id, version }: { readonly id: string; readonly version: number | undefined },
  options: ShowOptions,
): Promise<void> {
  const client = await connect(cli, options);
  const params = { workflow: id };
  if (options.draft) {
    const draft = await client.drafts.show({ params });
    return options.json ? printJson(cli, draft) : cli.terminal.out(draft.text.trimEnd());
  }
  const view = await client.workflows.show({ params, query: { version } });
  if (options.json) return printJson(cli, view);
  const { out, outPaint: paint, width } = cli.terminal;
  if (options.source) return out((view.source ?? '').trimEnd());
  const draft = await findDraft(client, id);
  const { counts, rollout } = view;
  const runs = [
    `${counts.started} started`,
    ...(['open', 'succeeded', 'exited', 'stopped', 'failed'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${status}`),
  ];
  out(`${paint.bold(view.id)}  ${view.name}`);
  out(`trigger  ${triggerText(view)}`);
  out(`version  ${versionText(view)}`);
  if (rollout?.guardrail !== undefined) out(`bounds   ${boundsText(rollout.guardrail)}`);
  if (draft !== undefined) {
    out(`draft    revision ${draft.revision}, saved by ${harmless(draft.savedBy)} at ${formatTime(draft.savedAt)}`);
  }
  out(
    `runs     ${runs.join(', ')}${counts.lastRunAt === undefined ? '' : `; the last at ${formatTime(counts.lastRunAt)}`}`,
  );
  if (view.versions.length === 0) return out('No version is published yet.');
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
