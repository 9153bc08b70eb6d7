import type { Frame, TaskActivity } from './execution-state.ts';
import { findBranch } from './find-branch.ts';
import type { TaskState } from './machine.ts';
import { guarded } from './run-work.ts';
import { callbackSucceeded, functionSucceeded, heartbeat, taskFailed } from './states/task.ts';
import { type Failure, statesErrors } from './states-error.ts';
import { type Branch, type Step, stateOf } from './step.ts';
import type { Stimulus } from './stimulus.ts';

/** A stimulus meant for one task. */
export type TaskStimulus = Extract<Stimulus, { taskId: string } | { token: string }>;

/** Gives a result or a sign of life to the task that waits for it; false when none does any more. */
export async function receiveForTask(step: Step, stimulus: TaskStimulus): Promise<boolean> {
  const branch = findBranch(step.execution.root, (frame) => isMeant(frame, stimulus));
  const activity = branch?.frame.activity;
  const state = branch === undefined ? undefined : stateOf(step, branch.frame);
  if (branch === undefined || activity?.kind !== 'task' || state?.type !== 'Task') {
    return false;
  }
  await guarded(step, branch, () => deliver(step, branch, state, activity, stimulus));
  return true;
}

function isMeant({ activity, token }: Frame, stimulus: TaskStimulus): boolean {
  if (activity.kind !== 'task') {
    return false;
  }
  return 'taskId' in stimulus ? activity.taskId === stimulus.taskId && !activity.submitted : token === stimulus.token;
}

async function deliver(
  step: Step,
  branch: Branch,
  state: TaskState,
  activity: TaskActivity,
  stimulus: TaskStimulus,
): Promise<void> {
  switch (stimulus.type) {
    case 'task-succeeded':
      return functionSucceeded(step, branch, state, activity, stimulus.output);
    case 'callback-succeeded':
      return callbackSucceeded(step, branch, state, activity, stimulus.output);
    case 'task-failed':
    case 'callback-failed':
      throw taskFailed(step, branch.frame, state, reported(stimulus));
    case 'heartbeat':
      heartbeat(step, activity);
  }
}

function reported({ error, cause }: { readonly error?: string; readonly cause?: string }): Failure {
  return { error: error ?? statesErrors.taskFailed, cause };
}
