import type { LiveStateStore } from '../ports/live-state-store.ts';
import { createPruneVersions, type PruneVersionsDeps } from './prune-versions.ts';
import { type SweepReport, sweepEach } from './sweep-unstarted.ts';

/** What sweeping versions needs. */
export interface SweepVersionsDeps extends PruneVersionsDeps {
  readonly liveStates: Pick<LiveStateStore, 'get' | 'list' | 'put'>;
  /** Machines that a workflow may have before the oldest are given up; Step Functions has 1,000 at most. */
  readonly mostMachines: number;
}

/** Gives up machines of workflows that have come to many versions, well before Step Functions takes no more. */
export function createSweepVersions(deps: SweepVersionsDeps): () => Promise<SweepReport> {
  const prune = createPruneVersions(deps);
  const { mostMachines: keep } = deps;
  return async () => {
    const states = await deps.liveStates.list();
    const swept = await sweepEach(
      states.map(({ workflow }) => ({ id: workflow })),
      async ({ id: workflow }) => {
        // A number is given once, so that there are never more machines than the newest number.
        const [newest] = (await deps.workflows.listVersions(workflow, { limit: 1 })).items;
        if (newest !== undefined && newest.version > keep) {
          await prune({ workflow, by: 'sweep', keep });
        }
      },
    );
    return { finished: [], failures: swept.failures };
  };
}
