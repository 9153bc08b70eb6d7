import { z } from 'zod';
import { invalid } from '../../errors/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { suggestion } from '../../workflow/references/nearest-name.ts';
import { BusEventSchema, CloudEventSchema, NamedEventSchema } from '../contract/events.ts';

/** An event that somebody posted, as it is to stand on the bus. */
export interface PostedEvent {
  /** Its own, or one that was made for it: a bus that numbers its events itself gives another. */
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  /** ISO 8601. */
  readonly time: string;
}

/** What reading posted events needs. */
export interface PostedEventsDeps {
  readonly catalogue: Pick<Catalogue, 'events'>;
  readonly ids: Pick<Ids, 'ulid'>;
  readonly clock: Clock;
}

/**
 * The events in a body of `POST /events`: one of the three forms, or a list of them; all or an AppError SB70x.
 *
 * @param key the request's own, for events that have none
 */
export function readPostedEvents(body: unknown, deps: PostedEventsDeps, key?: string): PostedEvent[] {
  if (!Array.isArray(body)) return [readOne(body, 'The event', { ...deps, key })];
  return body.map((item, index) => readOne(item, `Event ${index}`, { ...deps, key: key && `${key}/${index}` }));
}

interface Reading extends PostedEventsDeps {
  /** The request's key, which stands in for one of the event's own. */
  readonly key: string | undefined;
}

function readOne(item: unknown, subject: string, reading: Reading): PostedEvent {
  const now = () => new Date(reading.clock.now()).toISOString();
  if (typeof item === 'object' && item !== null && 'specversion' in item) {
    const cloud = check(CloudEventSchema, item, subject);
    const { id, source, type } = cloud;
    // All that is in it was parsed from JSON.
    return { id, source, detailType: type, detail: cloud as JsonObject, time: cloud.time ?? now() };
  }
  if (typeof item === 'object' && item !== null && 'event' in item) {
    return readNamed(check(NamedEventSchema, item, subject), subject, { ...reading, now });
  }
  const { source, detail, id, time, ...types } = check(BusEventSchema, item, subject);
  const detailType = types.detailType ?? types['detail-type'];
  if (detailType === undefined) {
    throw invalid({
      code: 'SB702',
      message: `${subject} has no detail type.`,
      resolution: 'Send a source, a detailType and a detail that is a JSON object.',
    });
  }
  return { id: id ?? reading.ids.ulid(), source, detailType, detail, time: time ?? now() };
}

function readNamed(
  named: z.output<typeof NamedEventSchema>,
  subject: string,
  { catalogue, ids, now, key }: Reading & { readonly now: () => string },
): PostedEvent {
  const type = catalogue.events.get(named.event);
  if (type === undefined) {
    throw invalid({
      code: 'SB704',
      message: `${subject} is of the type '${named.event}', which the catalogue does not have.${suggestion(named.event, catalogue.events.keys())}`,
      resolution:
        'Use a name of docs/catalogue.md, declare it in catalogue.yaml, or send source, detailType and detail.',
    });
  }
  const id = ids.ulid();
  const time = named.time ?? now();
  const idempotencyKey = named.idempotencyKey ?? key;
  const metadata = {
    ...{ id, timestamp: time, version: '1', correlationId: id, depth: 0, chain: [] },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  const { source, detailType } = type;
  return { id, source, detailType, detail: { metadata, data: named.data }, time };
}

function check<Schema extends z.ZodType>(schema: Schema, item: unknown, subject: string): z.output<Schema> {
  const result = schema.safeParse(item);
  if (result.success) return result.data;
  throw invalid({
    code: 'SB701',
    message: `${subject} cannot be read: ${z.prettifyError(result.error).replaceAll(/\s+/g, ' ')}`,
    resolution: 'Send { event, data }, or { source, detailType, detail }, or a CloudEvent, or a list of them, as JSON.',
  });
}
