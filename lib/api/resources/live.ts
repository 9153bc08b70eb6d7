import { findLiveState } from '../../engine/workflows/find-live-state.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import type { liveRoutes } from '../contract/live.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { HandlersOf } from '../handler.ts';

/** What reading live states needs. */
export interface LiveDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
}

/** What runs of workflows. */
export function createLiveResource({ liveStates }: LiveDeps): HandlersOf<typeof liveRoutes> {
  return {
    show: async ({ params: { workflow } }) => toLive(await findLiveState(liveStates, workflow)),
  };
}

/** A live state as people see it: without what the engine keeps there for itself. */
export function toLive(live: LiveState): AnswerOf<(typeof liveRoutes)['show']> {
  const { workflow, revision, enabled, archived, inFlight, active, rollout, changedAt, changedBy } = live;
  return {
    ...{ workflow, revision, enabled, archived, changedAt, changedBy },
    ...(inFlight === undefined ? {} : { inFlight }),
    ...(active === undefined ? {} : { active }),
    ...(rollout === undefined ? {} : { rollout }),
  };
}
