const UNITS = ['minute', 'hour', 'day'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names that stand for `low` and so on. */
  readonly names?: readonly string[];
  /** More than values, ranges and steps. */
  readonly special?: RegExp;
}

const FIELDS: readonly CronField[] = [
  { name: 'minutes', low: 0, high: 59 },
  { name: 'hours', low: 0, high: 23 },
  { name: 'day of month', low: 1, high: 31, special: /^(\?|L|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  {
    name: 'day of week',
    low: 1,
    high: 7,
    names: DAYS,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', low: 1970, high: 2199 },
];

/** What is wrong with a `cron(…)` or `rate(…)` of EventBridge Scheduler, and how to mend it; nothing when it is fine. */
export function scheduleProblem(expression: string): string | undefined {
  const [, kind, inside = ''] = /^(cron|rate)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateProblem(inside);
  if (kind === 'cron') return cronProblem(inside.split(' '));
  return `"${expression}" is no schedule. Write cron(0 9 ? * MON *) or rate(1 day)`;
}

function rateProblem(inside: string): string | undefined {
  const [, count, unit = ''] = /^([1-9]\d*) (\w+)$/.exec(inside) ?? [];
  const singular = unit.replace(/s$/, '');
  if (count === undefined || !UNITS.includes(singular)) {
    return `rate(${inside}) is no rate. Write a whole number and minutes, hours or days: rate(1 day), rate(5 minutes)`;
  }
  const right = count === '1' ? singular : `${singular}s`;
  return unit === right ? undefined : `EventBridge wants rate(${count} ${right})`;
}

function cronProblem(values: readonly string[]): string | undefined {
  if (values.length !== FIELDS.length) {
    return `A cron expression has six fields, not ${values.length}: minutes, hours, day of month, month, day of week, year, as in cron(0 9 ? * MON *)`;
  }
  for (const [index, field] of FIELDS.entries()) {
    const value = String(values[index]);
    const bad = value.split(',').find((part) => !fits(part, field));
    if (bad !== undefined) {
      return `"${bad}" is no ${field.name} of a cron expression. Write ${field.low}–${field.high}, a range 1-5, a step */5, a list 1,3 or *`;
    }
  }
  const free = [values[2], values[4]].filter((value) => value === '?').length;
  return free === 1 ? undefined : 'Write ? for exactly one of day of month and day of week, as in cron(0 9 ? * MON *)';
}

function fits(part: string, field: CronField): boolean {
  if (field.special?.test(part)) return true;
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => numberOf(end, field));
  const [low = Number.NaN, high = low] = ends;
  return ends.length <= 2 && low >= field.low && high <= field.high && low <= high;
}

function numberOf(text: string, field: CronField): number {
  const named = field.names?.indexOf(text) ?? -1;
  if (named !== -1) return named + field.low;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
