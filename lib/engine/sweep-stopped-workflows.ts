import type { LiveStateStore } from '../ports/live-state-store.ts';
import { createStopOpenRuns, type StopOpenRunsDeps, stopAllRuns } from './stop-open-runs.ts';
import type { SweepReport } from './sweep-unstarted.ts';

/** What sweeping needs. */
export interface SweepStoppedWorkflowsDeps extends StopOpenRunsDeps {
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  /** As long as dispatchers may still start runs of a workflow that was disabled. */
  readonly refreshSeconds: number;
}

/**
 * Stops what is still open of workflows that were disabled with their runs: whoever asked for it may have been cut off.
 * What people start by hand later goes on.
 */
export function createSweepStoppedWorkflows(deps: SweepStoppedWorkflowsDeps): () => Promise<SweepReport> {
  const stop = createStopOpenRuns(deps);
  return async () => {
    const states = (await deps.liveStates.list()).filter(({ inFlight }) => inFlight === 'stop');
    const reports = await Promise.all(
      states.map(({ workflow, changedAt, inFlightSince = changedAt, changedBy: by }) => {
        const until = Date.parse(inFlightSince) + deps.refreshSeconds * 1000;
        return stopAllRuns(stop, { workflow, by, createdBefore: new Date(until).toISOString() });
      }),
    );
    return {
      finished: reports.flatMap(({ stopped }) => stopped),
      failures: reports.flatMap(({ failures }) => failures),
    };
  };
}
