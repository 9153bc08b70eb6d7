import type { Clock } from '../ports/clock.ts';
import type { Hold, HoldStore } from '../ports/hold-store.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import { holdsRuns } from './holding/holds-runs.ts';
import { type ReleaseHoldDeps, releaseHold } from './holding/release-hold.ts';
import { listAll } from './list-all.ts';
import { type SweepReport, sweepEach } from './sweep-unstarted.ts';

/** What letting held runs go on needs. */
export interface ReleaseHoldsDeps extends ReleaseHoldDeps {
  readonly heldSteps: Pick<HoldStore, 'list' | 'remove'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'list'>;
  readonly clock: Clock;
}

/** Which holds to release. */
export interface ReleaseHoldsRequest {
  readonly workflow: string;
  /** No more than so many holds are looked at; the sweep takes the others. Left out: all. */
  readonly most?: number;
}

/**
 * Lets the runs of a workflow go on that were held while it was disabled. To be called once the live state says so; it
 * looks for itself, so that a state that has changed back holds on. Doing it again finishes what was cut off.
 */
export function createReleaseHolds(deps: ReleaseHoldsDeps): (request: ReleaseHoldsRequest) => Promise<SweepReport> {
  return async ({ workflow, most }) => {
    if (holdsRuns(await deps.liveStates.get(workflow))) {
      return NOTHING;
    }
    const holds =
      most === undefined
        ? await listAll((page) => deps.heldSteps.list(workflow, page))
        : (await deps.heldSteps.list(workflow, { limit: most })).items;
    const now = deps.clock.now();
    const due = holds.filter(({ until }) => until === undefined || Date.parse(until) <= now);
    return joinReports(await Promise.all(byRun(due).map((group) => releaseInTurn(deps, group))));
  };
}

/** Releases all that should have been: what was cut off, and what nobody woke. */
export function createSweepHolds(deps: ReleaseHoldsDeps): () => Promise<SweepReport> {
  const release = createReleaseHolds(deps);
  return async () => {
    const reports: SweepReport[] = [];
    for (const { workflow } of (await deps.liveStates.list()).filter((live) => !holdsRuns(live))) {
      reports.push(await release({ workflow }));
    }
    return joinReports(reports);
  };
}

const NOTHING: SweepReport = { finished: [], failures: [] };

/** Holds of one run change the same record, so they take turns. */
function byRun(holds: readonly Hold[]): readonly (readonly Hold[])[] {
  const groups = new Map<string, Hold[]>();
  for (const hold of holds) {
    const group = groups.get(hold.runId) ?? [];
    group.push(hold);
    groups.set(hold.runId, group);
  }
  return [...groups.values()];
}

function releaseInTurn(deps: ReleaseHoldsDeps, holds: readonly Hold[]): Promise<SweepReport> {
  return sweepEach(
    holds.map((hold) => ({ id: hold.key, hold })),
    ({ hold }) => releaseHold(deps, hold),
  );
}

function joinReports(reports: readonly SweepReport[]): SweepReport {
  return {
    finished: reports.flatMap(({ finished }) => finished),
    failures: reports.flatMap(({ failures }) => failures),
  };
}
