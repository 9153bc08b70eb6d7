import type { Scheduler, Timer } from '../../lib/ports/scheduler.ts';

/** Timers that the test looks at, and lets fire. */
export interface FakeScheduler extends Scheduler {
  readonly timers: ReadonlyMap<string, Timer>;
}

/** Keeps what was set. */
export function createFakeScheduler(): FakeScheduler {
  const timers = new Map<string, Timer>();
  return {
    timers,
    at: async (timer) => {
      timers.set(timer.id, timer);
    },
    cancel: async (id) => {
      timers.delete(id);
    },
  };
}
