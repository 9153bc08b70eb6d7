import { z } from 'zod';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { CommentSchema, TimeSchema } from './text-schemas.ts';

const ApprovalSchema = z
  .object({
    id: z.string(),
    runId: z.string(),
    workflow: z.string(),
    step: z.string(),
    name: z.string(),
    question: z.string(),
    show: z.string().optional(),
    edit: z.record(z.string(), z.string()).optional().meta({ description: 'Texts that may be changed.' }),
    by: z.array(z.string()).meta({ description: 'Teams and e-mail addresses that may decide.' }),
    escalateTo: z.array(z.string()).optional(),
    createdAt: TimeSchema,
    timesOutAt: TimeSchema,
    remindAt: TimeSchema.optional(),
    escalateAt: TimeSchema.optional(),
    contact: z.string().optional(),
    status: z.enum(['open', 'deciding', 'decided', 'expired']),
    decision: z
      .object({
        decision: z.enum(['approved', 'rejected']),
        by: z.string(),
        comment: z.string().optional(),
        edited: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    decidedAt: TimeSchema.optional(),
  })
  .meta({ id: 'Approval' });

const params = z.object({ approval: z.string().min(1).max(200).meta({ description: 'The approval’s id.' }) });

/** Questions to people. */
export const approvalRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/approvals',
    summary: 'List approvals, the newest first',
    query: PageQuerySchema.extend({ status: ApprovalSchema.shape.status.optional() }),
    status: 200,
    answer: pageOf(ApprovalSchema),
  }),
  show: defineRoute({
    method: 'GET',
    path: '/approvals/{approval}',
    summary: 'Show an approval',
    params,
    status: 200,
    answer: ApprovalSchema,
  }),
  decide: defineRoute({
    method: 'POST',
    path: '/approvals/{approval}/decision',
    summary: 'Approve or reject',
    description:
      'Once, in time, and by one of those who are asked: the caller decides in its own name. 403 for others, 409 when it was decided before, 410 when it is too late.',
    params,
    body: z.strictObject({
      decision: z.enum(['approved', 'rejected']),
      comment: CommentSchema.optional(),
      edited: z.record(z.string(), z.string().max(100_000)).optional(),
    }),
    status: 200,
    answer: ApprovalSchema,
  }),
};
