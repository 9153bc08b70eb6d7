/**
 * How times, dates and clocks look in data. One source for closures and Choice states, so written in what RE2,
 * JavaScript and Java read alike. Months, days and clocks are bounded: Step Functions' `$toMillis` must not be handed
 * what it could refuse, since a Choice has no Catch.
 */
const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]';

/** The regular expressions, as text, by type. */
export const FORMS = {
  time: `^${DAY}T${CLOCK}:[0-5][0-9](\\.[0-9]+)?(Z|[+-]${CLOCK})$`,
  date: `^${DAY}$`,
  clock: `^${CLOCK}$`,
} as const;

const PATTERNS = { time: new RegExp(FORMS.time), date: new RegExp(FORMS.date), clock: new RegExp(FORMS.clock) };

/** Whether a text is a time, a date or a clock. */
export function hasForm(text: string, form: keyof typeof FORMS): boolean {
  return PATTERNS[form].test(text);
}
