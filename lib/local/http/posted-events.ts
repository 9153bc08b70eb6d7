import { z } from 'zod';
import { invalid } from '../../errors/app-error.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { type BusEvent, createBusEvent } from '../engine/bus-event.ts';
import { JsonObjectSchema } from '../engine/json-object-schema.ts';

/** An event named as definitions name it. */
const NamedSchema = z.strictObject({
  event: z.string(),
  data: JsonObjectSchema,
  idempotencyKey: z.string().min(1).max(200).optional(),
  time: z.iso.datetime({ offset: true }).optional(),
});

/** An event as it stands on a bus. */
const BusSchema = z.object({
  source: z.string(),
  detailType: z.string().optional(),
  'detail-type': z.string().optional(),
  detail: JsonObjectSchema,
  id: z.string().optional(),
  time: z.iso.datetime({ offset: true }).optional(),
});

/** CloudEvents 1.0, structured JSON. */
const CloudEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.iso.datetime({ offset: true }).optional(),
  data: JsonObjectSchema.optional(),
});

/** What turns posted bodies into bus events. */
export interface PostedEventsDeps {
  readonly catalogue: () => Catalogue;
  readonly newId: () => string;
  /** ISO 8601. */
  readonly now: () => string;
}

/** The bus events in a body of `POST /events`: one of the three forms, or a list of them; all or an AppError SB70x. */
export function readPostedEvents(body: unknown, deps: PostedEventsDeps): BusEvent[] {
  const items = Array.isArray(body) ? body : [body];
  return items.map((item, index) => readOne(item, Array.isArray(body) ? `Event ${index}` : 'The event', deps));
}

function readOne(item: unknown, subject: string, deps: PostedEventsDeps): BusEvent {
  if (typeof item === 'object' && item !== null && 'specversion' in item) {
    const cloud = check(CloudEventSchema, item, subject);
    return createBusEvent({
      id: cloud.id,
      source: cloud.source,
      detailType: cloud.type,
      detail: cloud,
      time: cloud.time ?? deps.now(),
    });
  }
  if (typeof item === 'object' && item !== null && 'event' in item) {
    return readNamed(check(NamedSchema, item, subject), subject, deps);
  }
  const { source, detail, id, time, ...types } = check(BusSchema, item, subject);
  return createBusEvent({
    id: id ?? deps.newId(),
    source,
    detailType: types.detailType ?? types['detail-type'] ?? '',
    detail,
    time: time ?? deps.now(),
  });
}

function readNamed(named: z.output<typeof NamedSchema>, subject: string, deps: PostedEventsDeps): BusEvent {
  const type = deps.catalogue().events.get(named.event);
  if (type === undefined) {
    throw invalid({
      code: 'SB704',
      message: `${subject} is of the type '${named.event}', which the catalogue does not have.`,
      resolution:
        'Use a name of docs/catalogue.md, declare it in catalogue.yaml, or send source, detailType and detail.',
    });
  }
  const id = deps.newId();
  const time = named.time ?? deps.now();
  const key = named.idempotencyKey === undefined ? {} : { idempotencyKey: named.idempotencyKey };
  const metadata = { id, timestamp: time, version: '1', correlationId: id, depth: 0, chain: [], ...key };
  return createBusEvent({
    id,
    source: type.source,
    detailType: type.detailType,
    detail: { metadata, data: named.data },
    time,
  });
}

function check<Schema extends z.ZodType>(schema: Schema, item: unknown, subject: string): z.output<Schema> {
  const result = schema.safeParse(item);
  if (!result.success) {
    throw invalid({
      code: 'SB701',
      message: `${subject} cannot be read: ${z.prettifyError(result.error).replaceAll(/\s+/g, ' ')}`,
      resolution:
        'Send { event, data }, or { source, detailType, detail }, or a CloudEvent, or a list of them, as JSON.',
    });
  }
  return result.data;
}
