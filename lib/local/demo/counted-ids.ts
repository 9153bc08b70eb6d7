import type { Ids } from '../../ports/ids.ts';

/** Ids by counting, so that a demo or a test gives the same ids each time. Not for anything that must not be guessed. */
export function createCountedIds(): Ids {
  let count = 0;
  const next = (prefix: string): string => {
    count += 1;
    return `${prefix}-${String(count).padStart(6, '0')}`;
  };
  return { ulid: () => next('id'), secret: () => next('secret') };
}
