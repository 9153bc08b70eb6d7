import type { Timeline } from './timeline.ts';

/** The timers of executions on the engine's timeline. */
export interface ExecutionTimers {
  readonly set: (execution: string, timerId: string, at: number) => void;
  readonly cancel: (execution: string, timerId: string) => void;
  /** For an execution that has ended. */
  readonly cancelAll: (execution: string) => void;
}

/** Timers that tell `onDue`. */
export function createExecutionTimers(
  timeline: Timeline,
  onDue: (execution: string, timerId: string) => void,
): ExecutionTimers {
  const armed = new Map<string, Set<string>>();
  const disarm = (execution: string, timerId: string): void => {
    const own = armed.get(execution);
    own?.delete(timerId);
    if (own?.size === 0) {
      armed.delete(execution);
    }
  };
  return {
    set: (execution, timerId, at) => {
      armed.set(execution, (armed.get(execution) ?? new Set()).add(timerId));
      timeline.set(nameOf(execution, timerId), at, () => {
        disarm(execution, timerId);
        onDue(execution, timerId);
      });
    },
    cancel: (execution, timerId) => {
      disarm(execution, timerId);
      timeline.cancel(nameOf(execution, timerId));
    },
    cancelAll: (execution) => {
      for (const timerId of armed.get(execution) ?? []) {
        timeline.cancel(nameOf(execution, timerId));
      }
      armed.delete(execution);
    },
  };
}

function nameOf(execution: string, timerId: string): string {
  return `execution ${execution} ${timerId}`;
}
