import { z } from 'zod';
import { JsonSchema } from './json-schema.ts';
import { GuardrailSchema, LiveSchema } from './live.ts';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { IssueSchema } from './problem-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, VersionNumberSchema, WhySchema, WorkflowIdSchema } from './text-schemas.ts';

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

const DescriptionSchema = z.string().max(2000);

/** Which text of a workflow. */
export const TextChoiceSchema = z
  .union([z.literal('draft'), VersionNumberSchema])
  .meta({ description: 'A version’s number, or `draft`.' });

const ChangesSchema = z.array(
  z.object({ pointer: z.string(), before: JsonSchema.optional(), after: JsonSchema.optional() }),
);
const PositionSchema = z.object({ list: z.string(), behind: z.string().optional() });
const step = { step: z.string(), name: z.string() };

/** What differs between two texts. */
export const ComparisonSchema = z
  .object({
    workflow: z.string(),
    from: z.union([z.literal('draft'), z.int()]),
    to: z.union([z.literal('draft'), z.int()]),
    settings: ChangesSchema.meta({ description: 'Of everything but the steps.' }),
    steps: z.array(
      z.discriminatedUnion('kind', [
        z.object({ ...step, kind: z.literal('added'), at: PositionSchema, after: JsonSchema }),
        z.object({ ...step, kind: z.literal('removed'), at: PositionSchema, before: JsonSchema }),
        z.object({ ...step, kind: z.literal('moved'), from: PositionSchema, to: PositionSchema }),
        z.object({ ...step, kind: z.literal('changed'), changes: ChangesSchema }),
      ]),
    ),
    lines: z
      .array(z.string())
      .meta({ description: 'The same for people; empty where only comments or layout differ.' }),
  })
  .meta({ id: 'Comparison' });

/** Which version. */
const versionParams = z.object({ workflow: WorkflowIdSchema, version: VersionNumberSchema });

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
  publish: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/versions',
    summary: 'Publish the draft as an immutable version',
    description:
      'The draft is checked again and removed. Nothing runs differently unless `activate` asks for it: `true`, or a share of new runs. A text that was published before keeps its number.',
    params: z.object({ workflow: WorkflowIdSchema }),
    body: z.strictObject({
      description: DescriptionSchema.optional(),
      activate: z
        .union([
          z.boolean(),
          z.strictObject({ rollout: z.int().min(0).max(100), guardrail: GuardrailSchema.optional() }),
        ])
        .default(false),
      why: WhySchema,
    }),
    status: 201,
    answer: z
      .object({
        version: VersionSchema,
        created: z.boolean().meta({ description: 'Whether there is a new number.' }),
        warnings: z.array(IssueSchema),
        live: LiveSchema,
        actions: z.array(z.string()).meta({ description: 'What was done to what runs.' }),
      })
      .meta({ id: 'Publication' }),
    ifMatch: true,
    idempotent: true,
  }),
  describe: defineRoute({
    method: 'PATCH',
    path: '/workflows/{workflow}/versions/{version}',
    summary: 'Say in other words what a version is about',
    params: versionParams,
    body: z.strictObject({ description: DescriptionSchema, why: WhySchema }),
    status: 200,
    answer: VersionSchema,
  }),
  compare: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/compare',
    summary: 'Compare two versions, or a version and the draft, step by step',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: z.object({ from: TextChoiceSchema, to: TextChoiceSchema }),
    status: 200,
    answer: ComparisonSchema,
  }),
};
