import type { Clock } from '../../ports/clock.ts';

/** Time that wakes: the wall clock's on a live engine, a virtual one in demos, simulations and tests. */
export interface Timeline extends Clock {
  /** Calls once, at the moment (ms since 1970) or at once if that has passed. The same id replaces what it stood for. */
  readonly set: (id: string, at: number, action: () => void) => void;
  readonly cancel: (id: string) => void;
  /** Forgets everything that was set, so that a process can end. */
  readonly close: () => void;
}

/** Node's timers count milliseconds in 31 bits; a longer wait is made of several. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The wall clock. */
export function createWallTimeline(now: () => number = Date.now): Timeline {
  const timers = new Map<string, NodeJS.Timeout>();
  const arm = (id: string, at: number, action: () => void): void => {
    const delay = Math.max(0, at - now());
    const timer = setTimeout(
      () => {
        if (delay > LONGEST_TIMER) {
          arm(id, at, action);
        } else {
          timers.delete(id);
          action();
        }
      },
      Math.min(delay, LONGEST_TIMER),
    );
    timers.set(id, timer);
  };
  const cancel = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    now,
    set: (id, at, action) => {
      cancel(id);
      arm(id, at, action);
    },
    cancel,
    close: () => {
      for (const timer of timers.values()) {
        clearTimeout(timer);
      }
      timers.clear();
    },
  };
}
