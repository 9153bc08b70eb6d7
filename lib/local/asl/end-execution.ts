import { abort } from './abort.ts';
import type { HistoryDetails } from './history-record.ts';
import { type Outcome, recordAside, type Step } from './step.ts';

/** Ends the execution: everything still under way is cut off, and the outcome told. */
export function endExecution(step: Step, outcome: Outcome): void {
  const { execution } = step;
  execution.status = outcome.status;
  if (outcome.status === 'SUCCEEDED') {
    execution.output = outcome.output;
  } else {
    abort(step, execution.root);
    setIfKnown(execution, outcome);
  }
  delete execution.timeout;
  // What ends the execution from outside belongs to no state: Step Functions chains it to nothing.
  const fromOutside = outcome.status === 'ABORTED' || outcome.status === 'TIMED_OUT';
  recordAside(step, fromOutside ? 0 : execution.root.lastEventId, finalEvent(outcome));
  step.effects.push({ type: 'ended', ...outcome });
}

function setIfKnown(
  execution: Step['execution'],
  { error, cause }: { readonly error: string | undefined; readonly cause: string | undefined },
): void {
  if (error !== undefined) {
    execution.error = error;
  }
  if (cause !== undefined) {
    execution.cause = cause;
  }
}

function finalEvent(outcome: Outcome): HistoryDetails {
  switch (outcome.status) {
    case 'SUCCEEDED':
      return { type: 'ExecutionSucceeded', output: outcome.output };
    case 'FAILED':
      return { type: 'ExecutionFailed', error: outcome.error, cause: outcome.cause };
    case 'TIMED_OUT':
      return { type: 'ExecutionTimedOut', error: outcome.error, cause: outcome.cause };
    case 'ABORTED':
      return { type: 'ExecutionAborted', error: outcome.error, cause: outcome.cause };
  }
}
