import { conflict, notFound } from '../errors/app-error.ts';
import { hasEnded, type Run, type StopReason } from '../ports/run.ts';
import { baseOf } from './runs/apply-status.ts';
import { changeRun, type RunChange } from './runs/change-run.ts';
import { type EndStoppedRunDeps, endStoppedRun } from './runs/end-stopped-run.ts';

/** Which run is to stop, and why. */
export interface StopRunRequest {
  readonly runId: string;
  readonly kind: StopReason['kind'];
  /** The person, or the event of a goal. */
  readonly by: string;
  readonly comment?: string;
}

/**
 * Stops a run, whatever state it is in. The request is on record before anything is stopped, so that no starter, no
 * retry and no crash lets it go on.
 *
 * @throws AppError SB621 no such run · SB622 it has ended
 */
export function createStopRun(deps: EndStoppedRunDeps): (request: StopRunRequest) => Promise<Run> {
  return async (request) => {
    const { runId } = request;
    const change = await requestStop(deps, request);
    if (change === undefined) {
      throw runNotFound(runId);
    }
    const { after } = change;
    if (after.status !== 'stop-requested') {
      throw conflict({
        code: 'SB622',
        message: `Run ${runId} has ended (${after.status}); there is nothing to stop.`,
        resolution: 'Look at it with `signalbox run show`.',
        details: { status: after.status },
      });
    }
    return endStoppedRun(deps, after);
  };
}

/** Puts the request on record. A run that has ended stays as it is; no such run: `undefined`. */
export async function requestStop(
  deps: Pick<EndStoppedRunDeps, 'clock' | 'runs'>,
  { runId, kind, by, comment }: StopRunRequest,
): Promise<RunChange | undefined> {
  const at = new Date(deps.clock.now()).toISOString();
  const stop: StopReason = { kind, by, at, ...(comment === undefined ? {} : { comment }) };
  return changeRun(deps.runs, runId, (run) => requested(run, stop));
}

/** The error for an id that names no run. */
export function runNotFound(runId: string) {
  return notFound({
    code: 'SB621',
    message: `There is no run ${runId}.`,
    resolution: 'List the runs with `signalbox run list`; ended runs are forgotten after some time.',
  });
}

function requested(run: Run, stop: StopReason): Run | undefined {
  if (hasEnded(run) || run.status === 'stop-requested') {
    return undefined;
  }
  const reached = stop.kind === 'goal' && run.convertedAt === undefined ? { convertedAt: stop.at } : {};
  const began = run.status === 'pending' ? {} : { startedAt: run.startedAt };
  return { ...baseOf(run), ...reached, ...began, status: 'stop-requested', stop };
}
