import { endExecution } from './end-execution.ts';
import type { Frame, Timer } from './execution-state.ts';
import { allBranches } from './find-branch.ts';
import { guarded } from './run-work.ts';
import { taskTimedOut } from './states/task.ts';
import { waitOver } from './states/wait.ts';
import { type Branch, type Step, setTimer, stateOf } from './step.ts';

/** Arms the timer of the whole execution, if its definition bounds it. */
export function boundExecution(step: Step): void {
  const { timeoutSeconds } = step.machine;
  if (timeoutSeconds !== undefined) {
    step.execution.timeout = setTimer(step, step.services.now + timeoutSeconds * 1000);
  }
}

/** Wakes who waits for a timer; false when it is none of this execution's, or was put off in the meantime. */
export async function receiveTimer(step: Step, timerId: string): Promise<boolean> {
  const { execution, services } = step;
  if (isDue(execution.timeout, timerId, services.now)) {
    endExecution(step, { status: 'TIMED_OUT' });
    return true;
  }
  for (const branch of allBranches(execution.root)) {
    const purpose = purposeOf(branch.frame, timerId, services.now);
    if (purpose !== undefined) {
      await guarded(step, branch, () => fire(step, branch, purpose));
      return true;
    }
  }
  return false;
}

type TimerPurpose = 'timeout' | 'heartbeat' | 'wait' | 'retry';

function purposeOf({ activity }: Frame, timerId: string, now: number): TimerPurpose | undefined {
  switch (activity.kind) {
    case 'waiting':
      return isDue(activity.timer, timerId, now) ? 'wait' : undefined;
    case 'retrying':
      return isDue(activity.timer, timerId, now) ? 'retry' : undefined;
    case 'task':
      if (isDue(activity.timeout, timerId, now)) {
        return 'timeout';
      }
      return isDue(activity.heartbeat, timerId, now) ? 'heartbeat' : undefined;
    default:
      return undefined;
  }
}

function isDue(timer: Timer | undefined, timerId: string, now: number): boolean {
  return timer?.id === timerId && timer.at <= now;
}

async function fire(step: Step, branch: Branch, purpose: TimerPurpose): Promise<void> {
  const { frame } = branch;
  const state = stateOf(step, frame);
  if (state.type === 'Wait') {
    await waitOver(step, branch, state);
  } else if (state.type === 'Task' && (purpose === 'timeout' || purpose === 'heartbeat')) {
    throw taskTimedOut(step, frame, state, purpose);
  } else {
    frame.activity = { kind: 'attempting' };
    step.work.push(branch);
  }
}
