import { z } from 'zod';
import { IssueSchema } from './problem-schema.ts';
import { defineRoute } from './route.ts';
import { TimeSchema, WhySchema, WorkflowIdSchema } from './text-schemas.ts';

/** A definition's text: two orders more than any that people write. */
export const TextSchema = z.string().min(1).max(1_000_000).meta({ description: 'YAML or JSON.' });

/** A draft. */
export const DraftSchema = z
  .object({
    workflow: z.string(),
    text: z.string(),
    revision: z.int().meta({ description: 'Sent as ETag, too.' }),
    basedOn: z.int().optional().meta({ description: 'The version that it began as a copy of.' }),
    savedAt: TimeSchema,
    savedBy: z.string(),
    issues: z
      .array(IssueSchema)
      .meta({ description: 'All that is to be said about the text; with errors it cannot be published.' }),
  })
  .meta({ id: 'Draft' });

const params = z.object({ workflow: WorkflowIdSchema });
const PointerSchema = z.string().max(1000).meta({ description: 'RFC 6901 pointer to the step.', example: '/steps/1' });
const PlaceSchema = z.strictObject({
  list: z.string().max(1000).meta({ description: 'RFC 6901 pointer to the list.', example: '/steps' }),
  index: z.int().min(0).max(10_000),
});
const StepSchema = z
  .string()
  .min(1)
  .max(100_000)
  .meta({ description: 'One step, as YAML or JSON, without a dash before it.' });

const StepEditSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('insert'), place: PlaceSchema, step: StepSchema }),
    z.strictObject({ kind: z.literal('replace'), pointer: PointerSchema, step: StepSchema }),
    z.strictObject({ kind: z.literal('remove'), pointer: PointerSchema }),
    z.strictObject({ kind: z.literal('move'), pointer: PointerSchema, to: PlaceSchema }),
  ])
  .meta({ id: 'StepEdit' });

/** The texts that people work on. */
export const draftRoutes = {
  show: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/draft',
    summary: 'Show a draft with all that is wrong with it',
    params,
    status: 200,
    answer: DraftSchema,
    etag: true,
  }),
  save: defineRoute({
    method: 'PUT',
    path: '/workflows/{workflow}/draft',
    summary: 'Save a draft',
    description: 'It may have errors, and runs nothing. `If-None-Match: *` for the first one.',
    params,
    body: z.strictObject({
      text: TextSchema,
      basedOn: z.int().min(1).optional().meta({ description: 'The version that a new draft begins as a copy of.' }),
      why: WhySchema,
    }),
    status: 200,
    answer: DraftSchema,
    etag: true,
    ifMatch: true,
  }),
  edit: defineRoute({
    method: 'POST',
    path: '/workflows/{workflow}/draft/edits',
    summary: 'Change one step of a draft; all other bytes of its text stay, comments included',
    params,
    body: z.strictObject({ edit: StepEditSchema, why: WhySchema }),
    status: 200,
    answer: DraftSchema,
    etag: true,
    ifMatch: true,
  }),
  discard: defineRoute({
    method: 'DELETE',
    path: '/workflows/{workflow}/draft',
    summary: 'Throw a draft away',
    params,
    status: 204,
    ifMatch: true,
  }),
};
