import type { Ids } from '../ports/ids.ts';

/** Ids by counting, the same each time: for simulations, demos and tests. Not for anything that must not be guessed. */
export function createCountedIds(): Ids {
  let count = 0;
  const next = (): string => {
    count += 1;
    return String(count).padStart(26, '0');
  };
  return { ulid: next, secret: () => `secret-${next()}` };
}
