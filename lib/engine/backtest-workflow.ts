import type { Clock } from '../ports/clock.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { hasEnded, type Run } from '../ports/run.ts';
import type { RunIndex } from '../ports/run-store.ts';
import type { SkippedRunStore } from '../ports/skipped-run-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import { RECORD_NAMES } from '../workflow/catalogue/records.ts';
import type { WorkflowGraph } from '../workflow/graph/graph.ts';
import { listNodes } from '../workflow/graph/list-nodes.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { readRecords } from './actions/read-records.ts';
import { textHasErrors } from './preview-workflow.ts';
import { createReadRun, type ReadRunDeps } from './read-run.ts';
import { type BacktestReport, mergeBacktests } from './trials/backtest-report.ts';
import { compareReplay } from './trials/compare-replay.ts';
import { judgeSkipped } from './trials/judge-skipped.ts';
import { type RecordedRun, type Replay, replayRun } from './trials/replay-run.ts';
import { nameSteps } from './trials/timeline-path.ts';
import type { TrialOutcome, Trials } from './trials/trials.ts';
import { type FindTextDeps, findText, type TextChoice } from './workflows/find-text.ts';

/** What backtesting needs. */
export interface BacktestWorkflowDeps extends ReadRunDeps {
  readonly workflows: FindTextDeps['workflows'] & Pick<WorkflowStore, 'getVersion'>;
  readonly drafts: FindTextDeps['drafts'];
  readonly runIndex: Pick<RunIndex, 'list'>;
  readonly skippedRuns: Pick<SkippedRunStore, 'list'>;
  readonly records: Pick<RecordStore, 'getMany'>;
  readonly catalogue: Catalogue;
  readonly trials: Trials;
  readonly clock: Clock;
}

/** Which runs to play through which text. */
export interface BacktestRequest {
  readonly workflow: string;
  /** A text that is not saved. */
  readonly text?: string | undefined;
  /** Otherwise that of a version or, by default, of the draft. */
  readonly version?: TextChoice | undefined;
  /** Runs created within this time, ms since the epoch. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** How many runs at most, the newest first. */
  readonly most: number;
  /** After so long it ends at the next page, and says where to go on. */
  readonly mostSeconds: number;
  /** `next` of the report before. */
  readonly cursor?: string | undefined;
}

/** Runs that are played at once: their data has to fit into one call. */
const PAGE = 10;

/** Skipped triggers that are looked at. */
const MOST_SKIPPED = 100;

/**
 * Plays the triggers of past runs through a draft, a version or a text, and compares with what really happened: whether
 * they start, which way they go, what they do, how they end. What other systems, events and people answered is taken
 * from the record where the text asks the same; where it asks what nobody knows, the comparison ends, and says so.
 *
 * Every run is a run of a contact that is alone: re-entry and overlap are not looked at.
 *
 * @param onProgress told after each page what is known so far
 * @throws AppError SB602, SB652 no such version or draft · SB603 the text has errors · SB708 no cursor of ours
 */
export function createBacktestWorkflow(
  deps: BacktestWorkflowDeps,
): (request: BacktestRequest, onProgress?: (soFar: BacktestReport) => void) => Promise<BacktestReport> {
  return async (request, onProgress) => {
    const { workflow, version = 'draft', most, mostSeconds } = request;
    const text = request.text ?? (await findText(deps, workflow, version));
    const { graph, issues } = loadWorkflow({ text, catalogue: deps.catalogue });
    if (graph === undefined) {
      throw textHasErrors(workflow, issues);
    }
    const start = deps.clock.now();
    const skipped = request.cursor === undefined ? await skippedOf(deps, workflow, graph) : [];
    let report: BacktestReport = {
      ...emptyReport(workflow, request.text === undefined ? version : 'text'),
      ...{ skipped },
    };
    let cursor = request.cursor;
    const page = createBacktestPage(deps, { workflow, text, graph });
    do {
      const { runs, next } = await nextRuns(deps, { ...request, cursor, limit: Math.min(PAGE, most - report.looked) });
      const found = await page(runs);
      report = mergeBacktests(report, { ...found, ...(next === undefined ? {} : { next }) });
      cursor = next;
      onProgress?.(report);
    } while (cursor !== undefined && report.looked < most && deps.clock.now() - start < mostSeconds * 1000);
    return report;
  };
}

function emptyReport(workflow: string, version: BacktestReport['version']): BacktestReport {
  const none = { differences: [], unknown: [], notCompared: [], assumed: [], skipped: [] };
  return { workflow, version, looked: 0, compared: 0, same: 0, different: 0, ...none };
}

async function skippedOf({ skippedRuns }: BacktestWorkflowDeps, workflow: string, graph: WorkflowGraph) {
  const { items } = await skippedRuns.list({ workflow }, { limit: MOST_SKIPPED });
  return judgeSkipped(items, graph);
}

async function nextRuns(
  { runIndex }: BacktestWorkflowDeps,
  { workflow, from, to, limit, cursor }: Omit<BacktestRequest, 'most' | 'mostSeconds'> & { readonly limit: number },
): Promise<{ readonly runs: readonly Run[]; readonly next: string | undefined }> {
  const within = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
  const { items, next } = await runIndex.list({ workflow, ...within }, page);
  return { runs: items, next };
}

interface Tried {
  readonly workflow: string;
  readonly text: string;
  readonly graph: WorkflowGraph;
}

/** Compares some runs with what would have become of them. */
function createBacktestPage(deps: BacktestWorkflowDeps, { workflow, text, graph }: Tried) {
  const readRecorded = createReadRecorded(deps);
  const after = listNodes(graph.root);
  const judge = (played: Played, outcome: TrialOutcome | undefined): BacktestReport => {
    const { recorded, replay } = played;
    const runs = [recorded.run.id];
    const base = { ...emptyReport(workflow, 'text'), looked: 1 };
    if (outcome?.kind !== 'played') {
      return { ...base, notCompared: [{ reason: whyNotPlayed(outcome), count: 1, runs }] };
    }
    const before = listNodes(recorded.graph.root);
    const compared = compareReplay({ recorded, before, after, replay, simulation: outcome.simulation });
    const same = compared.differences.length === 0;
    return {
      ...base,
      ...{ compared: 1, same: same ? 1 : 0, different: same ? 0 : 1 },
      differences: compared.differences.map((difference) => ({ ...difference, count: 1, runs })),
      unknown: compared.unknown === undefined ? [] : [{ reason: compared.unknown, count: 1, runs }],
      assumed: replay.assumed.map((name) => ({ reason: `${name} as it is now`, count: 1, runs })),
    };
  };
  return async (runs: readonly Run[]): Promise<BacktestReport> => {
    const read = await Promise.all(runs.map(async (run) => ({ run, found: await readRecorded(run) })));
    const recorded = read.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]));
    const otherTrigger = recorded.filter(({ run }) => isOtherTrigger(run, graph));
    const played = recorded
      .filter(({ run }) => !isOtherTrigger(run, graph))
      .map((one) => ({ recorded: one, replay: replayRun(one, graph) }));
    const report = await deps.trials.play({ text, scenarios: played.map(({ replay }) => replay.scenario) });
    const outcomes = report.kind === 'played' ? report.outcomes : [];
    const reports = [
      ...read.flatMap(({ run, found }) => (typeof found === 'string' ? [notRead(found, run)] : [])),
      ...otherTrigger.map(({ run }) => notTriggered(run)),
      ...played.map((one, index) => judge(one, outcomes[index])),
    ];
    return reports.reduce(mergeBacktests, emptyReport(workflow, 'text'));
  };
}

interface Played {
  readonly recorded: RecordedRun;
  readonly replay: Replay;
}

function whyNotPlayed(outcome: Exclude<TrialOutcome, { kind: 'played' }> | undefined): string {
  if (outcome?.kind !== 'refused') {
    return 'It took longer than a trial may.';
  }
  const [first] = outcome.issues.filter(({ severity }) => severity === 'error');
  return `What is on record does not fit the text: ${first?.code} ${first?.message}`;
}

function notRead(reason: string, { id }: Run): BacktestReport {
  return { ...emptyReport('', 'text'), looked: 1, notCompared: [{ reason, count: 1, runs: [id] }] };
}

function notTriggered({ id, trigger }: Run): BacktestReport {
  const difference = { kind: 'start', was: 'started', would: `not started: not by ${trigger.event}` } as const;
  const counts = { looked: 1, compared: 1, different: 1 };
  return { ...emptyReport('', 'text'), ...counts, differences: [{ ...difference, count: 1, runs: [id] }] };
}

function isOtherTrigger({ trigger }: Run, graph: WorkflowGraph): boolean {
  return graph.trigger.kind === 'event' && graph.trigger.event !== trigger.event;
}

/** What is on record of a run, or why that is not enough. */
function createReadRecorded(deps: BacktestWorkflowDeps): (run: Run) => Promise<RecordedRun | string> {
  const readRun = createReadRun(deps);
  const graphs = new Map<number, Promise<WorkflowGraph | undefined>>();
  const graphOf = ({ workflow, version }: Run): Promise<WorkflowGraph | undefined> => {
    const known = graphs.get(version) ?? readGraph(deps, workflow, version);
    graphs.set(version, known);
    return known;
  };
  return async (run) => {
    if (!hasEnded(run)) return 'It has not ended yet.';
    if (run.startedAt === undefined) return 'It never started.';
    const [{ input, timeline }, graph] = await Promise.all([readRun(run.id), graphOf(run)]);
    if (input === undefined || timeline.length === 0) return 'Its data is not kept any more.';
    if (graph === undefined) return `Version ${run.version} cannot be read any more.`;
    const records = await readRecords(input.run, RECORD_NAMES, deps.records);
    const named = nameSteps(timeline, listNodes(graph.root));
    return { run, input, timeline: named, graph, records: JSON.parse(JSON.stringify(records)) };
  };
}

async function readGraph(
  { workflows, catalogue }: BacktestWorkflowDeps,
  workflow: string,
  version: number,
): Promise<WorkflowGraph | undefined> {
  const found = await workflows.getVersion(workflow, version);
  return found === undefined ? undefined : loadWorkflow({ text: found.source, catalogue }).graph;
}
