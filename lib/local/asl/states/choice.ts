import { exitState } from '../exit-state.ts';
import { evaluateCondition } from '../fields.ts';
import type { ChoiceState, Exit } from '../machine.ts';
import { scopeOf } from '../scope.ts';
import { runtimeError } from '../states-error.ts';
import type { Branch, Step } from '../step.ts';

/** A Choice takes the first rule that holds; later conditions are not evaluated. */
export async function attemptChoice(step: Step, branch: Branch, state: ChoiceState): Promise<void> {
  const exit = await chooseExit(step, branch, state);
  await exitState(step, branch, state, exit, undefined, branch.frame.input);
}

async function chooseExit(step: Step, branch: Branch, state: ChoiceState): Promise<Exit> {
  const scope = scopeOf(step, branch);
  for (const rule of state.rules) {
    if (await evaluateCondition(rule.condition, scope)) {
      return rule.exit;
    }
  }
  if (state.otherwise === undefined) {
    // Step Functions keeps the name States.NoChoiceMatched for later use and reports this one.
    throw runtimeError('Failed to transition out of the state. The state does not point to a next state.');
  }
  return state.otherwise;
}
