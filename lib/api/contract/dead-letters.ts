import { z } from 'zod';
import { LimitQuerySchema } from './page-schema.ts';
import { defineRoute } from './route.ts';

const DeadLetterSchema = z
  .object({
    id: z.int(),
    topic: z.string(),
    attempts: z.int(),
    reason: z.string(),
    diedAt: z.number().meta({ description: 'Milliseconds since 1970.' }),
  })
  .meta({ id: 'DeadLetter' });

/** What an engine on this machine gave up. A deployment has queues for that. */
export const deadLetterRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/dead-letters',
    summary: 'List messages that were given up',
    query: LimitQuerySchema,
    status: 200,
    answer: z.object({ items: z.array(DeadLetterSchema) }),
    embedded: true,
  }),
  redrive: defineRoute({
    method: 'POST',
    path: '/dead-letters/redrive',
    summary: 'Have messages handled again, one or all',
    body: z.strictObject({ id: z.int().optional() }),
    status: 200,
    answer: z.object({ redriven: z.int() }),
    embedded: true,
  }),
};
