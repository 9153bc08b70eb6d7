import type { Json, JsonObject } from '../json.ts';
import { formatPath } from '../references/path.ts';
import { type Importing, snakeCase } from './importing.ts';
import type {
  AttributeDimension,
  EventDimensions,
  MetricDimension,
  SegmentDimensions,
  SimpleCondition,
} from './journey-schema.ts';

/** What cannot be said holds for nobody, so that no one takes a way by mistake. */
const NEVER: JsonObject = { expression: 'false' };

/** A condition of a split. */
export function convertCondition(condition: SimpleCondition | undefined, place: string, importing: Importing): Json {
  const { EventCondition, SegmentCondition, SegmentDimensions } = condition ?? {};
  if (EventCondition !== undefined) {
    const { Dimensions = {}, MessageActivity } = EventCondition;
    const since = MessageActivity === undefined ? undefined : importing.steps.get(MessageActivity)?.id;
    if (MessageActivity !== undefined && since === undefined) {
      const what = `The event must be about the message "${MessageActivity}", which is no step here.`;
      importing.report(`${place}.EventCondition`, what, 'Look whether the event counts since the start of the run.');
    }
    return happened(Dimensions, since, `${place}.EventCondition.Dimensions`, importing);
  }
  if (SegmentCondition !== undefined) return inSegment(SegmentCondition.SegmentId, place, importing);
  if (SegmentDimensions !== undefined)
    return describedContact(SegmentDimensions, `${place}.SegmentDimensions`, importing);
  importing.report(place, 'It has no condition.', 'Write the condition; until then nobody takes this way.');
  return NEVER;
}

/** Membership in a segment. */
export function inSegment(segment: string, place: string, importing: Importing): JsonObject {
  return { field: 'contact.segments', contains: segmentName(segment, place, importing) };
}

/** A segment's id here; Pinpoint's are made of digits and letters at random. */
export function segmentName(segment: string, place: string, importing: Importing): string {
  const name = snakeCase(`segment_${segment}`, 'segment');
  const what = `Pinpoint's segment "${segment}" is called ${name} here.`;
  importing.declare(
    name,
    place,
    what,
    'Declare it under segments in catalogue.yaml, and keep contact.segments up to date.',
  );
  return name;
}

/** The names of events: the first may start a run. */
export function eventNames(dimensions: EventDimensions, place: string, importing: Importing): readonly string[] {
  const { DimensionType, Values = [] } = dimensions.EventType ?? {};
  if (DimensionType === 'EXCLUSIVE') {
    importing.report(place, 'It means all events but those listed.', 'List the events that are meant.');
  }
  return Values.map((type) => {
    const words = type
      .split('.')
      .map((word) => snakeCase(word, ''))
      .filter((word) => word !== '');
    const name = (words.length > 1 ? words : ['app', ...words, ...(words.length === 0 ? ['event'] : [])])
      .join('.')
      .slice(0, 60);
    const todo = 'Declare it under events in catalogue.yaml, and have it put on the bus.';
    importing.declare(name, place, `Pinpoint's event "${type}" is called ${name} here.`, todo);
    return name;
  });
}

/** What an event's own data must be. */
export function eventFilter(
  root: 'event' | 'received',
  { Attributes = {}, Metrics = {} }: EventDimensions,
  place: string,
  importing: Importing,
): readonly Json[] {
  return [
    ...Object.entries(Attributes).map(([name, dimension]) =>
      attribute(formatPath({ root, segments: [name] }), dimension, `${place}.Attributes.${name}`, importing),
    ),
    ...Object.entries(Metrics).map(([name, dimension]) =>
      metric(formatPath({ root, segments: [name] }), dimension, `${place}.Metrics.${name}`, importing),
    ),
  ];
}

function happened(dimensions: EventDimensions, since: string | undefined, place: string, importing: Importing): Json {
  const filter = eventFilter('received', dimensions, place, importing);
  const conditions = eventNames(dimensions, place, importing).map((event) => ({
    happened: event,
    ...(since === undefined ? {} : { since }),
    ...(filter.length === 0 ? {} : { if: oneOrList(filter) }),
  }));
  const [only, ...others] = conditions;
  if (only !== undefined) return others.length === 0 ? only : { any: conditions };
  importing.report(place, 'It names no event.', 'Write the condition; until then nobody takes this way.');
  return NEVER;
}

function describedContact(dimensions: SegmentDimensions, place: string, importing: Importing): Json {
  const { Attributes = {}, UserAttributes = {}, Metrics = {}, Location, ...others } = dimensions;
  const { Country, ...elsewhere } = Location ?? {};
  const conditions: Json[] = [
    ...Object.entries({ ...Attributes, ...UserAttributes }).map(([name, dimension]) =>
      attribute(contactField(name, place, importing), dimension, `${place}.${name}`, importing),
    ),
    ...Object.entries(Metrics).map(([name, dimension]) =>
      metric(contactField(name, place, importing), dimension, `${place}.${name}`, importing),
    ),
  ];
  if (Country !== undefined) {
    const { DimensionType, Values } = Country;
    conditions.push({ field: 'contact.country', [DimensionType === 'EXCLUSIVE' ? 'not_in' : 'in']: Values });
  }
  for (const name of Object.keys({ ...others, ...elsewhere })) {
    importing.report(
      `${place}.${name}`,
      `Contacts are not known by ${name}.`,
      'Write another condition; until then nobody takes this way.',
    );
    conditions.push(NEVER);
  }
  return oneOrList(conditions, NEVER);
}

function contactField(name: string, place: string, importing: Importing): string {
  const field = snakeCase(name, 'field');
  const what = `The attribute "${name}" is the contact's field ${field} here.`;
  importing.declare(
    `contact.${field}`,
    place,
    what,
    'Unless it is a standard field, declare it under contact_fields in catalogue.yaml.',
  );
  return `contact.${field}`;
}

/** All of them: a list means so in an `if`, and `all` inside of other conditions. */
function oneOrList(conditions: readonly Json[], none: Json = []): Json {
  const [first = none, ...others] = conditions;
  return others.length === 0 ? first : { all: conditions };
}

function attribute(
  field: string,
  { AttributeType, Values }: AttributeDimension,
  place: string,
  importing: Importing,
): Json {
  const [first, second] = Values;
  if (first !== undefined) {
    switch (AttributeType ?? 'INCLUSIVE') {
      case 'INCLUSIVE':
        return second === undefined ? { field, is: first } : { field, in: Values };
      case 'EXCLUSIVE':
        return second === undefined ? { field, is_not: first } : { field, not_in: Values };
      case 'CONTAINS':
        return second === undefined ? { field, contains: first } : { field, contains_any: Values };
      case 'BEFORE':
        return { field, before: first };
      case 'AFTER':
        return { field, after: first };
      case 'ON':
        return { field, is: first };
      case 'BETWEEN':
        if (second !== undefined) return { field, between: [first, second] };
    }
  }
  const what = `It compares by ${AttributeType ?? 'nothing'} with ${Values.length} values.`;
  importing.report(place, what, 'Write the condition; until then it holds for nobody.');
  return NEVER;
}

const NUMBER_OPERATORS: Readonly<Record<string, string>> = {
  GREATER_THAN: 'above',
  GREATER_THAN_OR_EQUAL: 'at_least',
  LESS_THAN: 'below',
  LESS_THAN_OR_EQUAL: 'at_most',
  EQUAL: 'is',
};

function metric(
  field: string,
  { ComparisonOperator, Value }: MetricDimension,
  place: string,
  importing: Importing,
): Json {
  const operator = NUMBER_OPERATORS[ComparisonOperator];
  if (operator !== undefined) return { field, [operator]: Value };
  importing.report(
    place,
    `It compares by ${ComparisonOperator}.`,
    'Write the condition; until then it holds for nobody.',
  );
  return NEVER;
}
