import { z } from 'zod';
import type { TimelineKind } from '../engine/timeline.ts';

/** What the engine's HTTP API answers, as far as commands show it; `--json` shows all of it. */

const CountsSchema = z.looseObject({
  started: z.number(),
  open: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  exited: z.number(),
  stopped: z.number(),
  lastRunAt: z.string().optional(),
});

const TriggerSchema = z.looseObject({
  kind: z.string(),
  event: z.string().optional(),
  expression: z.string().optional(),
});

const WorkflowSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  activeVersion: z.number().optional(),
  trigger: TriggerSchema.optional(),
  counts: CountsSchema,
});

export type WorkflowItem = z.infer<typeof WorkflowSchema>;

export const WorkflowListSchema = z.looseObject({ items: z.array(WorkflowSchema) });

export const WorkflowViewSchema = WorkflowSchema.extend({
  source: z.string(),
  versions: z.array(
    z.looseObject({
      version: z.number(),
      author: z.string(),
      publishedAt: z.string(),
      description: z.string(),
      hash: z.string(),
    }),
  ),
});

export const RunSchema = z.looseObject({
  id: z.string(),
  workflow: z.string(),
  version: z.number(),
  status: z.string(),
  contact: z.string().optional(),
  trigger: z.looseObject({ event: z.string(), eventId: z.string(), at: z.string() }),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  outcome: z.string().optional(),
  error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  stop: z.looseObject({ kind: z.string(), by: z.string() }).optional(),
});

export type RunItem = z.infer<typeof RunSchema>;

export const RunListSchema = z.looseObject({ items: z.array(RunSchema), next: z.string().optional() });

const KINDS = [
  ...(['do', 'read', 'wait_for', 'approve', 'wait', 'routes', 'experiment', 'choice'] as const),
  ...(['parallel', 'each', 'end', 'fail', 'pass'] as const),
] satisfies readonly TimelineKind[];

const TimelineStepSchema = z.object({
  name: z.string(),
  step: z.string().exactOptional(),
  kind: z.enum(KINDS),
  action: z.string().exactOptional(),
  enteredAt: z.string(),
  leftAt: z.string().exactOptional(),
  input: z.json().exactOptional(),
  output: z.json().exactOptional(),
  route: z.string().exactOptional(),
  saw: z.json().exactOptional(),
  error: z.object({ code: z.string(), message: z.string() }).exactOptional(),
  failed: z.literal(true).exactOptional(),
  tries: z.number(),
  depth: z.number(),
});

export const RunViewSchema = z.looseObject({ run: RunSchema, timeline: z.array(TimelineStepSchema) });

const ApprovalSchema = z.looseObject({
  id: z.string(),
  runId: z.string(),
  workflow: z.string(),
  name: z.string(),
  question: z.string(),
  show: z.string().optional(),
  by: z.array(z.string()),
  createdAt: z.string(),
  timesOutAt: z.string(),
  status: z.string(),
  decision: z.looseObject({ decision: z.string(), by: z.string() }).optional(),
});

export const ApprovalListSchema = z.looseObject({ items: z.array(ApprovalSchema), next: z.string().optional() });
export const DecidedSchema = ApprovalSchema;

const EmailSchema = z.looseObject({
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  key: z.string(),
});

const OutboxMessageSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('email'), id: z.string(), at: z.string(), email: EmailSchema }),
  z.looseObject({
    kind: z.literal('http'),
    id: z.string(),
    at: z.string(),
    request: z.looseObject({ method: z.string(), url: z.string(), body: z.string().optional() }),
  }),
]);

export type OutboxItem = z.infer<typeof OutboxMessageSchema>;

export const OutboxListSchema = z.looseObject({ items: z.array(OutboxMessageSchema) });

const DeadLetterSchema = z.looseObject({
  id: z.number(),
  topic: z.string(),
  attempts: z.number(),
  reason: z.string(),
  diedAt: z.number(),
});

export const DeadLetterListSchema = z.looseObject({ items: z.array(DeadLetterSchema) });
export const RedrivenSchema = z.looseObject({ redriven: z.number() });
export const AcceptedSchema = z.looseObject({ ids: z.array(z.string()) });

/** An RFC 9457 problem, as the engine answers every error. */
export const ProblemSchema = z.looseObject({
  code: z.string(),
  detail: z.string(),
  resolution: z.string().optional(),
});
