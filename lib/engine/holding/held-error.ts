import { type HoldTask, TASK_ERRORS } from '../../compiler/task-contract.ts';
import type { HeldBack } from '../../ports/holding.ts';
import { runError } from '../runs/apply-status.ts';

/**
 * The error that takes an action to its held state. Its message has the form of all task errors, `<code>: <text>`: the
 * reason, and in the text, first, until when.
 */
export function heldError({ reason, message, until }: HeldBack): Error {
  const error = new Error(`${reason}: ${until === undefined ? '' : `until ${until}: `}${message}`);
  error.name = TASK_ERRORS.held;
  return error;
}

/** What {@link heldError} said, as the state machine caught it. An error of someone else's has its own word as reason. */
export function readHeld({ Error: error, Cause: cause = '' }: HoldTask['held']): Pick<HeldBack, 'reason' | 'until'> {
  const { code, message } = runError({ error, cause });
  const until = UNTIL.exec(message)?.[1];
  return { reason: code === error ? 'held' : code, ...(until === undefined ? {} : { until }) };
}

const UNTIL = /^until (\d{4}-\d{2}-\d{2}T[\d:.]+Z): /;
