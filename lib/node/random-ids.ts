import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';

/** Ids from the system's cryptographic randomness; ULIDs of one millisecond still sort as they were made. */
export function createRandomIds(clock: Clock): Ids {
  const next = monotonicFactory();
  return {
    ulid: () => next(clock.now()),
    secret: () => randomBytes(24).toString('base64url'),
  };
}
