import type { Operand } from '../conditions/condition.ts';
import { readOperand } from '../conditions/read-operand.ts';
import { joinPointer } from '../json-pointer.ts';
import { parsePath } from '../references/parse-path.ts';
import { parseDuration } from '../schema/duration.ts';
import { isDate, isTime } from '../schema/moment.ts';
import type { CalendarWaitDefinition } from '../schema/step-schema.ts';
import type { CalendarWait } from './graph.ts';
import type { Report } from './report.ts';

/** A number of calendar days and of seconds, before or after. */
export type Offset = NonNullable<CalendarWait['offset']>;

/** A wait that the calendar decides, in its own zone or the workflow's. */
export function buildCalendarWait(
  wait: CalendarWaitDefinition,
  zone: string,
  pointer: string,
  report: Report,
): CalendarWait {
  const offset = readOffset(wait);
  return {
    ...(wait.until === undefined ? {} : { until: readMoment(wait.until, joinPointer(pointer, 'until'), report) }),
    ...(offset === undefined ? {} : { offset }),
    ...(wait.at === undefined ? {} : { at: wait.at }),
    ...(wait.weekdays === undefined ? {} : { weekdays: wait.weekdays }),
    ...(wait.business_hours === undefined ? {} : { businessHours: wait.business_hours }),
    zone: wait.zone ?? zone,
  };
}

/** What `before` or `after` says; the schema has refused both at once and what is no duration. */
export function readOffset({
  before,
  after,
}: {
  readonly before?: string;
  readonly after?: string;
}): Offset | undefined {
  const duration = parseDuration(before ?? after ?? '');
  return 'problem' in duration ? undefined : { ...duration, sign: before === undefined ? 1 : -1 };
}

function readMoment(text: string, pointer: string, report: Report): Operand {
  const operand = readOperand(text, pointer, report);
  if (operand.kind === 'path' || text.includes('{') || isDate(text) || isTime(text)) return operand;
  const isPath = 'path' in parsePath(text) && text.includes('.');
  const fix = isPath ? JSON.stringify(`{{ ${text} }}`) : undefined;
  const message = `"${text}" is no time. Write ${fix ?? 'a date "2026-12-24", a time "2026-12-24T09:00:00Z", or "{{ path }}"'}`;
  report('SB210', pointer, message, fix);
  return operand;
}
