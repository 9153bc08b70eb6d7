import type { Ids } from '../../ports/ids.ts';

/** Ids that are the same in every simulation of the same case. */
export function createCountedIds(): Ids {
  let count = 0;
  const next = (): string => {
    count += 1;
    return String(count).padStart(26, '0');
  };
  return { ulid: next, secret: () => `secret-${next()}` };
}
