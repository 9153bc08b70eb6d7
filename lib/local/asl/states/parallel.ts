import { type BranchesActivity, newFrame } from '../execution-state.ts';
import { exitState } from '../exit-state.ts';
import type { ParallelState } from '../machine.ts';
import { exceedsLimit } from '../payload-limit.ts';
import { scopeOf } from '../scope.ts';
import { dataLimitError } from '../states-error.ts';
import { type Branch, record, recordAside, type Step } from '../step.ts';
import { evaluateTemplate } from '../template.ts';

/** A Parallel starts all its branches with the same input. */
export async function attemptParallel(step: Step, branch: Branch, state: ParallelState): Promise<void> {
  const { frame } = branch;
  const input =
    state.arguments === undefined ? frame.input : await evaluateTemplate(state.arguments, scopeOf(step, branch));
  if (exceedsLimit(input)) {
    throw dataLimitError(
      `The state '${state.name}' has arguments with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  record(step, frame, { type: 'ParallelStateStarted' });
  const branches = state.branches.map((startAt) => newFrame(startAt, input, frame.lastEventId));
  frame.activity = { kind: 'branches', branches };
  step.work.push(...branches.map((inner) => ({ frame: inner, parent: branch })));
}

/** A branch is done; the last one to be so ends the Parallel with the list of outputs. */
export async function branchEnded(
  step: Step,
  parallel: Branch,
  state: ParallelState,
  activity: BranchesActivity,
): Promise<void> {
  const outputs = activity.branches.flatMap((frame) =>
    frame.activity.kind === 'ended' ? [frame.activity.output] : [],
  );
  if (outputs.length < activity.branches.length) {
    return;
  }
  parallel.frame.lastEventId = Math.max(...activity.branches.map(({ lastEventId }) => lastEventId));
  recordAside(step, parallel.frame.lastEventId, { type: 'ParallelStateSucceeded' });
  await exitState(step, parallel, state, state.exit, { result: outputs }, outputs);
}
