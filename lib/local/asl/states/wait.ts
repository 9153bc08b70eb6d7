import { exitState } from '../exit-state.ts';
import { evaluateNumber, evaluateText } from '../fields.ts';
import type { WaitState } from '../machine.ts';
import { scopeOf } from '../scope.ts';
import { queryEvaluationError } from '../states-error.ts';
import { type Branch, type Step, setTimer } from '../step.ts';
import { parseTimestamp } from '../timestamp.ts';

/** A Wait sets a timer; one whose moment has passed is left at once. */
export async function attemptWait(step: Step, branch: Branch, state: WaitState): Promise<void> {
  const at = await dueTime(step, branch, state);
  if (at <= step.services.now) {
    await waitOver(step, branch, state);
  } else {
    branch.frame.activity = { kind: 'waiting', timer: setTimer(step, at) };
  }
}

/** The moment has come. */
export async function waitOver(step: Step, branch: Branch, state: WaitState): Promise<void> {
  await exitState(step, branch, state, state.exit, undefined, branch.frame.input);
}

async function dueTime(step: Step, branch: Branch, state: WaitState): Promise<number> {
  const scope = scopeOf(step, branch);
  if ('seconds' in state.wait) {
    return step.services.now + (await evaluateNumber(state.wait.seconds, scope, 0)) * 1000;
  }
  const text = await evaluateText(state.wait.timestamp, scope);
  const at = parseTimestamp(text);
  if (at === undefined) {
    throw queryEvaluationError(
      'Timestamp',
      `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${text}`,
    );
  }
  return at;
}
