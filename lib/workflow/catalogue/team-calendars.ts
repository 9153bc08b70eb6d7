import type { Issue } from '../issue.ts';
import { joinPointer } from '../json-pointer.ts';
import { suggestion } from '../references/nearest-name.ts';
import type { Calendar } from './catalogue.ts';
import type { TeamCalendar } from './team-catalogue-schema.ts';

type Weekday = keyof Calendar['hours'];
type Range = readonly [string, string];

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The team's calendars; one that names no zone is in the catalogue's. */
export function readCalendars(
  calendars: Readonly<Record<string, TeamCalendar>>,
  zone: string,
): { readonly calendars: ReadonlyMap<string, Calendar>; readonly issues: readonly Issue[] } {
  const read = new Map<string, Calendar>();
  const issues: Issue[] = [];
  for (const [name, calendar] of Object.entries(calendars)) {
    const at = joinPointer('', 'calendars', name);
    const hours: Partial<Record<Weekday, readonly Range[]>> = {};
    for (const day of WEEKDAYS) {
      const pairs = calendar.hours[day]?.map((range): Range => [range.slice(0, 5), range.slice(6)]);
      if (pairs === undefined) continue;
      hours[day] = pairs;
      issues.push(...rangeIssues(pairs, day, joinPointer(at, 'hours', day)));
    }
    if (Object.keys(hours).length === 0) {
      const message = `The calendar "${name}" is never open, so a wait for it would never end. Give at least one day.`;
      issues.push({ code: 'SB508', severity: 'error', pointer: joinPointer(at, 'hours'), message });
    }
    issues.push(...zoneIssues(calendar.zone, joinPointer(at, 'zone')));
    read.set(name, { zone: calendar.zone ?? zone, hours, holidays: calendar.holidays ?? [] });
  }
  return { calendars: read, issues };
}

/** An unknown IANA zone, as an issue with code SB507. */
export function zoneIssues(zone: string | undefined, pointer: string): Issue[] {
  if (zone === undefined || isZone(zone)) return [];
  const message = `"${zone}" is no IANA time zone.${suggestion(zone, Intl.supportedValuesOf('timeZone'))}`;
  return [{ code: 'SB507', severity: 'error', pointer, message }];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function rangeIssues(pairs: readonly Range[], day: string, pointer: string): Issue[] {
  let last = '';
  for (const [from, to] of pairs) {
    if (from >= to)
      return [rangeIssue(pointer, `On ${day}, ${from}-${to} ends before it begins. Split it at midnight.`)];
    if (from < last) return [rangeIssue(pointer, `On ${day}, the ranges overlap or are out of order. Sort them.`)];
    last = to;
  }
  return [];
}

function rangeIssue(pointer: string, message: string): Issue {
  return { code: 'SB508', severity: 'error', pointer, message };
}
