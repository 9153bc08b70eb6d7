import type { Json } from '../../workflow/json.ts';

/** What can happen to an execution from outside. */
export type Stimulus =
  /** The first one of every execution. */
  | { readonly type: 'start' }
  | { readonly type: 'timer-due'; readonly timerId: string }
  /** A called function answered. */
  | { readonly type: 'task-succeeded'; readonly taskId: string; readonly output: Json }
  /** A called function threw, or could not be called. */
  | { readonly type: 'task-failed'; readonly taskId: string; readonly error: string; readonly cause?: string }
  /** SendTaskSuccess. */
  | { readonly type: 'callback-succeeded'; readonly token: string; readonly output: Json }
  /** SendTaskFailure. */
  | { readonly type: 'callback-failed'; readonly token: string; readonly error?: string; readonly cause?: string }
  /** SendTaskHeartbeat. */
  | { readonly type: 'heartbeat'; readonly token: string }
  /** StopExecution. */
  | { readonly type: 'stop'; readonly error?: string; readonly cause?: string }
  /** RedriveExecution: from where it failed or was stopped, with the variables as they were. */
  | { readonly type: 'redrive' };
