import { z } from 'zod';
import { LiveSchema } from './live.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, VersionNumberSchema, WorkflowIdSchema } from './text-schemas.ts';
import { EstimateSchema, TriggerSchema, VersionSchema } from './versions.ts';

const CountsSchema = z
  .object({
    started: z.int(),
    open: z.int(),
    waiting: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    stopped: z.int(),
    exited: z.int(),
    converted: z.int(),
    skipped: z.int(),
    lastRunAt: TimeSchema.optional(),
  })
  .meta({ id: 'RunCounts', description: 'Exact numbers of runs.' });

const WorkflowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    origin: z
      .enum(['file', 'api'])
      .meta({ description: 'A file’s workflow is operated here, and edited in its file.' }),
    enabled: z.boolean(),
    archived: z.boolean(),
    activeVersion: z.int().optional().meta({ description: 'Absent: none was activated yet.' }),
    rollout: LiveSchema.shape.rollout,
    trigger: TriggerSchema.optional().meta({ description: 'Of the active version.' }),
    counts: CountsSchema,
  })
  .meta({ id: 'Workflow' });

const WorkflowViewSchema = WorkflowSchema.extend({
  version: z.int().meta({ description: 'The version shown: the one asked for, or the active one, or the newest.' }),
  estimate: EstimateSchema,
  source: z.string().meta({ description: 'The shown version’s text, as it was written.' }),
  versions: z.array(VersionSchema).meta({ description: 'The last 20, newest first.' }),
}).meta({ id: 'WorkflowView' });

/** Workflows. */
export const workflowRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/workflows',
    summary: 'List workflows with the numbers of their runs',
    status: 200,
    answer: z.object({ items: z.array(WorkflowSchema) }),
  }),
  show: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}',
    summary: 'Show a workflow, its versions and the numbers of its runs',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: z.object({ version: VersionNumberSchema.optional() }),
    status: 200,
    answer: WorkflowViewSchema,
  }),
};
