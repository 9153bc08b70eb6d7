import { exitState } from '../exit-state.ts';
import type { SucceedState } from '../machine.ts';
import type { Branch, Step } from '../step.ts';

/** A Succeed ends its branch with its output. */
export async function attemptSucceed(step: Step, branch: Branch, state: SucceedState): Promise<void> {
  await exitState(step, branch, state, state.exit, undefined, branch.frame.input);
}
