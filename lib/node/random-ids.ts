import { randomBytes, randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';

/** Ids from the system's cryptographic randomness; ULIDs of one millisecond still sort as they were made. */
export function createRandomIds(clock: Clock): Ids {
  const next = monotonicFactory(createFractions());
  return {
    ulid: () => next(clock.now()),
    secret: () => randomBytes(24).toString('base64url'),
  };
}

/** Numbers from 0 up to but not including 1, of 8 random bits each: asking the system for each byte costs more than the id. */
function createFractions(): () => number {
  const bytes = new Uint8Array(4096);
  let used = bytes.length;
  return () => {
    if (used === bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    const byte = bytes[used] ?? 0;
    used += 1;
    return byte / 256;
  };
}
