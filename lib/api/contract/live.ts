import { z } from 'zod';
import { defineRoute } from './route.ts';
import { TimeSchema, WorkflowIdSchema } from './text-schemas.ts';

const RateSchema = z.number().min(0).max(1);

const GuardrailSchema = z
  .object({
    minRuns: z.int().min(1).meta({ description: 'Ended runs of the treatment before anything is judged.' }),
    maxFailureRate: RateSchema.optional(),
    minConversionRate: RateSchema.optional(),
  })
  .meta({ id: 'Guardrail', description: 'Bounds that end a rollout by itself.' });

const RolloutSchema = z
  .object({
    version: z.int(),
    percent: z.int(),
    startedAt: TimeSchema,
    startedBy: z.string(),
    guardrail: GuardrailSchema.optional(),
  })
  .meta({ id: 'Rollout' });

/** What runs of a workflow. */
export const LiveSchema = z
  .object({
    workflow: z.string(),
    revision: z.int().meta({ description: 'Sent as ETag, too.' }),
    enabled: z.boolean(),
    archived: z.boolean(),
    inFlight: z
      .enum(['finish', 'hold', 'stop'])
      .optional()
      .meta({ description: 'While disabled: what runs in flight do.' }),
    active: z.int().optional().meta({ description: 'The active version; absent: none yet.' }),
    rollout: RolloutSchema.optional(),
    changedAt: TimeSchema,
    changedBy: z.string(),
  })
  .meta({ id: 'Live' });

/** What runs of a workflow. */
export const liveRoutes = {
  show: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/live',
    summary: 'Show what runs of a workflow',
    params: z.object({ workflow: WorkflowIdSchema }),
    status: 200,
    answer: LiveSchema,
    etag: true,
  }),
};
