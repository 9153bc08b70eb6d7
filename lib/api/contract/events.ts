import { z } from 'zod';
import { JsonObjectSchema } from './json-schema.ts';
import { defineRoute } from './route.ts';

const time = z.iso.datetime({ offset: true }).optional().meta({ description: 'When it happened; by default now.' });

/** An event named as definitions name it. */
export const NamedEventSchema = z
  .strictObject({
    event: z.string().meta({ description: 'Its name in the catalogue.', example: 'lead.created' }),
    data: JsonObjectSchema,
    idempotencyKey: z.string().min(1).max(200).optional(),
    time,
  })
  .meta({ id: 'NamedEvent' });

/** An event as it stands on a bus. */
export const BusEventSchema = z
  .object({
    source: z.string().min(1).max(256),
    detailType: z.string().min(1).max(128).optional(),
    'detail-type': z.string().min(1).max(128).optional(),
    detail: JsonObjectSchema,
    id: z.string().min(1).optional(),
    time,
  })
  .meta({ id: 'BusEvent' });

/** CloudEvents 1.0, structured JSON. */
export const CloudEventSchema = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: z.string().min(1),
    source: z.string().min(1).max(256),
    type: z.string().min(1).max(128),
    time,
    data: JsonObjectSchema.optional(),
  })
  .meta({ id: 'CloudEvent' });

const EventSchema = z.union([NamedEventSchema, BusEventSchema, CloudEventSchema]);

/** Events in. */
export const eventRoutes = {
  put: defineRoute({
    method: 'POST',
    path: '/events',
    summary: 'Put events on the bus',
    description:
      'One event or a list of them, each named as definitions name it, as it stands on a bus, or as a CloudEvent. All are accepted, or none is.',
    body: z.union([EventSchema, z.array(EventSchema)]),
    rawBody: true,
    status: 202,
    answer: z.object({ ids: z.array(z.string()) }).meta({ id: 'AcceptedEvents' }),
    idempotent: true,
  }),
};
