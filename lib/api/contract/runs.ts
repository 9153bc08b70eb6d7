import { z } from 'zod';
import { JsonObjectSchema, JsonSchema } from './json-schema.ts';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { CommentSchema, TimeSchema, VersionNumberSchema, WorkflowIdSchema } from './text-schemas.ts';

/** What a run can be. */
export const RUN_STATUSES = [
  ...(['pending', 'running', 'waiting', 'paused', 'stop-requested'] as const),
  ...(['succeeded', 'failed', 'stopped', 'exited'] as const),
] as const;

/** An error of a run or a step. */
export const ErrorSchema = z.object({ code: z.string(), message: z.string() });

/** A run. */
const RunSchema = z
  .object({
    id: z.string(),
    workflow: z.string(),
    version: z.int(),
    arm: z.enum(['control', 'treatment']),
    status: z.enum(RUN_STATUSES),
    contact: z.string().optional(),
    trigger: z.object({ event: z.string(), eventId: z.string(), at: TimeSchema }),
    createdAt: TimeSchema,
    startedAt: TimeSchema.optional(),
    endedAt: TimeSchema.optional(),
    outcome: z.string().optional(),
    error: ErrorSchema.optional(),
    stop: z
      .object({
        kind: z.enum(['operator', 'goal', 'erasure']),
        by: z.string(),
        at: TimeSchema,
        comment: z.string().optional(),
      })
      .optional(),
    waits: z.array(z.object({ key: z.string(), until: TimeSchema })).optional(),
    holds: z
      .array(z.object({ key: z.string(), reason: z.string(), at: TimeSchema, until: TimeSchema.optional() }))
      .optional()
      .describe('Why a paused run is kept back, action by action.'),
    convertedAt: TimeSchema.optional(),
    redrives: z.int(),
  })
  .meta({ id: 'Run' });

/** One step of a timeline. */
export const TimelineStepSchema = z
  .object({
    name: z.string(),
    step: z.string().optional(),
    kind: z.enum([
      ...(['do', 'read', 'wait_for', 'approve', 'wait', 'routes', 'experiment', 'choice'] as const),
      ...(['parallel', 'each', 'end', 'fail', 'pass', 'hold', 'redrive'] as const),
    ]),
    action: z.string().optional(),
    enteredAt: TimeSchema,
    leftAt: TimeSchema.optional(),
    input: JsonSchema.optional(),
    output: JsonSchema.optional(),
    route: z.string().optional(),
    saw: JsonSchema.optional(),
    error: ErrorSchema.optional(),
    failed: z.literal(true).optional(),
    tries: z.int(),
    depth: z.int(),
  })
  .meta({ id: 'TimelineStep' });

const RunViewSchema = z
  .object({
    run: RunSchema,
    input: JsonSchema.optional(),
    timeline: z.array(TimelineStepSchema),
    console: z.string().optional().meta({ description: 'Its execution in the AWS console.' }),
  })
  .meta({ id: 'RunView' });

/** An instant that is asked for. */
export const InstantSchema = z.iso.datetime({ offset: true });

const RunQuerySchema = PageQuerySchema.extend({
  workflow: z.string().min(1).optional(),
  status: z.enum(RUN_STATUSES).optional(),
  contact: z.string().min(1).optional().meta({ description: 'Not together with workflow, status, version and arm.' }),
  version: VersionNumberSchema.optional().meta({ description: 'Of a workflow; not together with status.' }),
  arm: z.enum(['control', 'treatment']).optional().meta({ description: 'Of a workflow; not together with status.' }),
  from: InstantSchema.optional().meta({ description: 'Created at or after this moment.' }),
  to: InstantSchema.optional().meta({ description: 'Created before this moment.' }),
});

const params = z.object({ run: z.string().min(1).max(200).meta({ description: 'The run’s id.' }) });

/** Runs. */
export const runRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/runs',
    summary: 'List runs, the newest first',
    query: RunQuerySchema,
    status: 200,
    answer: pageOf(RunSchema),
  }),
  show: defineRoute({
    method: 'GET',
    path: '/runs/{run}',
    summary: 'Show a run step by step',
    params,
    status: 200,
    answer: RunViewSchema,
  }),
  start: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/runs',
    summary: 'Start a run by hand',
    description:
      'Passes over the trigger’s `if` and over whether the workflow is enabled; never over consent, re-entry and overlap: then 409. The `Idempotency-Key` is the trigger’s own: with it, a run is started once.',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({
      data: JsonObjectSchema.meta({ description: 'The data of the trigger’s event.' }),
      contact: z.string().min(1).optional().meta({ description: 'Where the trigger’s event does not name it.' }),
      version: VersionNumberSchema.optional().meta({ description: 'By default the active one.' }),
    }),
    status: 201,
    answer: z
      .object({
        outcome: z.enum(['started', 'duplicate', 'deferred']),
        workflow: z.string(),
        version: z.int(),
        run: z.string(),
        reason: z.string().optional().meta({ description: 'Why it could not start at once; it is tried again.' }),
      })
      .meta({ id: 'StartedRun' }),
    idempotent: true,
  }),
  stop: defineRoute({
    method: 'POST',
    path: '/runs/{run}/stop',
    summary: 'Stop a run for good',
    params,
    body: z.strictObject({ comment: CommentSchema.optional() }),
    status: 200,
    answer: RunSchema,
  }),
  redrive: defineRoute({
    method: 'POST',
    path: '/runs/{run}/redrive',
    summary: 'Take up a run that failed or was stopped',
    description:
      'It goes on at the step that failed or was cut off, with the version and the values it had; what had succeeded is not done again. Within 14 days on AWS; 409 says why a run cannot be.',
    params,
    status: 200,
    answer: RunSchema,
  }),
};
