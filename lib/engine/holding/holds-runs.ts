import type { LiveState } from '../../ports/live-state-store.ts';

/** Whether actions of runs in flight are kept back while the workflow is like this. */
export function holdsRuns(live: LiveState | undefined): boolean {
  return live !== undefined && !live.enabled && live.inFlight === 'hold';
}
