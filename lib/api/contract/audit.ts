import { z } from 'zod';
import { JsonSchema } from './json-schema.ts';
import { PageQuerySchema, pageOf } from './page-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, WorkflowIdSchema } from './text-schemas.ts';

const AuditEntrySchema = z
  .object({
    id: z.string(),
    workflow: z.string(),
    at: TimeSchema,
    by: z.string(),
    action: z.string().meta({ description: 'workflow.activated, rollout.staged, draft.saved …' }),
    from: JsonSchema.optional(),
    to: JsonSchema.optional(),
    why: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });

/** Who did what to workflows, and why. */
export const auditRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/audit',
    summary: 'List what was done to workflows, the newest first',
    query: PageQuerySchema,
    status: 200,
    answer: pageOf(AuditEntrySchema),
  }),
  listOfWorkflow: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/audit',
    summary: 'List what was done to a workflow, the newest first',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: PageQuerySchema,
    status: 200,
    answer: pageOf(AuditEntrySchema),
  }),
};
