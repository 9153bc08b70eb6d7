import { randomUUID } from 'node:crypto';

/** A name that no other test uses, so that suites can share one database. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().replaceAll('-', '')}`;
}
