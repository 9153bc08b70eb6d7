import type { ChangeLive } from '../../engine/change-live.ts';
import { findLiveState } from '../../engine/workflows/find-live-state.ts';
import type { Guardrail, LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import type { liveRoutes } from '../contract/live.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { HandlersOf } from '../handler.ts';

/** What live states need. */
export interface LiveDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly changeLive: ChangeLive;
  /** The longest until the dispatcher goes by a change. */
  readonly refreshSeconds: number;
}

/** What runs of workflows. */
export function createLiveResource(deps: LiveDeps): HandlersOf<typeof liveRoutes> {
  const { liveStates, changeLive, refreshSeconds } = deps;
  return {
    show: async ({ params: { workflow } }) => toLive(await findLiveState(liveStates, workflow)),
    change: async ({ params: { workflow }, body, revision, caller }) => {
      const { rollout, ...desired } = body;
      const { live, actions } = await changeLive({
        ...{ workflow, revision, by: caller.name },
        ...desired,
        ...(rollout ? { rollout: { ...rollout, guardrail: toGuardrail(rollout.guardrail) } } : { rollout }),
      });
      return { ...toLive(live), actions, takesEffectWithinSeconds: refreshSeconds };
    },
  };
}

interface GivenGuardrail {
  readonly minRuns: number;
  readonly maxFailureRate?: number | undefined;
  readonly minConversionRate?: number | undefined;
}

/** Bounds as they were sent; `null`: none, left out: as they are. */
export function toGuardrail<Given extends GivenGuardrail | null | undefined>(
  given: Given,
): Guardrail | Exclude<Given, GivenGuardrail>;
export function toGuardrail(given: GivenGuardrail | null | undefined): Guardrail | null | undefined {
  if (given === undefined || given === null) return given;
  const { minRuns, maxFailureRate, minConversionRate } = given;
  return {
    minRuns,
    ...(maxFailureRate === undefined ? {} : { maxFailureRate }),
    ...(minConversionRate === undefined ? {} : { minConversionRate }),
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
