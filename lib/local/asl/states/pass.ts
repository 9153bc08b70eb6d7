import { exitState } from '../exit-state.ts';
import type { PassState } from '../machine.ts';
import type { Branch, Step } from '../step.ts';

/** A Pass is left as soon as it is entered. */
export async function attemptPass(step: Step, branch: Branch, state: PassState): Promise<void> {
  await exitState(step, branch, state, state.exit, undefined, branch.frame.input);
}
