import type { Issue } from '../issue.ts';
import type { JsonObject } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { suggestion } from '../references/nearest-name.ts';
import type { EventType, Fields } from './catalogue.ts';
import { findMisfits } from './find-misfits.ts';
import type { TeamEvent } from './team-catalogue-schema.ts';
import { type ReadFields, readFields, type TypeProblem } from './type-notation.ts';

/** The team's events, added to the built-in ones, and what is wrong with them. */
export function addTeamEvents(
  known: ReadonlyMap<string, EventType>,
  events: Readonly<Record<string, TeamEvent>>,
): { readonly events: ReadonlyMap<string, EventType>; readonly issues: readonly Issue[] } {
  const all = new Map(known);
  const issues: Issue[] = [];
  for (const [name, event] of Object.entries(events)) {
    const at = joinPointer('', 'events', name);
    const data = readFields(event.data ?? {}, 'as_marked', joinPointer(at, 'data'));
    const type = toEventType(name, event, data.fields);
    issues.push(
      ...typeIssues(data),
      ...nameIssues(all, type, at),
      ...contactIssues(event.contact, data.fields, joinPointer(at, 'contact')),
      ...sampleIssues(event.sample, data.fields, joinPointer(at, 'sample')),
    );
    if (!known.has(name)) all.set(name, type);
  }
  return { events: all, issues };
}

/** Types that cannot be read, as issues with code SB502. */
export function typeIssues(read: ReadFields): Issue[] {
  return read.problems.map((problem: TypeProblem) => ({ code: 'SB502', severity: 'error', ...problem }));
}

function toEventType(name: string, event: TeamEvent, data: Fields): EventType {
  return {
    name,
    source: event.source,
    detailType: event.detail_type,
    title: event.title ?? event.detail_type,
    description: event.description ?? '',
    ...(event.contact === undefined ? {} : { contact: event.contact }),
    records: event.contact === undefined ? {} : { contact: event.contact },
    data,
    sample: event.sample ?? {},
  };
}

function nameIssues(known: ReadonlyMap<string, EventType>, event: EventType, pointer: string): Issue[] {
  if (known.has(event.name)) {
    const message = `"${event.name}" is a built-in event. Give yours another name.`;
    return [{ code: 'SB503', severity: 'error', pointer, message }];
  }
  const twin = known.values().find((other) => other.source === event.source && other.detailType === event.detailType);
  if (twin === undefined) return [];
  const message = `"${event.name}" and "${twin.name}" have the same source and detail_type, so nothing tells them apart. Change one.`;
  return [{ code: 'SB504', severity: 'error', pointer, message }];
}

function contactIssues(path: string | undefined, data: Fields, pointer: string): Issue[] {
  if (path === undefined) return [];
  let fields = data;
  const names = path.split('.');
  for (const [index, name] of names.entries()) {
    const type = fields[name];
    if (type === undefined) {
      const message = `The event's data has no field "${names.slice(0, index + 1).join('.')}" to take the contact's id from.`;
      return [{ code: 'SB505', severity: 'error', pointer, message: message + suggestion(name, Object.keys(fields)) }];
    }
    if (type.type === 'object') fields = type.fields;
    else if (type.type === 'text' && index === names.length - 1) return [];
    else break;
  }
  const message = `"${path}" is no text field of the event's data. The contact's id is text.`;
  return [{ code: 'SB505', severity: 'error', pointer, message }];
}

function sampleIssues(sample: JsonObject | undefined, data: Fields, pointer: string): Issue[] {
  if (sample === undefined) return [];
  return findMisfits(sample, data, pointer).map((misfit) => ({
    code: 'SB506',
    severity: 'error',
    pointer: misfit.pointer,
    message: `The sample's "${misfit.pointer.slice(pointer.length + 1).replaceAll('/', '.')}" ${misfit.problem}.`,
  }));
}
