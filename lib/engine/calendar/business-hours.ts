import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../workflow/catalogue/catalogue.ts';
import { weekdayOf, zoned } from './local-time.ts';

/** Longer than any run lives: a calendar that does not open until then never does. */
const FURTHEST_DAYS = 400;

/** Whether a calendar is open at a moment (ms). Opening times belong to it, closing times do not. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return openings(calendar, zoned(at, calendar.zone).toPlainDate()).some(([from, to]) => from <= at && at < to);
}

/** The moment itself if the calendar is open then, otherwise when it opens next; `undefined`: it does not. */
export function nextOpen(calendar: Calendar, at: number): number | undefined {
  const today = zoned(at, calendar.zone).toPlainDate();
  for (let days = 0; days < FURTHEST_DAYS; days += 1) {
    const next = openings(calendar, today.add({ days })).find(([, to]) => at < to);
    if (next !== undefined) {
      return Math.max(at, next[0]);
    }
  }
  return undefined;
}

/**
 * When the calendar opens and closes on a day, in milliseconds. A clock that is skipped when summer time begins is read
 * as the moment after; one that comes twice when it ends, as the first.
 */
function openings(calendar: Calendar, day: Temporal.PlainDate): readonly (readonly [number, number])[] {
  if (calendar.holidays.includes(day.toString())) {
    return [];
  }
  const hours = calendar.hours[weekdayOf(day)] ?? [];
  return hours.map(([from, to]) => [moment(calendar, day, from), moment(calendar, day, to)]);
}

function moment({ zone }: Calendar, day: Temporal.PlainDate, clock: string): number {
  return clock === '24:00'
    ? day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
    : day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
}
