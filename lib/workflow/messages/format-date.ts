import { Temporal } from 'temporal-polyfill';
import { isDate, isTime } from '../schema/moment.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
  ...(['August', 'September', 'October', 'November', 'December'] as const),
] as const;

const DIRECTIVE = /%(-?)([A-Za-z%]|:z)/g;

/**
 * The `date` filter: Ruby's strftime, as in every Liquid, but in the workflow's time zone whatever the machine's is,
 * and never on the machine's clock.
 *
 * @param value a date (`2026-12-24`) or a time (ISO 8601 with `Z` or offset)
 * @param format absent: `%Y-%m-%d`, for a time `%Y-%m-%d %H:%M`
 * @throws RangeError when the value is neither, or the format has a directive that does not exist
 */
export function formatDate(value: string, format: string | undefined, zone: string): string {
  const moment = readMoment(value, zone);
  const pattern = format ?? (isDate(value) ? '%Y-%m-%d' : '%Y-%m-%d %H:%M');
  return pattern.replaceAll(DIRECTIVE, (directive, bare: string, letter: string) => {
    const text = DIRECTIVES[letter]?.(moment);
    if (text === undefined) throw new RangeError(`the date filter knows no ${directive}`);
    return bare === '-' ? text.replace(/^[0 ](?=\d)/, '') : text;
  });
}

/** Temporal's own message would quote the value, which may be personal data. */
function readMoment(value: string, zone: string): Temporal.ZonedDateTime {
  if (isDate(value)) return Temporal.PlainDate.from(value).toZonedDateTime(zone);
  if (isTime(value)) return Temporal.Instant.from(value).toZonedDateTimeISO(zone);
  throw new RangeError('the date filter takes a date (2026-12-24) or a time (ISO 8601 with Z or an offset)');
}

type Directive = (moment: Temporal.ZonedDateTime) => string;

const two = (value: number): string => String(value).padStart(2, '0');
const hour12 = (moment: Temporal.ZonedDateTime): number => moment.hour % 12 || 12;
const day = (moment: Temporal.ZonedDateTime): string => DAYS[moment.dayOfWeek - 1] as string;
const month = (moment: Temporal.ZonedDateTime): string => MONTHS[moment.month - 1] as string;
const date: Directive = (moment) => moment.toPlainDate().toString();
const clock: Directive = (moment) => `${two(moment.hour)}:${two(moment.minute)}`;

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  Y: (moment) => String(moment.year).padStart(4, '0'),
  y: (moment) => two(moment.year % 100),
  m: (moment) => two(moment.month),
  B: month,
  b: (moment) => month(moment).slice(0, 3),
  h: (moment) => month(moment).slice(0, 3),
  d: (moment) => two(moment.day),
  e: (moment) => String(moment.day).padStart(2, ' '),
  j: (moment) => String(moment.dayOfYear).padStart(3, '0'),
  A: day,
  a: (moment) => day(moment).slice(0, 3),
  u: (moment) => String(moment.dayOfWeek),
  w: (moment) => String(moment.dayOfWeek % 7),
  V: (moment) => two(moment.weekOfYear as number),
  G: (moment) => String(moment.yearOfWeek),
  H: (moment) => two(moment.hour),
  k: (moment) => String(moment.hour).padStart(2, ' '),
  I: (moment) => two(hour12(moment)),
  l: (moment) => String(hour12(moment)).padStart(2, ' '),
  M: (moment) => two(moment.minute),
  S: (moment) => two(moment.second),
  L: (moment) => String(moment.millisecond).padStart(3, '0'),
  p: (moment) => (moment.hour < 12 ? 'AM' : 'PM'),
  P: (moment) => (moment.hour < 12 ? 'am' : 'pm'),
  s: (moment) => String(Math.floor(moment.epochMilliseconds / 1000)),
  z: (moment) => moment.offset.replace(':', ''),
  ':z': (moment) => moment.offset,
  Z: (moment) => moment.timeZoneId,
  F: date,
  R: clock,
  T: (moment) => `${clock(moment)}:${two(moment.second)}`,
  '%': () => '%',
};
