import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Run, StopReason } from '../../ports/run.ts';
import type { RunStore } from '../../ports/run-store.ts';
import { applyStatus, stoppedUnstarted } from './apply-status.ts';
import { changeRun } from './change-run.ts';

/** What ending a run needs. */
export interface EndStoppedRunDeps {
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly executions: Pick<Executions, 'start' | 'stop' | 'describe'>;
  readonly clock: Clock;
  /** How long an ended run stays on record. */
  readonly keepRunSeconds: number;
}

/**
 * Carries out a stop that is on record. A run that was pending may be started by someone at this very moment, or never:
 * so its execution's name is taken first, with an input that lets no task of any machine begin (each hands on
 * `Execution.Input.run`, which is missing). Whoever starts it later is told that it exists; whoever was faster is
 * stopped. Doing it twice is doing it once.
 */
export async function endStoppedRun(
  deps: EndStoppedRunDeps,
  run: Run & { readonly status: 'stop-requested' },
): Promise<Run> {
  const execution = { machineRef: run.machineRef, name: run.id };
  const { kind, by, comment = '' } = run.stop;
  if (run.startedAt === undefined) {
    await takeName(deps, execution, run.stop);
  }
  await deps.executions.stop({ ...execution, error: `Signalbox.Stopped.${kind}`, cause: `${by} ${comment}`.trim() });
  const description = await deps.executions.describe(execution);
  const now = new Date(deps.clock.now()).toISOString();
  const change = await changeRun(deps.runs, run.id, (stored) => {
    if (description !== undefined) {
      return applyStatus(stored, description, deps.keepRunSeconds);
    }
    return stored.status === 'stop-requested' ? stoppedUnstarted(stored, now, deps.keepRunSeconds) : undefined;
  });
  return change?.after ?? run;
}

/** A machine that refuses for good can start nothing, so there is no name to take. */
async function takeName(
  { executions }: EndStoppedRunDeps,
  execution: { readonly machineRef: string; readonly name: string },
  stop: StopReason,
): Promise<void> {
  try {
    await executions.start({ ...execution, input: JSON.stringify({ stopped: stop.kind, at: stop.at }) });
  } catch (error) {
    if (!(error instanceof AppError) || (error.kind !== 'invalid' && error.kind !== 'not-found')) {
      throw error;
    }
  }
}
