import type { Clock } from '../ports/clock.ts';
import type { Page, PageRequest } from '../ports/page.ts';
import type { Run } from '../ports/run.ts';
import type { RunFilter, RunIndex } from '../ports/run-store.ts';
import { withoutWaits } from './runs/run-waits.ts';

/** What listing runs needs. */
export interface ListRunsDeps {
  readonly runIndex: Pick<RunIndex, 'list'>;
  readonly clock: Clock;
}

/** Runs, newest first. A run whose waits have timed out is shown as running, even before the sweep writes it so. */
export function createListRuns(deps: ListRunsDeps): (filter: RunFilter, page: PageRequest) => Promise<Page<Run>> {
  return async (filter, page) => {
    const { items, ...rest } = await deps.runIndex.list(filter, page);
    const now = deps.clock.now();
    return { ...rest, items: items.map((run) => asOf(run, now)) };
  };
}

/** The run as it is at a moment (ms). */
export function asOf(run: Run, now: number): Run {
  return withoutWaits(run, ({ until }) => Date.parse(until) <= now) ?? run;
}
