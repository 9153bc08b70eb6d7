import type { Json } from '../../workflow/json.ts';
import { abort, innerFrames, recordAborted, release } from './abort.ts';
import { endExecution } from './end-execution.ts';
import type { Frame } from './execution-state.ts';
import { exitState } from './exit-state.ts';
import type { MapState, ParallelState, TaskState } from './machine.ts';
import { nextTry } from './retry.ts';
import { type Failure, failureOf, matchesFailure } from './states-error.ts';
import { type Branch, record, recordAside, type Step, setTimer, stateOf } from './step.ts';

/**
 * A state failed: it is tried again or its error caught, there or in a Parallel or Map around it, from the innermost
 * outwards; else the execution fails.
 */
export async function failBranch(step: Step, branch: Branch, failure: Failure): Promise<void> {
  let current = branch;
  let told = tell(step, branch.frame, failure);
  release(step, branch.frame);
  branch.frame.activity = { kind: 'failed' };
  for (;;) {
    const outcome = await handle(step, current, told);
    if (outcome === 'handled') {
      return;
    }
    told = outcome;
    if (current.parent === undefined) {
      endExecution(step, { status: 'FAILED', error: told.error || undefined, cause: told.cause });
      return;
    }
    cutSiblings(step, current, current.parent);
    current = current.parent;
  }
}

/** Completes a fault that the interpreter found by the place where it found it, and writes down a failed expression. */
function tell(step: Step, frame: Frame, failure: Failure): Failure {
  if (failure.raisedByInterpreter !== true) {
    return failure;
  }
  const cause = `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.enteredEventId}). ${failure.cause}`;
  if (failure.location !== undefined) {
    const { error, location } = failure;
    record(step, frame, { type: 'EvaluationFailed', error, cause, location, state: frame.state });
  }
  return { ...failure, cause };
}

/** Tries again or catches in this very state; else gives the failure to pass on, a catcher's own one if that failed. */
async function handle(step: Step, branch: Branch, failure: Failure): Promise<'handled' | Failure> {
  const state = stateOf(step, branch.frame);
  if (!('retry' in state)) {
    return failure;
  }
  if (tryAgain(step, branch.frame, state, failure)) {
    return 'handled';
  }
  if (state.type !== 'Task') {
    record(step, branch.frame, { type: `${state.type}StateFailed` });
  }
  return catchFailure(step, branch, state, failure);
}

type RetriableState = TaskState | ParallelState | MapState;

function tryAgain(step: Step, frame: Frame, state: RetriableState, failure: Failure): boolean {
  const next = nextTry(state.retry, frame.retries, failure, step.services.random);
  if (next === undefined) {
    return false;
  }
  frame.retries = next.retries;
  frame.activity = { kind: 'retrying', timer: setTimer(step, step.services.now + next.delayMs) };
  return true;
}

async function catchFailure(
  step: Step,
  branch: Branch,
  state: RetriableState,
  failure: Failure,
): Promise<'handled' | Failure> {
  const catcher = state.catch.find(({ errorEquals }) => matchesFailure(errorEquals, failure));
  if (catcher === undefined) {
    return failure;
  }
  const errorOutput: Json = { Error: failure.error, Cause: failure.cause ?? '' };
  try {
    await exitState(step, branch, state, catcher.exit, { errorOutput }, errorOutput);
    return 'handled';
  } catch (error) {
    return tell(step, branch.frame, failureOf(error));
  }
}

/** The failure leaves its branch: the others of the same Parallel or Map are cut off. */
function cutSiblings(step: Step, failed: Branch, parent: Branch): void {
  const cutAt = failed.frame.lastEventId;
  const { name, type } = stateOf(step, parent.frame);
  const tellIteration = (frame: Frame, event: 'MapIterationFailed' | 'MapIterationAborted'): void => {
    if (type === 'Map' && frame.item !== undefined) {
      recordAside(step, cutAt, { type: event, name, index: frame.item.index });
    }
  };
  tellIteration(failed.frame, 'MapIterationFailed');
  if (stateOf(step, failed.frame).type === 'Task') {
    recordAside(step, cutAt, { type: 'TaskStateAborted' });
  }
  for (const frame of innerFrames(parent.frame)) {
    if (frame !== failed.frame && frame.activity.kind !== 'ended') {
      tellIteration(frame, 'MapIterationAborted');
      recordAborted(step, frame, cutAt);
      abort(step, frame);
    }
  }
  parent.frame.lastEventId = cutAt;
}
