import { z } from 'zod';
import { TextSchema } from './drafts.ts';
import { JsonObjectSchema } from './json-schema.ts';
import { IssueSchema } from './problem-schema.ts';
import { defineRoute } from './route.ts';
import { ErrorSchema, InstantSchema, TimelineStepSchema } from './runs.ts';
import { TimeSchema, WorkflowIdSchema } from './text-schemas.ts';
import { ComparisonSchema, EstimateSchema, TextChoiceSchema } from './versions.ts';

const params = z.object({ workflow: WorkflowIdSchema });

/** Which text is tried. */
const tried = {
  text: TextSchema.optional().meta({ description: 'A text that is not saved, YAML or JSON.' }),
  version: TextChoiceSchema.optional().meta({ description: 'By default the draft.' }),
};
const TriedSchema = z.union([z.enum(['draft', 'text']), z.int()]);

const EffectSchema = z.object({
  at: TimeSchema,
  step: z.string(),
  action: z.string().optional().meta({ description: 'Absent for an approval.' }),
  input: JsonObjectSchema.optional(),
  skipped: z.literal('consent').optional(),
  answered: z.boolean().meta({ description: 'Whether the answer was given, not computed.' }),
  messages: z.array(
    z.object({
      internal: z.boolean().meta({ description: 'To the team, not to a contact.' }),
      from: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      html: z.string().optional(),
    }),
  ),
  requests: z.array(z.object({ method: z.string(), url: z.string(), body: z.string().optional() })),
});

const EndSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded'), outcome: z.string() }),
  z.object({ status: z.literal('failed'), error: ErrorSchema }),
  z.object({ status: z.literal('exited'), event: z.string() }),
  z.object({
    status: z.literal('not_started'),
    reason: z.string(),
    detail: z.string(),
    saw: JsonObjectSchema.optional().meta({ description: 'What the trigger’s `if` saw, by path.' }),
  }),
]);

/** What would happen. */
const PreviewSchema = z
  .object({
    workflow: z.string(),
    version: TriedSchema,
    end: EndSchema,
    startedAt: TimeSchema,
    endedAt: TimeSchema.meta({ description: 'On virtual time.' }),
    timeline: z.array(TimelineStepSchema),
    path: z.array(z.string()).meta({ description: 'Steps, each with its way: `check.no_response`.' }),
    effects: z.array(EffectSchema).meta({ description: 'What actions were given, and what they would have sent.' }),
    notes: z.array(z.string()),
    warnings: z.array(IssueSchema),
  })
  .meta({ id: 'Preview' });

const examples = { count: z.int(), runs: z.array(z.string()).meta({ description: 'The first few.' }) };
const ReasonSchema = z.object({ reason: z.string(), ...examples });

/** What a backtest found. */
const BacktestSchema = z
  .object({
    workflow: z.string(),
    version: TriedSchema,
    looked: z.int(),
    compared: z.int(),
    same: z.int(),
    different: z.int(),
    differences: z.array(
      z.object({
        kind: z.enum(['start', 'route', 'action', 'input', 'end']),
        step: z.string().optional(),
        was: z.string(),
        would: z.string(),
        ...examples,
      }),
    ),
    unknown: z.array(ReasonSchema).meta({ description: 'Steps that asked what is not on record.' }),
    notCompared: z.array(ReasonSchema),
    assumed: z.array(ReasonSchema),
    skipped: z.array(
      z.object({
        reason: z.enum(['consent', 'reentry', 'overlap', 'goal', 'loop', 'replay']),
        count: z.int(),
        would: z.enum(['skip', 'perhaps_start']),
        why: z.string(),
      }),
    ),
    next: z.string().optional().meta({ description: 'Where to go on; absent when all were looked at.' }),
  })
  .meta({ id: 'Backtest' });

const CostSchema = z.object({
  parts: z.array(
    z.object({
      what: z.enum(['transitions', 'lambda_requests', 'lambda_time', 'writes']),
      most: z.number(),
      unit: z.string(),
      dollarsPerMillion: z.number(),
      dollarsPerMillionRuns: z.number(),
      arithmetic: z.string(),
    }),
  ),
  dollarsPerMillionRuns: z.number(),
  assumes: z.array(z.string()),
});

/** What to know before publication. */
const ReviewSchema = z
  .object({
    workflow: z.string(),
    text: z.union([z.literal('draft'), z.int()]),
    publishable: z.boolean(),
    issues: z.array(IssueSchema),
    estimate: EstimateSchema.optional(),
    cost: CostSchema.optional().meta({ description: 'What a run costs at most, part by part.' }),
    history: z.object({ most: z.int(), bound: z.int() }).optional(),
    loop: z.array(z.string()).optional().meta({ description: 'Workflows that may start each other.' }),
    changes: ComparisonSchema.omit({ workflow: true, from: true, to: true })
      .extend({ from: z.int() })
      .optional()
      .meta({ description: 'Against the active version.' }),
  })
  .meta({ id: 'DraftReview' });

/** What is tried before it is live. */
export const trialRoutes = {
  review: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/draft/review',
    summary: 'Say what a draft would cost, whether it closes a loop, and what it changes',
    params,
    query: z.object({ version: TextChoiceSchema.optional().meta({ description: 'A version instead of the draft.' }) }),
    status: 200,
    answer: ReviewSchema,
  }),
  preview: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/preview',
    summary: 'Play a draft, a version or a text with a sample contact and event',
    description: 'On virtual time, with every message rendered. Nothing is sent and nothing is stored.',
    params,
    body: z.strictObject({
      ...tried,
      contact: z
        .union([z.string().min(1), JsonObjectSchema])
        .optional()
        .meta({ description: 'The id of a stored contact, or a contact’s fields.' }),
      event: JsonObjectSchema.optional().meta({ description: 'Where the event’s data differs from its sample.' }),
      now: InstantSchema.optional(),
      records: JsonObjectSchema.optional().meta({ description: 'Fields of other records, by name.' }),
      missing: z.array(z.string()).max(100).optional().meta({ description: 'Paths that are taken out.' }),
      timeline: z.array(JsonObjectSchema).max(1000).optional().meta({ description: 'What happens besides.' }),
      answers: JsonObjectSchema.optional().meta({
        description:
          'By step: an action’s output or error, `received`, `timed_out`, `approved`, `rejected`, a variant.',
      }),
    }),
    status: 200,
    answer: PreviewSchema,
  }),
  backtest: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/backtest',
    summary: 'Play past runs through a draft, a version or a text, and compare',
    description:
      'The newest runs first. An answer covers what could be done in time; `next` says where to go on, and the reports add up.',
    params,
    body: z.strictObject({
      ...tried,
      from: InstantSchema.optional(),
      to: InstantSchema.optional(),
      most: z.int().min(1).max(100).optional().meta({ description: 'Runs in this answer; 20 by default.' }),
      cursor: z.string().max(200).optional(),
    }),
    status: 200,
    answer: BacktestSchema,
  }),
};
