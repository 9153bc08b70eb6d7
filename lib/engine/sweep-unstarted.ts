import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Executions } from '../ports/executions.ts';
import type { PendingRun, Run, RunError } from '../ports/run.ts';
import type { RunIndex, RunStore } from '../ports/run-store.ts';
import { baseOf, failedUnstarted } from './runs/apply-status.ts';
import { changeRun } from './runs/change-run.ts';
import { type EndStoppedRunDeps, endStoppedRun } from './runs/end-stopped-run.ts';

/** What sweeping up unstarted runs needs. */
export interface SweepUnstartedDeps extends EndStoppedRunDeps {
  readonly runs: Pick<RunStore, 'get' | 'getInput' | 'replace'>;
  readonly runIndex: Pick<RunIndex, 'listUnstarted'>;
  readonly executions: Pick<Executions, 'start' | 'stop' | 'describe'>;
  readonly clock: Clock;
  /** Runs younger than this are left to whoever put them. */
  readonly graceSeconds: number;
}

/** What a sweep did, and what it could not do this time. */
export interface SweepReport {
  readonly finished: readonly string[];
  readonly failures: readonly { readonly id: string; readonly message: string }[];
}

/** A start that is refused so often is refused for good. */
const MOST_ATTEMPTS = 5;

/**
 * Finishes what a crash left half-way: starts runs that stayed pending, with the input they were put with, and carries
 * out stops that are only on record. To be called every minute or so; one run's trouble does not keep the others.
 */
export function createSweepUnstarted(deps: SweepUnstartedDeps): () => Promise<SweepReport> {
  return async () => {
    const runs = await deps.runIndex.listUnstarted(deps.clock.now() - deps.graceSeconds * 1000);
    return sweepEach(runs, (run) => finish(deps, run));
  };
}

/** Does something to each, one after the other, and says what came of it. */
export async function sweepEach<Item extends { readonly id: string }>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<SweepReport> {
  const finished: string[] = [];
  const failures: { readonly id: string; readonly message: string }[] = [];
  for (const item of items) {
    try {
      await work(item);
      finished.push(item.id);
    } catch (error) {
      failures.push({ id: item.id, message: String(error) });
    }
  }
  return { finished, failures };
}

async function finish(deps: SweepUnstartedDeps, run: Run): Promise<void> {
  if (run.status === 'stop-requested') {
    await endStoppedRun(deps, run);
  } else if (run.status === 'pending') {
    await startAgain(deps, run);
  }
}

async function startAgain(deps: SweepUnstartedDeps, run: PendingRun): Promise<void> {
  const { id, machineRef } = run;
  const refusal = await tryToStart(deps, { name: id, machineRef, input: await deps.runs.getInput(id) });
  const at = new Date(deps.clock.now()).toISOString();
  await changeRun(deps.runs, id, (stored) => {
    // Whoever stopped it meanwhile takes care of it.
    if (stored.status !== 'pending') {
      return undefined;
    }
    if (refusal === undefined) {
      return { ...baseOf(stored), status: 'running', startedAt: at };
    }
    return stored.attempts + 1 >= MOST_ATTEMPTS
      ? failedUnstarted(stored, refusal, at, deps.keepRunSeconds)
      : { ...baseOf(stored), status: 'pending', attempts: stored.attempts + 1 };
  });
}

/** Why the start was refused in a way that no retry is sure to mend, or `undefined` once it has started. */
async function tryToStart(
  { executions }: SweepUnstartedDeps,
  {
    name,
    machineRef,
    input,
  }: { readonly name: string; readonly machineRef: string; readonly input: string | undefined },
): Promise<RunError | undefined> {
  if (input === undefined) {
    return { code: 'SB644', message: 'The input that the run was put with is gone.' };
  }
  try {
    await executions.start({ name, machineRef, input });
    return undefined;
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'invalid' || error.kind === 'not-found')) {
      return { code: error.code, message: error.message };
    }
    throw error;
  }
}
