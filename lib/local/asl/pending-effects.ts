import type { ExecutionState, Frame, Timer } from './execution-state.ts';
import { allBranches } from './find-branch.ts';
import { type Effect, retryCount } from './step.ts';

/**
 * What a process has to do that takes up a stored execution: call again the functions whose answer is not in (an
 * action must bear being called twice), and arm the timers again, those long due as well.
 */
export function pendingEffects({ status, timeout, root }: ExecutionState): Effect[] {
  if (status !== 'RUNNING') {
    return [];
  }
  return [...armed(timeout), ...[...allBranches(root)].flatMap(({ frame }) => frameEffects(frame))];
}

function frameEffects(frame: Frame): Effect[] {
  const { activity } = frame;
  switch (activity.kind) {
    case 'waiting':
    case 'retrying':
      return armed(activity.timer);
    case 'task': {
      const invoke: Effect = {
        type: 'invoke-task',
        taskId: activity.taskId,
        resource: activity.resource,
        payload: activity.payload,
        token: frame.token ?? undefined,
        stateName: frame.state,
        retryCount: retryCount(frame),
      };
      return [...(activity.submitted ? [] : [invoke]), ...armed(activity.timeout), ...armed(activity.heartbeat)];
    }
    default:
      return [];
  }
}

function armed(timer: Timer | undefined): Effect[] {
  return timer === undefined ? [] : [{ type: 'set-timer', timerId: timer.id, at: timer.at }];
}
