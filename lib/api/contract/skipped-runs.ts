import { z } from 'zod';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema } from './text-schemas.ts';

const SkippedRunSchema = z
  .object({
    id: z.string(),
    workflow: z.string(),
    version: z.int(),
    contact: z.string().optional(),
    event: z.string(),
    eventId: z.string(),
    at: TimeSchema,
    reason: z.string().meta({ description: 'consent, reentry, overlap, goal, loop, replay …' }),
    detail: z.string(),
  })
  .meta({ id: 'SkippedRun' });

/** Triggers that started no run, and why. */
export const skippedRunRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/skipped-runs',
    summary: 'List triggers that started no run, the newest first',
    query: PageQuerySchema.extend({
      workflow: z.string().min(1).optional().meta({ description: 'Of this workflow; this or `contact`.' }),
      contact: z.string().min(1).optional().meta({ description: 'Of this contact.' }),
    }),
    status: 200,
    answer: pageOf(SkippedRunSchema),
  }),
};
