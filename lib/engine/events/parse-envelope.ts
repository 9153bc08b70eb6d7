import * as z from 'zod/mini';
import { invalid } from '../../errors/app-error.ts';
import type { EventMetadata } from '../../ports/bus.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';

/** An event as the engine works with it, whatever envelope it came in. */
export interface IncomingEvent {
  readonly source: string;
  readonly detailType: string;
  /** Always complete: what the envelope leaves out is taken from the bus event. Times are ISO 8601 in UTC. */
  readonly metadata: EventMetadata;
  /** What makes it the same event however often it is delivered. */
  readonly identity: string;
  readonly data: JsonObject;
  /** The bus archive's replay that it comes from. */
  readonly replay?: string;
}

const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text: string) => new Date(text).toISOString()),
);

/** Events are read from JSON text: what lies in an object is JSON already, and looking through all of it finds nothing. */
const JsonObjectSchema = z.record(z.string(), z.custom<Json>());

const BusEventSchema = z.looseObject({
  id: z.string().check(z.minLength(1)),
  source: z.string().check(z.minLength(1)),
  'detail-type': z.string().check(z.minLength(1)),
  time: instant,
  detail: JsonObjectSchema,
  'replay-name': z.optional(z.string()),
});

const MetadataSchema = z.looseObject({
  id: z.optional(z.string().check(z.minLength(1))),
  version: z.optional(z.string()),
  timestamp: z.optional(instant),
  idempotencyKey: z.optional(z.string().check(z.minLength(1))),
  correlationId: z.optional(z.string().check(z.minLength(1))),
  depth: z._default(z.int().check(z.nonnegative()), 0),
  chain: z._default(z.array(z.string()), []),
});

const CloudEventSchema = z.looseObject({
  specversion: z.string(),
  id: z.string().check(z.minLength(1)),
  source: z.string(),
  time: z.optional(instant),
  data: z._default(JsonObjectSchema, {}),
});

const EnvelopeSchema = z.looseObject({ metadata: MetadataSchema, data: JsonObjectSchema });

/**
 * Reads an event of the bus. The detail is one of: our envelope `{ metadata, data }`, a CloudEvent in its JSON form
 * (`specversion`), or, without either, the data itself.
 *
 * @throws AppError SB701, of kind `invalid`: nothing can be done with the event, however often it is tried
 */
export function parseEnvelope(raw: unknown): IncomingEvent {
  const known = isObject(raw) ? parsed.get(raw) : undefined;
  const event = known ?? readEnvelope(raw);
  if (isObject(raw)) {
    parsed.set(raw, event);
  }
  return event;
}

/** Where one process keeps records, dispatches and signals, each reads the same event: nobody changes it in between. */
const parsed = new WeakMap<object, IncomingEvent>();

function readEnvelope(raw: unknown): IncomingEvent {
  const event = parse(BusEventSchema, raw, 'the event');
  const { detail } = event;
  const bare = {
    source: event.source,
    detailType: event['detail-type'],
    ...(event['replay-name'] === undefined ? {} : { replay: event['replay-name'] }),
  };
  if (typeof detail.specversion === 'string') {
    const cloud = parse(CloudEventSchema, detail, 'its CloudEvent');
    return { ...bare, ...described({ id: cloud.id, timestamp: cloud.time ?? event.time }), data: cloud.data };
  }
  if (isObject(detail.metadata) && detail.data !== undefined) {
    const { metadata, data } = parse(EnvelopeSchema, detail, 'its envelope');
    const { id = event.id, timestamp = event.time, ...rest } = metadata;
    return { ...bare, ...described({ ...rest, id, timestamp }), data };
  }
  return { ...bare, ...described({ id: event.id, timestamp: event.time }), data: detail };
}

interface KnownMetadata {
  readonly id: string;
  readonly timestamp: string;
  readonly version?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly depth?: number;
  readonly chain?: readonly string[];
}

function described(known: KnownMetadata): Pick<IncomingEvent, 'identity' | 'metadata'> {
  const { id, timestamp, version, idempotencyKey, correlationId = id, depth = 0, chain = [] } = known;
  return {
    identity: idempotencyKey ?? id,
    metadata: {
      id,
      timestamp,
      ...(version === undefined ? {} : { version }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      correlationId,
      depth,
      chain,
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse<Output>(schema: z.ZodMiniType<Output>, value: unknown, what: string): Output {
  const result = z.safeParse(schema, value);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'whole'}: ${message}`);
  throw invalid({
    code: 'SB701',
    message: `This is no event that can be handled; in ${what}, ${problems.join('; ')}.`,
    resolution: 'Send id, source, detail-type, time (ISO 8601) and detail, a JSON object; see docs/events.md.',
    details: { problems },
  });
}
