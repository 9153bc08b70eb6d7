import type { Clock } from '../../ports/clock.ts';
import type { HeldBack, Holding } from '../../ports/holding.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import { holdsRuns } from './holds-runs.ts';

/** What is looked at. */
export interface LiveHoldingDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly clock: Clock;
  /** The longest that a change of the live state takes to be seen. */
  readonly refreshSeconds: number;
}

const DISABLED: HeldBack = {
  reason: 'disabled',
  message: 'The workflow is disabled, and its runs are held until it is enabled.',
};

/**
 * Keeps back what a disabled workflow holds: one read for each workflow and refresh, none for most actions. That a
 * workflow holds is not remembered: whoever let a run go on must not find it held once more by what was true before.
 */
export function createLiveHolding({ liveStates, clock, refreshSeconds }: LiveHoldingDeps): Holding {
  const known = new Map<string, { readonly at: number; readonly answer: Promise<HeldBack | undefined> }>();
  return {
    whyHeld: (workflow) => {
      const now = clock.now();
      const last = known.get(workflow);
      if (last !== undefined && now - last.at < refreshSeconds * 1000) {
        return last.answer;
      }
      const answer = liveStates.get(workflow).then((live) => (holdsRuns(live) ? DISABLED : undefined));
      known.set(workflow, { at: now, answer });
      const forget = (): boolean => known.delete(workflow);
      // What could not be read is read again by the next who asks, too.
      answer.then((held) => held && forget(), forget);
      return answer;
    },
  };
}
