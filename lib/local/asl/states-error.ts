/** Names that Step Functions itself gives to errors, as far as this interpreter raises or matches them. */
export const statesErrors = {
  all: 'States.ALL',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  runtime: 'States.Runtime',
  queryEvaluation: 'States.QueryEvaluationError',
  dataLimit: 'States.DataLimitExceeded',
} as const;

/** Why a state failed, as `Retry`, `Catch` and the history see it. */
export interface Failure {
  /** The error's name (empty for a Fail that gives none), as reported to `$states.errorOutput.Error` and in the history. */
  readonly error: string;
  /** What happened; time-outs have none. */
  readonly cause: string | undefined;
  /** True for a heartbeat that failed to come: reported as States.Timeout, but caught by either name. */
  readonly missedHeartbeat?: boolean;
  /** True for what only a catcher or retrier that gives its very name covers, wildcards excluded. */
  readonly byNameOnly?: boolean;
  /** The field whose expression failed; the history then holds an EvaluationFailed event. */
  readonly location?: string;
  /** True when the interpreter found the fault, not the task: the cause then says in which state. */
  readonly raisedByInterpreter?: boolean;
}

/** A failure on its way to the branch's `Retry` and `Catch`. */
export class StatesError extends Error {
  readonly failure: Failure;
  override readonly name = 'StatesError';

  constructor(failure: Failure) {
    super(failure.cause === undefined ? failure.error : `${failure.error}: ${failure.cause}`);
    this.failure = failure;
  }
}

/** The failure that an error carries; an error of any other kind is a fault of ours, and thrown again. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StatesError) {
    return error.failure;
  }
  throw error;
}

/** An expression that failed, yielded nothing, or yielded what its field cannot take. */
export function queryEvaluationError(location: string, cause: string): StatesError {
  return new StatesError({ error: statesErrors.queryEvaluation, cause, location, raisedByInterpreter: true });
}

/** A fault that no retry mends and no catcher sees, such as a Choice without a way out. */
export function runtimeError(cause: string): StatesError {
  return new StatesError({ error: statesErrors.runtime, cause, raisedByInterpreter: true });
}

/** A payload of the state itself past its bound: arguments, output or variables. */
export function dataLimitError(cause: string): StatesError {
  return new StatesError({ error: statesErrors.dataLimit, cause, raisedByInterpreter: true, byNameOnly: true });
}

/** A failure that the task reported, with its own name and cause. */
export function taskError(error: string, cause: string | undefined): StatesError {
  return new StatesError({ error, cause });
}

/** A task that ran longer than its TimeoutSeconds. */
export function timeoutError(): StatesError {
  return new StatesError({ error: statesErrors.timeout, cause: undefined });
}

/** A task that sent no heartbeat for longer than its HeartbeatSeconds. */
export function heartbeatTimeoutError(): StatesError {
  return new StatesError({ error: statesErrors.timeout, cause: undefined, missedHeartbeat: true });
}

/**
 * Whether an `ErrorEquals` list covers a failure. States.Runtime is never covered, a state's own too large payload only
 * by its name (but a task's too large result by wildcards, too), and States.TaskFailed stands for everything but time-outs.
 */
export function matchesFailure(errorEquals: readonly string[], failure: Failure): boolean {
  if (failure.error === statesErrors.runtime) {
    return false;
  }
  if (errorEquals.includes(failure.error)) {
    return true;
  }
  if (failure.byNameOnly === true) {
    return false;
  }
  if (failure.missedHeartbeat === true && errorEquals.includes(statesErrors.heartbeatTimeout)) {
    return true;
  }
  if (errorEquals.includes(statesErrors.taskFailed) && failure.error !== statesErrors.timeout) {
    return true;
  }
  return errorEquals.includes(statesErrors.all);
}
