import type { Json } from '../../workflow/json.ts';
import type { Agenda } from './agenda.ts';
import type { InvokeEffect } from './step.ts';
import type { Stimulus } from './stimulus.ts';
import { answered, copyJson, isTimedAnswer, type TaskAnswer, thrown } from './task-answer.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A function as the runner calls it: it returns or throws, at once or by a promise. */
export type Invoke = (resource: string, payload: Json, call: TaskCall) => unknown;

/** What a function may know of the call. */
export interface TaskCall {
  /** The token to answer, for a task that waits for it. */
  readonly token: string | undefined;
  readonly stateName: string;
  /** How often the state was retried before this call. */
  readonly retryCount: number;
}

/** Calls functions for an execution on virtual time, and hands their answers in. */
export interface TaskCaller {
  readonly call: (effect: InvokeEffect) => void;
  /** Waits for all functions that are at work, and hands their answers in, in the order of the calls. */
  readonly awaitAnswers: () => Promise<void>;
  /** Whether a function is at work, and time has to stand still for it. */
  readonly isBusy: () => boolean;
}

/** The id under which an answer that takes virtual time stands on the agenda. */
export function answerId(taskId: string): string {
  return `execution answer ${taskId}`;
}

/** A caller that puts answers into an execution's inbox. */
export function createTaskCaller(world: {
  readonly invoke: Invoke;
  readonly clock: VirtualClock;
  readonly agenda: Agenda;
  readonly inbox: Stimulus[];
}): TaskCaller {
  const { invoke, clock, agenda, inbox } = world;
  const atWork = new Map<string, Promise<() => void>>();
  const answer = (taskId: string, given: TaskAnswer): void => {
    inbox.push({ ...given, taskId });
  };
  const deliver = (taskId: string, value: unknown): void => {
    if (!isTimedAnswer(value)) {
      answer(taskId, answered(value));
    } else if (value.after < Number.POSITIVE_INFINITY) {
      agenda.set(answerId(taskId), clock.now() + value.after, () => deliver(taskId, value.answer));
    }
  };
  return {
    call: ({ taskId, resource, payload, token, stateName, retryCount }) => {
      try {
        const value = invoke(resource, copyJson(payload) ?? null, { token, stateName, retryCount });
        if (value instanceof Promise) {
          const settled = value.then(
            (given) => () => deliver(taskId, given),
            (reason) => () => answer(taskId, thrown(reason)),
          );
          atWork.set(taskId, settled);
        } else {
          deliver(taskId, value);
        }
      } catch (error) {
        answer(taskId, thrown(error));
      }
    },
    awaitAnswers: async () => {
      const settled = [...atWork.values()];
      atWork.clear();
      for (const handIn of await Promise.all(settled)) {
        handIn();
      }
    },
    isBusy: () => atWork.size > 0,
  };
}
