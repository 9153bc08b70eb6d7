import type { Clock } from '../ports/clock.ts';
import type { Executions } from '../ports/executions.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { Run } from '../ports/run.ts';
import type { RunIndex, RunStore } from '../ports/run-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import { listAll } from './list-all.ts';
import { applyStatus } from './runs/apply-status.ts';
import { changeRun } from './runs/change-run.ts';
import { withoutWaits } from './runs/run-waits.ts';
import { type SweepReport, sweepEach } from './sweep-unstarted.ts';

/** What comparing records with executions needs. */
export interface ReconcileRunsDeps {
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly runIndex: Pick<RunIndex, 'listOpen'>;
  readonly executions: Pick<Executions, 'describe' | 'listRunning'>;
  readonly liveStates: Pick<LiveStateStore, 'list' | 'put'>;
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly clock: Clock;
  /** How long an ended run stays on record. */
  readonly keepRunSeconds: number;
  /** Longer than any dispatcher goes on with a version that is no longer active. */
  readonly graceSeconds: number;
}

/** What was mended. */
export interface ReconcileReport extends SweepReport {
  /** Runs whose end nobody had told of: have their histories archived. */
  readonly ended: readonly string[];
}

/**
 * Finds what lost status events left out: every open record that is not among the running executions is looked at, and
 * so is every running execution whose record is not open; waits that have timed out are taken off. Versions without open runs are no longer listened for. To be called hourly.
 */
export function createReconcileRuns(deps: ReconcileRunsDeps): () => Promise<ReconcileReport> {
  return async () => {
    const open = await listAll((page) => deps.runIndex.listOpen(page));
    // Those that may not have started are the other sweep's.
    const started = open.filter(({ status }) => status !== 'pending');
    const running = await runningExecutions(deps, started);
    const ended: string[] = [];
    const reopened = await reopen(deps, running, new Set(open.map(({ id }) => id)));
    const report = await sweepEach(started, async (run) => {
      if (!running.has(run.id) && (await followExecution(deps, run))) {
        ended.push(run.id);
      } else {
        await dropPastWaits(deps, run);
      }
    });
    const followed = await followVersions(deps, open);
    const failures = [...reopened.failures, ...report.failures, ...followed.failures];
    return { finished: report.finished, failures, ended };
  };
}

/** Machine by the name of what runs on it, of every version that has open runs, or may have. */
async function runningExecutions(
  { executions, liveStates, workflows }: ReconcileRunsDeps,
  open: readonly Run[],
): Promise<ReadonlyMap<string, string>> {
  const covered = (await liveStates.list()).flatMap((state) =>
    state.covered.map((version) => workflows.getManifest(state.workflow, version)),
  );
  const known = (await Promise.all(covered)).flatMap((manifest) => manifest?.machineRef ?? []);
  const names = new Map<string, string>();
  for (const machineRef of new Set([...open.map((run) => run.machineRef), ...known])) {
    for (const name of await listAll(({ cursor }) => executions.listRunning(machineRef, cursor))) {
      names.set(name, machineRef);
    }
  }
  return names;
}

/** What runs although its record has ended was redriven, and nobody told of it. */
function reopen(
  deps: ReconcileRunsDeps,
  running: ReadonlyMap<string, string>,
  open: ReadonlySet<string>,
): Promise<SweepReport> {
  const unheard = [...running].filter(([id]) => !open.has(id)).map(([id, machineRef]) => ({ id, machineRef }));
  return sweepEach(unheard, async ({ id, machineRef }) => {
    const description = await deps.executions.describe({ machineRef, name: id });
    await changeRun(deps.runs, id, (run) => description && applyStatus(run, description, deps.keepRunSeconds));
  });
}

/** Whether the run turned out to have ended. */
async function followExecution(deps: ReconcileRunsDeps, { id, machineRef }: Run): Promise<boolean> {
  const description = await deps.executions.describe({ machineRef, name: id });
  if (description === undefined || description.status === 'RUNNING') {
    return false;
  }
  await changeRun(deps.runs, id, (run) => applyStatus(run, description, deps.keepRunSeconds));
  return true;
}

async function dropPastWaits(deps: ReconcileRunsDeps, run: Run): Promise<void> {
  if (run.status === 'waiting' || run.status === 'paused') {
    const now = deps.clock.now();
    await changeRun(deps.runs, run.id, (stored) => withoutWaits(stored, ({ until }) => Date.parse(until) <= now));
  }
}

/**
 * Versions without open runs are no longer listened for, and those with some are. A state that someone changes at this
 * moment is set right next time.
 */
async function followVersions(deps: ReconcileRunsDeps, open: readonly Run[]): Promise<SweepReport> {
  const now = deps.clock.now();
  const before = now - deps.graceSeconds * 1000;
  const states = (await deps.liveStates.list()).filter(({ changedAt }) => Date.parse(changedAt) < before);
  const changed = states.flatMap((state): readonly (LiveState & { readonly id: string })[] => {
    const used = open.filter(({ workflow }) => workflow === state.workflow).map(({ version }) => version);
    const next = withCoverage(state, used, new Date(now).toISOString());
    return next === undefined ? [] : [{ ...next, id: state.workflow }];
  });
  return sweepEach(changed, ({ id: _, ...state }) => deps.liveStates.put({ ...state, revision: state.revision + 1 }));
}

/** Covers what is live or has open runs, and notes since when the others are idle; `undefined`: it is so already. */
function withCoverage(state: LiveState, used: readonly number[], now: string): LiveState | undefined {
  const live = [state.active, state.rollout?.version].filter((version) => version !== undefined);
  const covered = [...new Set([...live, ...used])].sort((left, right) => left - right);
  if (covered.join() === state.covered.join()) {
    return undefined;
  }
  const { idleSince, ...rest } = state;
  const left = state.covered.filter((version) => !covered.includes(version)).map((version) => [String(version), now]);
  const still = Object.entries(idleSince ?? {}).filter(([version]) => !covered.includes(Number(version)));
  const idle = [...still, ...left];
  return { ...rest, covered, ...(idle.length === 0 ? {} : { idleSince: Object.fromEntries(idle) }) };
}
