import { z } from 'zod';
import type { Json } from '../json.ts';
import { parseDuration } from './duration.ts';
import { isClock, isDate } from './moment.ts';
import { scheduleProblem } from './schedule-expression.ts';
import { zoneProblem } from './zone.ts';

/** Lists of the catalogue whose names the JSON Schema for editors offers; see `meta({ names })` below. */
export type CatalogueNames = 'events' | 'actions' | 'segments' | 'consents' | 'teams' | 'calendars';

/** Text in a form of its own: `problem` says what is wrong with it and how to mend it. */
function form(code: string, description: string, problem: (text: string) => string | undefined) {
  return z
    .string({ error: (issue) => wrongType(code, description, issue.input) })
    .check((payload) => {
      const found = problem(payload.value);
      if (found !== undefined)
        payload.issues.push({ code: 'custom', message: `${code} ${found}`, input: payload.value });
    })
    .meta({ description });
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

/** Ids of steps, routes, variants, branches and outcomes. */
export const IdSchema = form('SB207', 'an id in snake_case', (text) =>
  /^[a-z][a-z0-9_]{0,59}$/.test(text) ? undefined : `"${text}" is no id. ${mendId(text, '_')}`,
);

/** A workflow's id: it names a file, a state machine and a URL. */
export const WorkflowIdSchema = form('SB207', 'the id in kebab-case, equal to the file name', (text) =>
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) && text.length <= 60
    ? undefined
    : `"${text}" is no workflow id. ${mendId(text, '-')}`,
);

export const DurationSchema = form('SB208', 'a duration such as 4 hours or 1 day 12 hours', (text) => {
  const duration = parseDuration(text);
  return 'problem' in duration ? duration.problem : undefined;
});

export const ClockSchema = form('SB209', 'a clock such as "09:00"', (text) =>
  isClock(text) ? undefined : `"${text}" is no clock. Write hours and minutes with two digits each: "09:00"`,
);

/** IANA name, or `contact`. */
export const ZoneSchema = form('SB211', 'an IANA zone such as Europe/Berlin, or contact', (text) =>
  text === 'contact' ? undefined : zoneProblem(text),
);

export const ScheduleSchema = form('SB223', 'cron(0 9 ? * MON *) or rate(1 day)', scheduleProblem);

export const QuietHoursSchema = form('SB209', 'a range of clocks such as "21:00-08:00", or none', (text) => {
  const clocks = text.split('-');
  const right = clocks.length === 2 && clocks.every(isClock) && clocks[0] !== clocks[1];
  return text === 'none' || right ? undefined : `"${text}" is no range of clocks. Write "21:00-08:00", or none`;
});

export const CapSchema = form('SB208', 'a number of messages and a duration such as 3 per 7 days, or none', (text) => {
  const [, span = ''] = /^[1-9]\d{0,3} per (.+)$/.exec(text) ?? [];
  const right = text === 'none' || !('problem' in parseDuration(span));
  return right ? undefined : `"${text}" is no cap. Write 3 per 7 days, or none`;
});

export const DateSchema = form('SB210', 'a date such as "2026-12-24"', (text) =>
  isDate(text) ? undefined : `"${text}" is no date. Write "2026-12-24"`,
);

/** A reference written bare; its syntax is checked when the graph is built. */
export const PathSchema = z.string().min(1).meta({ description: 'a path such as event.lead.source' });

export const EventNameSchema = catalogueName('events', 'an event type such as lead.created');
export const ActionNameSchema = catalogueName('actions', 'an action such as email.send');
export const SegmentSchema = catalogueName('segments', 'a segment of the catalogue');
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
