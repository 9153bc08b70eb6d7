import { TASK_ERRORS } from '../../compiler/task-contract.ts';
import { AppError } from '../../errors/app-error.ts';

/**
 * An error as state machines know it: its name decides `Retry` and `Catch`, its message is `<code>: <text>`. Lambda
 * reports the `name` of what a handler throws. What is no AppError is unexpected: perhaps the next try meets it not.
 */
export function toTaskError(error: unknown): Error {
  if (isTaskError(error)) return error;
  const { code, kind, message } = error instanceof AppError ? error : unexpected(error);
  const taskError = new Error(`${code}: ${message}`, { cause: error });
  taskError.name = kind === 'transient' ? TASK_ERRORS.transient : TASK_ERRORS.permanent;
  return taskError;
}

/** Runs a task and throws what it throws as state machines know it. For handlers of all tasks. */
export async function withTaskErrors<Result>(task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    throw toTaskError(error);
  }
}

const NAMES: ReadonlySet<string> = new Set(Object.values(TASK_ERRORS));

function isTaskError(error: unknown): error is Error {
  return error instanceof Error && NAMES.has(error.name);
}

function unexpected(error: unknown): Pick<AppError, 'code' | 'kind' | 'message'> {
  return { code: 'unexpected', kind: 'transient', message: String(error) };
}
