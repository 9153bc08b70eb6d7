import type { Json } from '../../workflow/json.ts';
import { setOwn } from './json-object.ts';

/** What a called function gave, as the execution is told. */
export type TaskAnswer =
  | { readonly type: 'task-succeeded'; readonly output: Json }
  | { readonly type: 'task-failed'; readonly error: string; readonly cause: string };

const marked = Symbol('task answer');

/** An answer that takes virtual time, or that never comes. */
export interface TimedAnswer {
  readonly [marked]: true;
  /** Milliseconds; infinite for an answer that never comes. */
  readonly after: number;
  readonly answer: unknown;
}

/** For a simulated function: its answer comes after so many milliseconds of virtual time. */
export function answerAfter(milliseconds: number, answer: unknown): TimedAnswer {
  return { [marked]: true, after: milliseconds, answer };
}

/** For a simulated function that never answers, so that only a time-out ends the task. */
export function neverAnswers(): TimedAnswer {
  return answerAfter(Number.POSITIVE_INFINITY, null);
}

/** Whether a function's answer takes virtual time. */
export function isTimedAnswer(answer: unknown): answer is TimedAnswer {
  return typeof answer === 'object' && answer !== null && marked in answer;
}

/** What a function returned, as JSON: nothing is null, and dates are text, as when Lambda writes an answer out. */
export function answered(value: unknown): TaskAnswer {
  try {
    return { type: 'task-succeeded', output: copyJson(value) ?? null };
  } catch (error) {
    return thrown(error);
  }
}

/**
 * What a function threw, as Lambda reports it: the error's name, and a cause with type, message and trace. A plain
 * `{ error, cause }` stands for a failure of the invocation itself, like Lambda.TooManyRequestsException.
 */
export function thrown(reason: unknown): TaskAnswer {
  if (reason instanceof Error) {
    const { name, message, stack = '' } = reason;
    const cause = JSON.stringify({
      errorType: name,
      errorMessage: message,
      trace: stack === '' ? [] : stack.split('\n'),
    });
    return { type: 'task-failed', error: name, cause };
  }
  if (typeof reason === 'object' && reason !== null && 'error' in reason && typeof reason.error === 'string') {
    const cause = 'cause' in reason && typeof reason.cause === 'string' ? reason.cause : '';
    return { type: 'task-failed', error: reason.error, cause };
  }
  const cause = JSON.stringify({ errorType: 'Error', errorMessage: String(reason), trace: [] });
  return { type: 'task-failed', error: 'Error', cause };
}

/** A copy as JSON would give it; functions and values of an execution must not share what either could change. */
export function copyJson(value: unknown): Json | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value + 0 : null;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => copyJson(item) ?? null);
  }
  if (typeof value === 'object') {
    return 'toJSON' in value && typeof value.toJSON === 'function' ? copyJson(value.toJSON()) : copyObject(value);
  }
  if (typeof value === 'bigint') {
    throw new TypeError('A BigInt cannot be written as JSON.');
  }
  return undefined;
}

function copyObject(value: object): Json {
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const copied = copyJson(item);
    if (copied !== undefined) {
      setOwn(copy, key, copied);
    }
  }
  return copy;
}
