import type { Clock } from '../ports/clock.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import { workflowNotFound } from './show-workflow.ts';

/** What changing a live state needs. */
export interface ChangeLiveStateDeps {
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
  readonly clock: Clock;
}

/** What is to happen to a workflow that was activated before. */
export interface ChangeLiveStateRequest {
  readonly workflow: string;
  /** `disable`: no new runs · `enable`: the active version starts runs again · `archive`: disabled, its file is gone. */
  readonly change: 'enable' | 'disable' | 'archive';
  readonly by: string;
}

/**
 * Enables, disables or archives a workflow. Runs in flight finish, and signals reach them. Doing it again changes
 * nothing.
 *
 * @throws AppError SB601 it was never activated · SB611 someone else changed it meanwhile
 */
export function createChangeLiveState(
  deps: ChangeLiveStateDeps,
): (request: ChangeLiveStateRequest) => Promise<LiveState> {
  return async ({ workflow, change, by }) => {
    const current = await deps.liveStates.get(workflow);
    if (current === undefined) {
      throw workflowNotFound(workflow);
    }
    const enabled = change === 'enable';
    const archived = change === 'archive' || (change === 'disable' && current.archived);
    if (current.enabled === enabled && current.archived === archived) {
      return current;
    }
    const next: LiveState = {
      ...current,
      revision: current.revision + 1,
      enabled,
      archived,
      changedAt: new Date(deps.clock.now()).toISOString(),
      changedBy: by,
    };
    await deps.liveStates.put(next);
    return next;
  };
}
