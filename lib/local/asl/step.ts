import { fault } from '../../errors/app-error.ts';
import type { Json } from '../../workflow/json.ts';
import type { ExecutionState, Frame, Timer } from './execution-state.ts';
import type { ExpressionHost } from './functions.ts';
import type { HistoryDetails, HistoryRecord } from './history-record.ts';
import type { Machine, State } from './machine.ts';

/** What an advance takes from outside, so that it gives the same each time it is repeated. */
export interface Services extends ExpressionHost {
  /** A new unguessable id, used as task token. */
  readonly ids: () => string;
}

/** What the caller has to do after an advance. `ended` also takes back every timer and task of the execution. */
export type Effect =
  | InvokeEffect
  /** The task's result is no longer awaited; a late one is ignored. */
  | { readonly type: 'abandon-task'; readonly taskId: string }
  /** Wake the execution with `timer-due` at that moment; the same id replaces an earlier time. */
  | { readonly type: 'set-timer'; readonly timerId: string; readonly at: number }
  | { readonly type: 'cancel-timer'; readonly timerId: string }
  | ({ readonly type: 'ended' } & Outcome);

/** Call a function, and report `task-succeeded` or `task-failed`. */
export interface InvokeEffect {
  readonly type: 'invoke-task';
  readonly taskId: string;
  /** Name or ARN of the function. */
  readonly resource: string;
  readonly payload: Json;
  /** Present when the task goes on until the token is answered. */
  readonly token: string | undefined;
  /** The state that calls. */
  readonly stateName: string;
  /** How often this state has been retried since it was entered. */
  readonly retryCount: number;
}

/** How an execution ended. */
export type Outcome =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | { readonly status: 'TIMED_OUT' }
  | {
      readonly status: 'FAILED' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    };

/** A frame with the frames around it. */
export interface Branch {
  readonly frame: Frame;
  readonly parent: Branch | undefined;
}

/** One advance at work: what it reads, what it changes, and what it has to tell. */
export interface Step {
  readonly machine: Machine;
  readonly execution: ExecutionState;
  readonly services: Services;
  readonly effects: Effect[];
  readonly history: HistoryRecord[];
  /** Branches with something to do now, in order. */
  readonly work: Branch[];
}

/** The state that a frame is in. */
export function stateOf(step: Step, frame: Frame): State {
  const state = step.machine.states.get(frame.state);
  if (state === undefined) {
    throw fault({
      code: 'SB691',
      message: `The execution is in the state '${frame.state}', which its state machine does not have.`,
    });
  }
  return state;
}

/** Writes an event that is not the last of its thread. */
export function recordAside(step: Step, previousEventId: number, event: HistoryDetails): number {
  step.execution.lastEventId += 1;
  const id = step.execution.lastEventId;
  step.history.push({ id, previousEventId, at: step.services.now, event });
  return id;
}

/** Writes the next event of a frame's thread. */
export function record(step: Step, frame: Frame, event: HistoryDetails): void {
  frame.lastEventId = recordAside(step, frame.lastEventId, event);
}

/** A number that names a task or timer within its execution. */
export function nextNumber(step: Step): string {
  step.execution.lastNumber += 1;
  return String(step.execution.lastNumber);
}

/** Arms a new timer. */
export function setTimer(step: Step, at: number): Timer {
  const timer = { id: nextNumber(step), at };
  step.effects.push({ type: 'set-timer', timerId: timer.id, at });
  return timer;
}

/** Disarms a timer, if there is one. */
export function cancelTimer(step: Step, timer: Timer | undefined): void {
  if (timer !== undefined) {
    step.effects.push({ type: 'cancel-timer', timerId: timer.id });
  }
}

/** How often a state was retried since it was entered. */
export function retryCount(frame: Frame): number {
  return frame.retries.reduce((sum, used) => sum + used, 0);
}
