import type { Json } from '../../workflow/json.ts';
import type { Exit, FailState, State } from './machine.ts';
import { exceedsLimit } from './payload-limit.ts';
import { type StateResult, scopeOf } from './scope.ts';
import { dataLimitError } from './states-error.ts';
import { type Branch, record, type Step } from './step.ts';
import { evaluateEntries, evaluateTemplate } from './template.ts';
import { refuseTooManyVariables } from './variables-limit.ts';

/** A state that can be left: all but Fail. */
export type LeavableState = Exclude<State, FailState>;

/**
 * Leaves the current state by one of its exits. Output and Assign both see the variables as they were. Throws a
 * `StatesError`, with nothing changed, when one of them fails.
 */
export async function exitState(
  step: Step,
  branch: Branch,
  state: LeavableState,
  exit: Exit,
  known: StateResult | undefined,
  defaultOutput: Json,
): Promise<void> {
  let output = defaultOutput;
  let assigned: Readonly<Record<string, Json>> | undefined;
  if (exit.output !== undefined || exit.assign.length > 0) {
    const scope = scopeOf(step, branch, known);
    if (exit.output !== undefined) {
      output = await evaluateTemplate(exit.output, scope);
    }
    if (exit.assign.length > 0) {
      assigned = await evaluateEntries(exit.assign, scope);
    }
  }
  refuseOversize(step, branch, output, assigned);
  leave(step, branch, state, exit.next, { output, assigned });
}

function refuseOversize(
  step: Step,
  branch: Branch,
  output: Json,
  assigned: Readonly<Record<string, Json>> | undefined,
): void {
  const { frame } = branch;
  if (output !== frame.input && exceedsLimit(output)) {
    throw dataLimitError(
      `The state '${frame.state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  if (assigned !== undefined) {
    refuseTooManyVariables(step, frame.state, assigned);
  }
}

function leave(
  step: Step,
  branch: Branch,
  state: LeavableState,
  next: string | undefined,
  left: { readonly output: Json; readonly assigned: Readonly<Record<string, Json>> | undefined },
): void {
  const { frame } = branch;
  record(step, frame, { type: `${state.type}StateExited`, name: state.name, ...left });
  Object.assign(frame.variables, left.assigned);
  frame.token = null;
  if (next === undefined) {
    frame.activity = { kind: 'ended', output: left.output };
  } else {
    frame.state = next;
    frame.input = left.output;
    frame.activity = { kind: 'entering' };
  }
  step.work.push(branch);
}
