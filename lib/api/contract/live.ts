import { z } from 'zod';
import { defineRoute } from './route.ts';
import { TimeSchema, WhySchema, WorkflowIdSchema } from './text-schemas.ts';

const RateSchema = z.number().min(0).max(1);

/** Bounds of a rollout. */
export const GuardrailSchema = z
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

const LiveChangeSchema = LiveSchema.extend({
  actions: z.array(z.string()).meta({ description: 'What was done, as on record; none: it was so already.' }),
  takesEffectWithinSeconds: z.int().meta({ description: 'The longest until events are dispatched by it.' }),
}).meta({ id: 'LiveChange' });

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
  change: defineRoute({
    method: 'PUT',
    path: '/workflows/{workflow}/live',
    summary: 'Change what runs: activate, stage, promote, revert, enable, disable',
    description:
      'What is left out stays as it is. `version` is the active one: any that was published. `rollout` gives another version a share of new runs: 1–99 stages it or changes its share, 100 promotes it, 0 reverts it, `null` means none. Asking for what is so already changes nothing. 409 says which moves are allowed now.',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({
      enabled: z.boolean().optional(),
      inFlight: LiveSchema.shape.inFlight.meta({ description: 'With `enabled: false`: what runs in flight do.' }),
      version: z.int().min(1).optional(),
      rollout: z
        .strictObject({
          version: z.int().min(1),
          percent: z.int().min(0).max(100),
          guardrail: GuardrailSchema.nullable().optional().meta({ description: 'Left out: as it is. `null`: none.' }),
        })
        .nullable()
        .optional(),
      why: WhySchema,
    }),
    status: 200,
    answer: LiveChangeSchema,
    etag: true,
    ifMatch: true,
  }),
};
