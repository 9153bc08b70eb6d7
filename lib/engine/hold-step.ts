import type { HoldTask } from '../compiler/task-contract.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hold, HoldStore } from '../ports/hold-store.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { Scheduler } from '../ports/scheduler.ts';
import { readHeld } from './holding/held-error.ts';
import { mustStayHeld, type ReleaseHoldDeps, releaseHold, releaseTimerId } from './holding/release-hold.ts';
import { changeRun } from './runs/change-run.ts';
import { withHold } from './runs/run-waits.ts';
import { taskKey } from './runs/task-key.ts';

/** What keeping an action back needs. */
export interface HoldStepDeps extends ReleaseHoldDeps {
  readonly heldSteps: Pick<HoldStore, 'put' | 'remove'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
}

/**
 * Handles a state `<name> (held)`: the hold is stored first, then the live state is looked at again. Whoever enables a
 * workflow does it the other way round, so that one of the two finds the other, and nothing is left behind.
 */
export function createHoldStep(deps: HoldStepDeps): (task: HoldTask) => Promise<void> {
  return async (task) => {
    const now = deps.clock.now();
    const hold = holdOf(task, now);
    await deps.heldSteps.put(hold);
    if (hold.until !== undefined) {
      const { workflow, key, until } = hold;
      await deps.scheduler.at({ id: releaseTimerId(hold), at: until, task: { kind: 'release-hold', workflow, key } });
    }
    await changeRun(deps.runs, hold.runId, (run) => withHold(run, hold, task.run.started_at));
    if (!(await mustStayHeld(deps, hold, now))) {
      await releaseHold(deps, hold);
    }
  };
}

function holdOf(task: HoldTask, now: number): Hold {
  const { run, step, token, held, timeout_seconds } = task;
  return {
    key: taskKey(task),
    runId: run.id,
    workflow: run.workflow,
    step,
    token,
    ...readHeld(held),
    at: new Date(now).toISOString(),
    endsAt: new Date(now + timeout_seconds * 1000).toISOString(),
  };
}
