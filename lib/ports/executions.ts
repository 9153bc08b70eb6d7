import type { AslMachine } from '../compiler/compiled-workflow.ts';
import type { Json } from '../workflow/json.ts';

/** What an execution is doing. */
export interface ExecutionDescription {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly redrives: number;
}

/** State machines and their executions: Step Functions, or the embedded interpreter. */
export interface Executions {
  /** Registers a machine's immutable version and returns its `machineRef`; the same hash gives the same ref. */
  publish(machine: {
    readonly workflow: string;
    readonly hash: string;
    readonly asl: AslMachine;
    readonly description: string;
  }): Promise<string>;
  /** Starts once per name: `exists` when it was started before. `refused` AppErrors are of kind `invalid` or `not-found`. */
  start(execution: {
    readonly machineRef: string;
    readonly name: string;
    readonly input: string;
  }): Promise<'started' | 'exists'>;
  /** No error when it has ended or never started. */
  stop(execution: {
    readonly machineRef: string;
    readonly name: string;
    readonly error: string;
    readonly cause: string;
  }): Promise<void>;
  describe(execution: {
    readonly machineRef: string;
    readonly name: string;
  }): Promise<ExecutionDescription | undefined>;
  /** In GetExecutionHistory's shape, all pages. */
  history(execution: { readonly machineRef: string; readonly name: string }): Promise<readonly Json[]>;
}

/** Completing tasks that wait with a token. `gone`: timed out, stopped or already completed. */
export interface TaskTokens {
  succeed(token: string, output: Json): Promise<'done' | 'gone'>;
  fail(token: string, error: string, cause: string): Promise<'done' | 'gone'>;
}
