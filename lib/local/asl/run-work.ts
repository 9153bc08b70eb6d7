import { innerFrames } from './abort.ts';
import { endExecution } from './end-execution.ts';
import type { Frame } from './execution-state.ts';
import { failBranch } from './fail-branch.ts';
import { attemptChoice } from './states/choice.ts';
import { attemptFail } from './states/fail.ts';
import { attemptMap, iterationEnded } from './states/map.ts';
import { attemptParallel, branchEnded } from './states/parallel.ts';
import { attemptPass } from './states/pass.ts';
import { attemptSucceed } from './states/succeed.ts';
import { attemptTask } from './states/task.ts';
import { attemptWait } from './states/wait.ts';
import { failureOf, statesErrors } from './states-error.ts';
import { type Branch, record, type Step, stateOf } from './step.ts';

/** Step Functions ends an execution whose history grows longer. */
const longestHistory = 25_000;

/** Goes on with every branch that can go on, until all wait for something outside or the execution has ended. */
export async function runWork(step: Step): Promise<void> {
  const { execution, work } = step;
  for (let branch = work.shift(); branch !== undefined; branch = work.shift()) {
    if (execution.status !== 'RUNNING') {
      return;
    }
    if (isLive(branch)) {
      await guarded(step, branch, goOn);
    }
    if (execution.status === 'RUNNING' && execution.lastEventId >= longestHistory - 1) {
      endExecution(step, {
        status: 'FAILED',
        error: statesErrors.runtime,
        cause: `The execution reached the maximum number of history events (${longestHistory}).`,
      });
    }
  }
}

/** Does something for a branch; a `StatesError` on the way fails that branch. */
export async function guarded(
  step: Step,
  branch: Branch,
  action: (step: Step, branch: Branch) => Promise<void>,
): Promise<void> {
  try {
    await action(step, branch);
  } catch (error) {
    await failBranch(step, branch, failureOf(error));
  }
}

/** Whether a branch still belongs to what its parents are doing; another branch's failure may have cut it off. */
function isLive({ frame, parent }: Branch): boolean {
  return parent === undefined || (innerFrames(parent.frame).includes(frame) && isLive(parent));
}

async function goOn(step: Step, branch: Branch): Promise<void> {
  const { frame, parent } = branch;
  switch (frame.activity.kind) {
    case 'entering':
      enter(step, frame);
      await attempt(step, branch);
      return;
    case 'attempting':
      await attempt(step, branch);
      return;
    case 'ended':
      if (parent === undefined) {
        endExecution(step, { status: 'SUCCEEDED', output: frame.activity.output });
      } else {
        // What fails from here on is the Parallel's or Map's own.
        await guarded(step, parent, () => innerEnded(step, { ...branch, parent }));
      }
      return;
    default:
  }
}

function enter(step: Step, frame: Frame): void {
  const { name, type } = stateOf(step, frame);
  frame.enteredAt = step.services.now;
  frame.retries = [];
  record(step, frame, { type: `${type}StateEntered`, name, input: frame.input });
  frame.enteredEventId = frame.lastEventId;
}

async function innerEnded(step: Step, ended: Branch & { readonly parent: Branch }): Promise<void> {
  const { frame, parent } = ended;
  const state = stateOf(step, parent.frame);
  const { activity } = parent.frame;
  if (state.type === 'Parallel' && activity.kind === 'branches') {
    await branchEnded(step, parent, state, activity);
  } else if (state.type === 'Map' && activity.kind === 'iterations' && frame.activity.kind === 'ended') {
    await iterationEnded(step, { ...ended, output: frame.activity.output }, parent, state, activity);
  }
}

async function attempt(step: Step, branch: Branch): Promise<void> {
  const state = stateOf(step, branch.frame);
  switch (state.type) {
    case 'Task':
      return attemptTask(step, branch, state);
    case 'Choice':
      return attemptChoice(step, branch, state);
    case 'Wait':
      return attemptWait(step, branch, state);
    case 'Parallel':
      return attemptParallel(step, branch, state);
    case 'Map':
      return attemptMap(step, branch, state);
    case 'Pass':
      return attemptPass(step, branch, state);
    case 'Succeed':
      return attemptSucceed(step, branch, state);
    case 'Fail':
      return attemptFail(step, branch, state);
  }
}
