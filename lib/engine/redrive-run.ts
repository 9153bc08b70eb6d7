import { conflict } from '../errors/app-error.ts';
import type { Executions } from '../ports/executions.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { Run } from '../ports/run.ts';
import type { RunStore } from '../ports/run-store.ts';
import { applyStatus } from './runs/apply-status.ts';
import { changeRun } from './runs/change-run.ts';
import { runNotFound } from './stop-run.ts';
import { coverVersion } from './workflows/cover-version.ts';

/** What redriving needs. */
export interface RedriveRunDeps {
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly executions: Pick<Executions, 'describe' | 'redrive'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
  /** How long an ended run stays on record. */
  readonly keepRunSeconds: number;
}

/**
 * Takes up a run that failed, timed out or was stopped, at the step where it did: with the version, the variables and
 * the side-effect keys it had, so that nothing is done twice. The record is open again, on its contact and in the
 * numbers, too; re-entry and overlap are not asked, since the run was let in once.
 *
 * The execution goes first and the record follows what it says: a crash between the two is mended by the status event,
 * or by the hourly sweep.
 *
 * @throws AppError SB621 no such run · SB695 it is none to redrive · SB696 its execution cannot be taken up
 */
export function createRedriveRun(deps: RedriveRunDeps): (runId: string) => Promise<Run> {
  return async (runId) => {
    const run = await deps.runs.get(runId);
    if (run === undefined) {
      throw runNotFound(runId);
    }
    refuseOthers(run);
    const { machineRef, workflow, version } = run;
    const execution = { machineRef, name: runId };
    // Signals have to reach it from its first moment on, even of a version that nothing else runs any more.
    await coverVersion(deps.liveStates, await deps.liveStates.get(workflow), version);
    const before = await deps.executions.describe(execution);
    if (before === undefined || before.redrives <= run.redrives) {
      await deps.executions.redrive(execution);
    }
    const description = await deps.executions.describe(execution);
    const change = await changeRun(
      deps.runs,
      runId,
      (stored) => description && applyStatus(stored, description, deps.keepRunSeconds),
    );
    return change?.after ?? run;
  };
}

function refuseOthers(run: Run): void {
  const why = whyNot(run);
  if (why !== undefined) {
    throw conflict({
      code: 'SB695',
      message: `Run ${run.id} ${why}; a run is redriven that failed, timed out, or was stopped by a person.`,
      resolution: 'Start a new run, or look at this one with `signalbox run show`.',
      details: { status: run.status, allowed: ['failed', 'stopped'] },
    });
  }
}

function whyNot(run: Run): string | undefined {
  switch (run.status) {
    case 'failed':
      return run.startedAt === undefined ? 'never started' : undefined;
    case 'stopped':
      if (run.stop.kind === 'erasure') return 'was stopped because its contact’s data was erased';
      return run.startedAt === undefined ? 'never started' : undefined;
    case 'exited':
      return 'has reached its goal';
    case 'succeeded':
      return 'has succeeded';
    default:
      return `has not ended (${run.status})`;
  }
}
