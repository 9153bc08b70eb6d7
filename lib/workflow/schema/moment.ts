const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A time of day as a definition writes it: `09:00`. */
export function isClock(text: string): boolean {
  return CLOCK.test(text);
}

/** A day that exists, as a definition writes it: `2026-12-24`. */
export function isDate(text: string): boolean {
  return DATE.test(text) && dayExists(text);
}

/** A moment: ISO 8601 with `Z` or an offset. */
export function isTime(text: string): boolean {
  const day = TIME.exec(text)?.[1];
  return day !== undefined && dayExists(day);
}

/** Date.parse makes the second of March of 2026-02-30. */
function dayExists(day: string): boolean {
  const moment = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}
