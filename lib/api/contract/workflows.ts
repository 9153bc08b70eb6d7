import { z } from 'zod';
import { DraftSchema, TextSchema } from './drafts.ts';
import { LiveSchema } from './live.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, VersionNumberSchema, WhySchema, WorkflowIdSchema } from './text-schemas.ts';
import { EstimateSchema, TriggerSchema, VersionSchema } from './versions.ts';

/** Exact numbers of a workflow's runs. */
export const CountsSchema = z
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
    trigger: TriggerSchema.optional().meta({ description: 'Of the active version, or of the one shown.' }),
    counts: CountsSchema,
  })
  .meta({ id: 'Workflow' });

const WorkflowViewSchema = WorkflowSchema.extend({
  version: z.int().optional().meta({
    description:
      'The version shown: the one asked for, or the active one, or the newest; absent: there is a draft alone.',
  }),
  estimate: EstimateSchema.optional(),
  source: z.string().optional().meta({ description: 'The shown version’s text, as it was written.' }),
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
  create: defineRoute({
    method: 'POST',
    path: '/workflows',
    summary: 'Begin a workflow with a draft',
    description: 'The text says its id (`workflow:`). It may have errors, and runs nothing.',
    body: z.strictObject({ text: TextSchema, why: WhySchema }),
    status: 201,
    answer: DraftSchema,
    etag: true,
    idempotent: true,
  }),
  duplicate: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/duplicate',
    summary: 'Begin a workflow with a copy of another one, as a draft',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({
      to: WorkflowIdSchema.meta({ description: 'The copy’s id.' }),
      name: z.string().min(1).max(200).optional().meta({ description: 'The copy’s name; left out: the same.' }),
      from: z
        .union([z.literal('draft'), z.int().min(1)])
        .optional()
        .meta({ description: 'By default the active version, else the newest, else the draft.' }),
      why: WhySchema,
    }),
    status: 201,
    answer: DraftSchema,
    etag: true,
    idempotent: true,
  }),
  archive: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/archive',
    summary: 'Disable a workflow and put it out of the way',
    description: 'Everything is kept, and runs in flight finish. Enabling it takes it back.',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({ why: WhySchema }),
    status: 200,
    answer: LiveSchema,
    etag: true,
    ifMatch: true,
  }),
  prune: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/prune',
    summary: 'Give up the state machines of versions that no run uses',
    description: 'The versions stay, with their texts: activating one publishes its machine again.',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({
      keep: z.int().min(0).optional().meta({ description: 'No more are given up than needed for so many to stay.' }),
      dryRun: z.boolean().optional().meta({ description: 'Only say what would be done.' }),
      why: WhySchema,
    }),
    status: 200,
    answer: z
      .object({
        retired: z.array(z.int()),
        kept: z.array(
          z.object({
            version: z.int(),
            reason: z.enum(['active', 'staged', 'newest', 'open', 'redrivable', 'shared', 'spare']),
          }),
        ),
      })
      .meta({ id: 'Pruning' }),
  }),
};
