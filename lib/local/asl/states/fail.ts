import { evaluateText } from '../fields.ts';
import type { FailState } from '../machine.ts';
import { scopeOf } from '../scope.ts';
import { taskError } from '../states-error.ts';
import type { Branch, Step } from '../step.ts';

/** A Fail gives its branch the error it names. */
export async function attemptFail(step: Step, branch: Branch, state: FailState): Promise<never> {
  const scope = scopeOf(step, branch);
  const error = state.error === undefined ? undefined : await evaluateText(state.error, scope);
  const cause = state.cause === undefined ? undefined : await evaluateText(state.cause, scope);
  throw taskError(error ?? '', cause);
}
