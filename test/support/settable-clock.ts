import type { Clock } from '../../lib/ports/clock.ts';

/** A clock that stands still until it is told otherwise. */
export interface SettableClock extends Clock {
  readonly set: (at: string) => void;
  readonly advance: (seconds: number) => void;
  readonly iso: () => string;
}

/** Starts at the moment, ISO 8601. */
export function createSettableClock(at = '2026-03-01T10:00:00.000Z'): SettableClock {
  let now = Date.parse(at);
  return {
    now: () => now,
    set: (to) => {
      now = Date.parse(to);
    },
    advance: (seconds) => {
      now += seconds * 1000;
    },
    iso: () => new Date(now).toISOString(),
  };
}
