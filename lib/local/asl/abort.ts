import type { Activity, Frame } from './execution-state.ts';
import { cancelTimer, recordAside, type Step, stateOf } from './step.ts';

/** Takes back what a frame, and all frames within, still wait for. */
export function release(step: Step, frame: Frame): void {
  const { activity } = frame;
  switch (activity.kind) {
    case 'task':
      cancelTimer(step, activity.timeout);
      cancelTimer(step, activity.heartbeat);
      step.effects.push({ type: 'abandon-task', taskId: activity.taskId });
      return;
    case 'waiting':
    case 'retrying':
      cancelTimer(step, activity.timer);
      return;
    case 'branches':
    case 'iterations':
      for (const inner of innerFrames(frame)) {
        abort(step, inner);
      }
      return;
    default:
      return;
  }
}

/** Cuts a frame off where it is; a redrive takes it up again there. */
export function abort(step: Step, frame: Frame): void {
  release(step, frame);
  if (cutKinds.has(frame.activity.kind)) {
    frame.activity = { kind: 'aborted' };
  }
}

/** Activities that a cut ends. What was not yet entered, is done, or holds frames of its own stays as it is. */
const cutKinds: ReadonlySet<Activity['kind']> = new Set(['attempting', 'task', 'waiting', 'retrying']);

/** Writes that a frame's state, and those within it, will not be finished. */
export function recordAborted(step: Step, frame: Frame, previousEventId: number): void {
  for (const inner of innerFrames(frame)) {
    recordAborted(step, inner, previousEventId);
  }
  const { type } = stateOf(step, frame);
  const entered = frame.activity.kind !== 'entering' && frame.activity.kind !== 'ended';
  if (entered && (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map')) {
    recordAside(step, previousEventId, { type: `${type}StateAborted` });
  }
}

/** The frames of a Parallel's branches or a Map's iterations. */
export function innerFrames(frame: Frame): readonly Frame[] {
  const { activity } = frame;
  if (activity.kind === 'branches') {
    return activity.branches;
  }
  return activity.kind === 'iterations' ? activity.running : [];
}
