import { Temporal } from 'temporal-polyfill';
import type { StoredRecord } from '../../ports/record-store.ts';

/** The contact's IANA zone, or the deployment's where the contact has none that exists. */
export function contactZone(contact: StoredRecord | undefined, fallback: string): string {
  const zone = contact?.zone;
  return typeof zone === 'string' && isZone(zone) ? zone : fallback;
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
