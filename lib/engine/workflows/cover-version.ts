import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';

/** Two starts by hand and an operator may meet; beyond that the caller is told. */
const MOST_TRIES = 5;

/**
 * Sees to it that a version whose run is about to start is listened for, also one that was never active. Costs nothing
 * where it is so already.
 *
 * @throws AppError SB611 others changed the state again and again
 */
export async function coverVersion(
  liveStates: Pick<LiveStateStore, 'get' | 'put'>,
  state: LiveState | undefined,
  version: number,
): Promise<void> {
  let current = state;
  for (let tries = 1; current !== undefined && !current.covered.includes(version); tries += 1) {
    const { idleSince: { [version]: _, ...idle } = {}, ...rest } = current;
    const covered = [...current.covered, version].sort((left, right) => left - right);
    const next = { ...rest, covered, revision: current.revision + 1, ...(hasAny(idle) ? { idleSince: idle } : {}) };
    try {
      return await liveStates.put(next);
    } catch (error) {
      if (tries === MOST_TRIES) {
        throw error;
      }
      current = await liveStates.get(current.workflow);
    }
  }
}

function hasAny(record: object): boolean {
  return Object.keys(record).length > 0;
}
