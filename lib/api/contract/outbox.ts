import { z } from 'zod';
import { LimitQuerySchema } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema } from './text-schemas.ts';

const OutboxMessageSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('email'),
      id: z.string(),
      at: TimeSchema,
      email: z.object({
        from: z.string(),
        to: z.array(z.string()),
        subject: z.string(),
        text: z.string(),
        html: z.string().optional(),
        key: z.string(),
      }),
    }),
    z.object({
      kind: z.literal('http'),
      id: z.string(),
      at: TimeSchema,
      request: z.object({ method: z.string(), url: z.string(), body: z.string().optional() }),
    }),
  ])
  .meta({ id: 'OutboxMessage' });

/** What an engine on this machine kept instead of sending it. */
export const outboxRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/outbox',
    summary: 'List messages that were kept instead of sent, the newest first',
    query: LimitQuerySchema,
    status: 200,
    answer: z.object({ items: z.array(OutboxMessageSchema) }),
    embedded: true,
  }),
};
