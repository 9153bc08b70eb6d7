import { describe, expect, test } from 'vitest';
import { createRandomIds } from '../../../lib/node/random-ids.ts';
import { sha256 } from '../../../lib/node/sha256.ts';
import { signText } from '../../../lib/node/sign-text.ts';
import { systemClock } from '../../../lib/node/system-clock.ts';

describe('Identity', () => {
  test('hashes UTF-8 text', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('ö')).toBe('6dbd11fd012e225b28a5d94a9b432bc491344f3e92158661be2ae5ae2b8b1ad8');
  });

  test('signs text with HMAC-SHA256', () => {
    // The second case of RFC 4231.
    expect(signText('Jefe', 'what do ya want for nothing?')).toBe('W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM');
  });

  test('ULIDs of one millisecond sort as they were made', () => {
    const ids = createRandomIds({ now: () => 1_772_442_000_000 });
    const made = Array.from({ length: 100 }, () => ids.ulid());
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(100);
    expect(made[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  test('secrets are URL-safe, of at least 128 bits, and never the same', () => {
    const ids = createRandomIds(systemClock);
    const made = Array.from({ length: 100 }, () => ids.secret());
    expect(new Set(made).size).toBe(100);
    for (const secret of made) expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test('the system’s clock counts milliseconds since the epoch', () => {
    expect(systemClock.now()).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z') - 365 * 86_400_000 * 3);
  });
});
