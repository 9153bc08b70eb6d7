import { Temporal } from 'temporal-polyfill';

/** A moment as people of a zone read it: `2026-12-24`, `09:00`, `mon` … `sun`. */
export interface LocalTime {
  readonly date: string;
  readonly clock: string;
  readonly weekday: Weekday;
}

/** A day of the week, as definitions write it. */
export type Weekday = (typeof WEEKDAYS)[number];

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The wall clock and calendar of a zone at a moment in milliseconds since the epoch. */
export function localTime(at: number, zone: string): LocalTime {
  const local = zoned(at, zone);
  return {
    date: local.toPlainDate().toString(),
    clock: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: weekdayOf(local),
  };
}

/** When a date begins in a zone: not at midnight where the clocks skip it. Milliseconds; not a date: not a number. */
export function startOfDay(date: string, zone: string): number {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) {
      return Number.NaN;
    }
    throw error;
  }
}

/** A moment in a zone. */
export function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** The day of the week. */
export function weekdayOf({ dayOfWeek }: { readonly dayOfWeek: number }): Weekday {
  // Temporal counts from 1, Monday.
  return WEEKDAYS[dayOfWeek - 1] as Weekday;
}

/** The zone, where it is one; otherwise the other. */
export function knownZone(zone: unknown, otherwise: string): string {
  if (typeof zone !== 'string') {
    return otherwise;
  }
  try {
    return zoned(0, zone).timeZoneId;
  } catch {
    return otherwise;
  }
}
