import type { Hold, HoldStore } from '../../ports/hold-store.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import { changeRun } from '../runs/change-run.ts';
import { withoutHold } from '../runs/run-waits.ts';
import { holdsRuns } from './holds-runs.ts';

/** What letting an action go on needs. */
export interface ReleaseHoldDeps {
  readonly heldSteps: Pick<HoldStore, 'remove'>;
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly tokens: Pick<TaskTokens, 'succeed'>;
  readonly scheduler: Pick<Scheduler, 'cancel'>;
}

/**
 * Lets an action go on. The run is told first: once the token is completed, the same step may be held anew, and that
 * must not be taken off. Repeating it is safe, and finishes what was cut off.
 */
export async function releaseHold(deps: ReleaseHoldDeps, hold: Hold): Promise<void> {
  await changeRun(deps.runs, hold.runId, (run) => withoutHold(run, hold));
  await deps.tokens.succeed(hold.token, {});
  await deps.heldSteps.remove(hold);
  if (hold.until !== undefined) {
    await deps.scheduler.cancel(releaseTimerId(hold));
  }
}

/** The id of the timer that releases a hold. */
export function releaseTimerId({ key }: Pick<Hold, 'key'>): string {
  return `release ${key}`;
}

/** Whether an action has to be kept back any longer: until a time, or as long as its workflow holds its runs. */
export async function mustStayHeld(
  { liveStates }: { readonly liveStates: Pick<LiveStateStore, 'get'> },
  { workflow, until }: Pick<Hold, 'workflow' | 'until'>,
  now: number,
): Promise<boolean> {
  return until === undefined ? holdsRuns(await liveStates.get(workflow)) : now < Date.parse(until);
}
