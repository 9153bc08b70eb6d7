import { Temporal } from 'temporal-polyfill';
import { invalid } from '../../errors/app-error.ts';
import type { Calendar } from '../../workflow/catalogue/catalogue.ts';
import type { CalendarWait } from '../../workflow/graph/graph.ts';
import type { Json } from '../../workflow/json.ts';
import { nextOpen } from './business-hours.ts';
import { startOfDay, weekdayOf, zoned } from './local-time.ts';

/** What a calendar wait is resolved with. */
export interface WaitContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** What `until` says, where the wait has one. */
  readonly until: Json | undefined;
}

/**
 * The moment a calendar wait ends, in milliseconds since the epoch, never before now: `until` (or now), by the offset,
 * then `at` the clock, then forward to a weekday, then into business hours.
 *
 * @throws AppError `missing_value`, of kind `invalid`: `until` is empty or no time or date · `never_open`
 */
export function resolveWait(wait: CalendarWait, { now, zone, calendars, until }: WaitContext): number {
  const base = wait.until === undefined ? now : readMoment(until, zone);
  const clocked = atClock(wait, { from: shifted(wait, zoned(base, zone)), isOpenEnded: wait.until === undefined });
  const moment = onWeekday(wait, clocked).epochMilliseconds;
  return Math.max(now, intoHours(wait, moment, calendars));
}

const TIME = /^\d{4}-\d{2}-\d{2}T/;

function readMoment(value: Json | undefined, zone: string): number {
  const text = typeof value === 'string' ? value : '';
  const moment = TIME.test(text) ? Date.parse(text) : startOfDay(text, zone);
  if (Number.isNaN(moment)) {
    throw invalid({
      code: 'missing_value',
      message: `The wait's "until" is ${text === '' ? 'empty' : 'neither a time nor a date'}.`,
      resolution: 'Give the step an on_error for those without a date, or ask for the field in the trigger.',
    });
  }
  return moment;
}

/** Days are calendar days: over a change of the clocks, the time of day stays. */
function shifted({ offset }: CalendarWait, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return offset === undefined
    ? from
    : from.add({ days: offset.sign * offset.days }).add({ seconds: offset.sign * offset.seconds });
}

function atClock(
  { at }: CalendarWait,
  { from, isOpenEnded }: { readonly from: Temporal.ZonedDateTime; readonly isOpenEnded: boolean },
): Temporal.ZonedDateTime {
  if (at === undefined) {
    return from;
  }
  const sameDay = clockOn(from, at);
  const isPast = Temporal.ZonedDateTime.compare(sameDay, from) < 0;
  return isOpenEnded && isPast ? clockOn(from.add({ days: 1 }), at) : sameDay;
}

function clockOn(day: Temporal.ZonedDateTime, clock: string): Temporal.ZonedDateTime {
  return day.withPlainTime(Temporal.PlainTime.from(clock));
}

/** Another day is entered where it begins, or at the clock asked for. */
function onWeekday({ weekdays, at }: CalendarWait, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  if (weekdays === undefined || weekdays.includes(weekdayOf(from))) {
    return from;
  }
  let day = from;
  do {
    day = day.add({ days: 1 });
  } while (!weekdays.includes(weekdayOf(day)));
  return at === undefined ? day.startOfDay() : clockOn(day, at);
}

function intoHours({ businessHours }: CalendarWait, moment: number, calendars: ReadonlyMap<string, Calendar>): number {
  if (businessHours === undefined) {
    return moment;
  }
  const calendar = calendars.get(businessHours);
  const open = calendar && nextOpen(calendar, moment);
  if (open === undefined) {
    throw invalid({
      code: 'never_open',
      message: `The calendar "${businessHours}" does not open within a year of the moment waited for.`,
      resolution: 'Give the calendar hours in catalogue.yaml.',
    });
  }
  return open;
}
