const DAY_SECONDS = 86_400;
const UNITS = {
  second: { days: 0, seconds: 1 },
  minute: { days: 0, seconds: 60 },
  hour: { days: 0, seconds: 3_600 },
  day: { days: 1, seconds: 0 },
  week: { days: 7, seconds: 0 },
} as const;
type Unit = keyof typeof UNITS;
const UNIT_NAMES: readonly Unit[] = ['second', 'minute', 'hour', 'day', 'week'];
const LONGEST_SECONDS = 365 * DAY_SECONDS;
/** What a duration looks like; a unit may stand once, and the sum has bounds. */
export const DURATION_PATTERN = /^\d+ (second|minute|hour|day|week)s?( \d+ (second|minute|hour|day|week)s?)*$/;
const SHORTHAND = /^(\d+) ?(s|secs?|m|mins?|h|hrs?|d|w)$/;
const SHORT_UNITS: Readonly<Record<string, Unit>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

/** A length of time; `days` are whole days and weeks as written, which a zone's calendar may make longer or shorter. */
export interface Duration {
  readonly days: number;
  /** The rest, without `days`. */
  readonly seconds: number;
}

/** The duration that a text such as `1 day 12 hours` says, or what is wrong with it and how to write it. */
export function parseDuration(text: string): Duration | { readonly problem: string } {
  if (!DURATION_PATTERN.test(text)) return { problem: `"${text}" is no duration. ${mend(text)}` };
  let days = 0;
  let seconds = 0;
  const units = new Set<Unit>();
  for (const { count, unit } of partsOf(text)) {
    if (units.has(unit)) return { problem: `"${text}" names ${unit}s twice. Add them up` };
    units.add(unit);
    const { days: inDays, seconds: inSeconds } = UNITS[unit];
    days += Number(count) * inDays;
    seconds += Number(count) * inSeconds;
  }
  const total = days * DAY_SECONDS + seconds;
  if (total === 0) return { problem: `"${text}" is no time at all. Write at least 1 second` };
  if (total > LONGEST_SECONDS) return { problem: `"${text}" is longer than a run may take. Write at most 365 days` };
  return { days, seconds };
}

/** The duration in seconds, a day being 24 hours; 0 for a text that is no duration. */
export function durationSeconds(text: string): number {
  const duration = parseDuration(text);
  return 'problem' in duration ? 0 : duration.days * DAY_SECONDS + duration.seconds;
}

/** The words of a text that matches {@link DURATION_PATTERN}, two by two. */
function partsOf(text: string): { readonly count: string; readonly unit: Unit }[] {
  const parts: { count: string; unit: Unit }[] = [];
  let count = '';
  for (const word of text.split(' ')) {
    const unit = UNIT_NAMES.find((name) => word.startsWith(name));
    if (unit === undefined) count = word;
    else parts.push({ count, unit });
  }
  return parts;
}

function mend(text: string): string {
  const [, count, unit = ''] = SHORTHAND.exec(text) ?? [];
  const name = SHORT_UNITS[unit.slice(0, 1)];
  if (name !== undefined) return `Write ${count} ${name}${count === '1' ? '' : 's'}`;
  if (/^\d+$/.test(text)) return `Write the unit: ${text} seconds, minutes, hours, days or weeks`;
  if (/month|year/.test(text)) return 'Months and years differ in length: write days or weeks';
  return 'Write whole numbers with units: 30 minutes, 4 hours, 1 day 12 hours';
}
