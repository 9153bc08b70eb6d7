import { type AppError, conflict } from '../errors/app-error.ts';
import type { Json } from '../workflow/json.ts';
import type { Page } from './page.ts';

/** Which execution: names are unique in a workflow, whatever its versions. */
export interface ExecutionRef {
  readonly machineRef: string;
  readonly name: string;
}

/** What an execution is doing. Times are ISO 8601. */
export interface ExecutionDescription {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly redrives: number;
}

/** Executions of published state machines: Step Functions, or the embedded interpreter. */
export interface Executions {
  /**
   * Starts once per name: `exists` when it was started before, whatever its input was and whether it has ended. A
   * refusal that no retry mends (machine gone, input too large) is an AppError of kind `not-found` or `invalid`.
   */
  start(execution: ExecutionRef & { readonly input: string }): Promise<'started' | 'exists'>;
  /** No error when it has ended or never started. */
  stop(execution: ExecutionRef & { readonly error: string; readonly cause: string }): Promise<void>;
  /**
   * Takes up one that failed, timed out or was stopped: what failed or was cut off is tried again, what had succeeded
   * is not. SB696 (conflict) when it cannot be, with the reason: it runs or has succeeded, it ended too long ago, or it
   * or its machine is not there any more.
   */
  redrive(execution: ExecutionRef): Promise<void>;
  describe(execution: ExecutionRef): Promise<ExecutionDescription | undefined>;
  /** Names of the executions of one machine version that run now. */
  listRunning(machineRef: string, cursor?: string): Promise<Page<string>>;
  /** In GetExecutionHistory's shape, all pages; times as ISO 8601. Empty when it is not there any more. */
  history(execution: ExecutionRef): Promise<readonly Json[]>;
}

/** The error of an execution that cannot be taken up again. `why` is a sentence. */
export function notRedrivable(name: string, why: string): AppError {
  return conflict({
    code: 'SB696',
    message: `Run ${name} cannot be redriven: ${why}`,
    resolution: 'Start a new run instead, for example with `signalbox run start`.',
  });
}
