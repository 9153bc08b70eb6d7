import { z } from 'zod';
import type { Json } from '../json.ts';
import { DURATION_PATTERN, parseDuration } from './duration.ts';
import { isClock } from './moment.ts';
import { scheduleProblem } from './schedule-expression.ts';
import { zoneProblem } from './zone.ts';

const CATALOGUE_NAMES = ['events', 'actions', 'segments', 'consents', 'teams', 'calendars'] as const;

/** Lists of the catalogue whose names the JSON Schema for editors offers; see `meta({ names })` below. */
export type CatalogueNames = (typeof CATALOGUE_NAMES)[number];

/** Whether a value names one of the catalogue's lists. */
export function isCatalogueNames(value: unknown): value is CatalogueNames {
  return CATALOGUE_NAMES.some((names) => names === value);
}

/** A text with a form of its own. */
interface TextForm {
  readonly code: string;
  /** What to write, in the words of messages and of the JSON Schema: `a clock such as "09:00"`. */
  readonly description: string;
  /** What is wrong with the text and how to mend it, if anything. */
  readonly problem: (text: string) => string | undefined;
  /** What of the form a regular expression can say, for editors. */
  readonly pattern?: RegExp;
}

function form({ code, description, problem, pattern }: TextForm) {
  return z
    .string({ error: (issue) => wrongType(code, description, issue.input) })
    .check((payload) => {
      const found = problem(payload.value);
      if (found === undefined) return;
      payload.issues.push({ code: 'custom', message: `${code} ${found}`, input: payload.value });
    })
    .meta({ description, ...(pattern === undefined ? {} : { pattern: pattern.source }) });
}

/** A bare `60` is no text to quote but a duration without its unit. */
function wrongType(code: string, description: string, input: unknown): string | undefined {
  return typeof input === 'number' ? `${code} ${input} is a bare number. Write ${description}` : undefined;
}

/** Text that people read; not empty. */
export const TextSchema = z.string().min(1);

/** A state's name in the AWS console. */
export const NameSchema = z.string().min(1).max(60).meta({ description: 'a name of at most 60 characters' });

/** Whatever JSON can say; the action's schema decides. */
export const AnythingSchema = z.custom<Json>();

const ID = /^[a-z][a-z0-9_]{0,59}$/;
const WORKFLOW_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const QUIET_HOURS = /^(none|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/;
const CAP = /^(none|[1-9]\d{0,3} per (.+))$/;

/** Ids of steps, routes, variants, branches and outcomes. */
export const IdSchema = form({
  code: 'SB207',
  description: 'an id in snake_case',
  pattern: ID,
  problem: (text) => (ID.test(text) ? undefined : `"${text}" is no id. ${mendId(text, '_')}`),
});

/** A workflow's id: it names a file, a state machine and a URL. */
export const WorkflowIdSchema = form({
  code: 'SB207',
  description: 'the id in kebab-case, equal to the file name',
  pattern: WORKFLOW_ID,
  problem: (text) => {
    const right = WORKFLOW_ID.test(text) && text.length <= 60;
    return right ? undefined : `"${text}" is no workflow id. ${mendId(text, '-')}`;
  },
});

/** `4 hours`, `1 day 12 hours`; see `parseDuration`. */
export const DurationSchema = form({
  code: 'SB208',
  description: 'a duration such as 4 hours or 1 day 12 hours',
  pattern: DURATION_PATTERN,
  problem: (text) => {
    const duration = parseDuration(text);
    return 'problem' in duration ? duration.problem : undefined;
  },
});

/** A time of day: `09:00`. */
export const ClockSchema = form({
  code: 'SB209',
  description: 'a clock such as "09:00"',
  pattern: CLOCK,
  problem: (text) =>
    isClock(text) ? undefined : `"${text}" is no clock. Write hours and minutes with two digits each: "09:00"`,
});

/** IANA name, or `contact`. */
export const ZoneSchema = form({
  code: 'SB211',
  description: 'an IANA zone such as Europe/Berlin, or contact',
  problem: (text) => (text === 'contact' ? undefined : zoneProblem(text)),
});

/** `cron(…)` or `rate(…)`, as EventBridge Scheduler takes them. */
export const ScheduleSchema = form({
  code: 'SB223',
  description: 'cron(0 9 ? * MON *) or rate(1 day)',
  pattern: /^(cron|rate)\(.*\)$/,
  problem: scheduleProblem,
});

/** `21:00-08:00`, or `none`. */
export const QuietHoursSchema = form({
  code: 'SB209',
  description: 'a range of clocks such as "21:00-08:00", or none',
  pattern: QUIET_HOURS,
  problem: (text) => {
    const [from, to] = text.split('-');
    const right = QUIET_HOURS.test(text) && from !== to;
    return right ? undefined : `"${text}" is no range of clocks. Write "21:00-08:00", or none`;
  },
});

/** `3 per 7 days`, or `none`. */
export const CapSchema = form({
  code: 'SB208',
  description: 'a number of messages and a duration such as 3 per 7 days, or none',
  pattern: CAP,
  problem: (text) => {
    const span = CAP.exec(text)?.[2] ?? '';
    const right = text === 'none' || !('problem' in parseDuration(span));
    return right ? undefined : `"${text}" is no cap. Write 3 per 7 days, or none`;
  },
});

/** A reference written bare; its syntax is checked when the graph is built. */
export const PathSchema = z.string().min(1).meta({ description: 'a path such as event.lead.source' });

/** An event type; the catalogue knows which there are. */
export const EventNameSchema = catalogueName('events', 'an event type such as lead.created');
/** An action; the catalogue knows which there are. */
export const ActionNameSchema = catalogueName('actions', 'an action such as email.send');
/** A segment; the catalogue knows which there are. */
export const SegmentSchema = catalogueName('segments', 'a segment of the catalogue');
/** A calendar of business hours; the catalogue knows which there are. */
export const CalendarSchema = catalogueName('calendars', 'a calendar of the catalogue');

function catalogueName(names: CatalogueNames, description: string) {
  return z.string().min(1).meta({ description, names });
}

function mendId(text: string, separator: '_' | '-'): string {
  const word = text
    .replaceAll(/([a-z0-9])([A-Z])/g, `$1${separator}$2`)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, separator)
    .replaceAll(/^[^a-z]+|[_-]+$/g, '')
    .slice(0, 60);
  const rule = separator === '_' ? 'small letters, digits and _' : 'small letters, digits and -';
  return word === '' ? `Write ${rule}, beginning with a letter` : `Write ${word}: ${rule}, at most 60`;
}
