import type { Json } from '../../workflow/json.ts';

/**
 * Everything about an execution, as plain JSON: stored after each advance, it can be taken up by another process at
 * any time. Only `advance` changes it.
 */
export interface ExecutionState {
  readonly identity: ExecutionIdentity;
  readonly input: Json;
  /** Milliseconds since 1970, UTC; 0 until started. */
  startedAt: number;
  status: ExecutionStatus;
  /** The result of an execution that succeeded. */
  output?: Json;
  /** The name of the error of one that failed, or the one given when it was stopped. */
  error?: string;
  cause?: string;
  /** The history's length so far. */
  lastEventId: number;
  /** Numbers given to tasks and timers so far. */
  lastNumber: number;
  redriveCount: number;
  /** A bound for the bytes of all variables assigned; counted exactly once it could matter. */
  variablesBound: number;
  /** When the whole execution times out. */
  timeout?: Timer;
  /** The top level of the definition. */
  readonly root: Frame;
}

/** Names under which the execution appears in the context object. */
export interface ExecutionIdentity {
  /** The execution's ARN, or what stands for it. */
  readonly id: string;
  readonly name: string;
  readonly stateMachineId: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
}

/** Step Functions' words. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A moment to be woken at. */
export interface Timer {
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  at: number;
}

/** One thread of control: the top level, a branch of a Parallel, or an iteration of a Map. */
export interface Frame {
  /** The name of the state it is in. */
  state: string;
  /** That state's input. */
  input: Json;
  /** Variables of this scope; those of the frames around it can be read as well. */
  readonly variables: Record<string, Json>;
  /** The last event of this thread: the `previousEventId` of its next one. */
  lastEventId: number;
  /** The event of entering the state, which error messages name. */
  enteredEventId: number;
  /** Milliseconds since 1970, UTC. */
  enteredAt: number;
  /** How often each retrier of the state has been used since it was entered. */
  retries: readonly number[];
  /** The token of the state's current try, for a task whose result comes by it. */
  token: string | null;
  /** The Map item that this frame handles. */
  readonly item?: { readonly index: number; readonly value: Json };
  /** What is going on. */
  activity: Activity;
}

/** What a frame is doing. */
export type Activity =
  /** The state is to be entered (`entering`), or tried again in place (`attempting`). */
  | { readonly kind: 'entering' | 'attempting' }
  | TaskActivity
  | { readonly kind: 'waiting'; readonly timer: Timer }
  /** Waiting for the next try after a failure. */
  | { readonly kind: 'retrying'; readonly timer: Timer }
  | BranchesActivity
  | IterationsActivity
  /** The last state of a branch is done. */
  | { readonly kind: 'ended'; readonly output: Json }
  /** The state failed the execution, or was cut off; a redrive starts here. */
  | { readonly kind: 'failed' | 'aborted' };

/** A function that was called, and whose result is awaited. */
export interface TaskActivity {
  readonly kind: 'task';
  readonly taskId: string;
  readonly resource: string;
  readonly payload: Json;
  /** The function has answered; the frame's token is still awaited. */
  submitted: boolean;
  timeout?: Timer;
  heartbeat?: Timer;
  heartbeatSeconds?: number;
}

/** A Parallel and its branches, in the definition's order. */
export interface BranchesActivity {
  readonly kind: 'branches';
  readonly branches: readonly Frame[];
}

/** A Map and its iterations. */
export interface IterationsActivity {
  readonly kind: 'iterations';
  readonly items: readonly Json[];
  readonly concurrency: number;
  /** Iterations started so far: the next item's index. */
  started: number;
  finished: number;
  readonly running: Frame[];
  /** By item; `null` until known. */
  readonly outputs: Json[];
}

/** A new execution, not yet started. */
export function newExecution(options: {
  readonly identity: ExecutionIdentity;
  readonly startAt: string;
  readonly input: Json;
}): ExecutionState {
  return {
    identity: options.identity,
    input: options.input,
    startedAt: 0,
    status: 'RUNNING',
    lastEventId: 0,
    lastNumber: 0,
    redriveCount: 0,
    variablesBound: 0,
    root: newFrame(options.startAt, options.input, 0),
  };
}

/** A thread of control that is about to enter a state. */
export function newFrame(
  state: string,
  input: Json,
  previousEventId: number,
  item?: { readonly index: number; readonly value: Json },
): Frame {
  return {
    state,
    input,
    variables: {},
    lastEventId: previousEventId,
    enteredEventId: 0,
    enteredAt: 0,
    retries: [],
    token: null,
    ...(item === undefined ? {} : { item }),
    activity: { kind: 'entering' },
  };
}
