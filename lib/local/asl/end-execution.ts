import { abort } from './abort.ts';
import type { HistoryDetails } from './history-record.ts';
import { statesErrors } from './states-error.ts';
import { type Outcome, recordAside, type Step } from './step.ts';

/** Ends the execution: everything still under way is cut off, and the outcome told. */
export function endExecution(step: Step, outcome: Outcome): void {
  const { execution } = step;
  execution.status = outcome.status;
  delete execution.timeout;
  if (outcome.status === 'SUCCEEDED') {
    execution.output = outcome.output;
  } else {
    abort(step, execution.root);
  }
  if (outcome.status === 'FAILED' || outcome.status === 'ABORTED') {
    const { error, cause } = outcome;
    Object.assign(execution, error === undefined ? {} : { error }, cause === undefined ? {} : { cause });
  }
  // What ends the execution from outside belongs to no state: Step Functions chains it to nothing.
  const fromOutside = outcome.status === 'ABORTED' || outcome.status === 'TIMED_OUT';
  recordAside(step, fromOutside ? 0 : execution.root.lastEventId, finalEvent(outcome));
  step.effects.push({ type: 'ended', ...outcome });
}

function finalEvent(outcome: Outcome): HistoryDetails {
  switch (outcome.status) {
    case 'SUCCEEDED':
      return { type: 'ExecutionSucceeded', output: outcome.output };
    case 'FAILED':
      return { type: 'ExecutionFailed', error: outcome.error, cause: outcome.cause };
    case 'TIMED_OUT':
      return { type: 'ExecutionTimedOut', error: statesErrors.timeout, cause: undefined };
    case 'ABORTED':
      return { type: 'ExecutionAborted', error: outcome.error, cause: outcome.cause };
  }
}
