import { z } from 'zod';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, VersionNumberSchema, WorkflowIdSchema } from './text-schemas.ts';

/** What starts runs. */
export const TriggerSchema = z
  .object({
    kind: z.enum(['event', 'schedule', 'date']),
    event: z.string().optional().meta({ description: 'Of kind `event`: its name in the catalogue.' }),
    expression: z.string().optional().meta({ description: 'Of kind `schedule`.' }),
  })
  .meta({ id: 'Trigger' });

/** What a run may cost. */
export const EstimateSchema = z
  .object({
    transitions: z.object({ least: z.int(), most: z.int() }),
    historyEvents: z.object({ most: z.int() }),
    lambdaCalls: z.object({ most: z.int() }),
    dollarsPerMillionRuns: z.number(),
    longestSeconds: z.number(),
  })
  .meta({ id: 'Estimate', description: 'Bounds for one run, over the longest path.' });

/** A version in a list. */
export const VersionSchema = z
  .object({
    workflow: z.string(),
    version: z.int(),
    hash: z.string(),
    description: z.string(),
    author: z.string(),
    publishedAt: TimeSchema,
    origin: z.enum(['file', 'api']),
  })
  .meta({ id: 'Version' });

const VersionViewSchema = VersionSchema.extend({
  name: z.string(),
  trigger: TriggerSchema,
  estimate: EstimateSchema,
  source: z.string().meta({ description: 'The definition, as it was written.' }),
}).meta({ id: 'VersionView' });

/** Which version. */
export const versionParams = z.object({ workflow: WorkflowIdSchema, version: VersionNumberSchema });

/** Published versions. */
export const versionRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/versions',
    summary: 'List a workflow’s versions, the newest first',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: PageQuerySchema,
    status: 200,
    answer: pageOf(VersionSchema),
  }),
  show: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/versions/{version}',
    summary: 'Show a version with its text',
    params: versionParams,
    status: 200,
    answer: VersionViewSchema,
  }),
};
