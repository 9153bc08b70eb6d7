import { z } from 'zod';
import { DraftSchema } from './drafts.ts';
import { defineRoute } from './route.ts';
import { WhySchema, WorkflowIdSchema } from './text-schemas.ts';
import { TextChoiceSchema } from './versions.ts';

const NamesSchema = z.array(z.string());

const BundleSchema = z
  .object({
    format: z.int(),
    workflow: z.string(),
    name: z.string(),
    description: z.string(),
    needs: z
      .object({
        events: NamesSchema,
        contact_fields: NamesSchema,
        segments: NamesSchema,
        consents: NamesSchema,
        teams: NamesSchema,
        calendars: NamesSchema,
        secrets: NamesSchema.meta({ description: 'Names, never values.' }),
        messages: NamesSchema,
        actions: z.record(z.string(), z.int()).meta({ description: 'With the version of their contract.' }),
      })
      .meta({ description: 'What the target has to have.' }),
    definition: z.string().meta({ description: 'The text as it was written, comments included.' }),
  })
  .meta({ id: 'Bundle', description: 'A workflow as it goes from one deployment to another.' });

/** A little more than the readers take, so that they say it in their words. */
const SourceSchema = z.string().min(1).max(1_200_000);

const target = {
  workflow: WorkflowIdSchema.optional().meta({ description: 'Another id than its own.' }),
  draftRevision: z.int().min(0).optional().meta({
    description:
      'Left out: a new workflow begins. Else it becomes the draft of the workflow that is there, of whose draft this revision was seen; 0: it has none.',
  }),
  why: WhySchema,
};

/** Workflows from and for elsewhere. */
export const exchangeRoutes = {
  export: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/export',
    summary: 'Export a workflow as a bundle that another deployment can import',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: z.object({
      version: TextChoiceSchema.optional().meta({
        description: 'A version’s number, or `draft`; by default the active version, else the newest, else the draft.',
      }),
    }),
    status: 200,
    answer: BundleSchema,
  }),
  importBundle: defineRoute({
    method: 'POST',
    path: '/imports/bundle',
    summary: 'Import a bundle, as a draft',
    description: 'All of it is checked first: what is wrong or missing here is told at once, and nothing is changed.',
    body: z.strictObject({ bundle: SourceSchema.meta({ description: 'The text of a bundle.' }), ...target }),
    status: 201,
    answer: DraftSchema,
    etag: true,
    idempotent: true,
  }),
  importPinpoint: defineRoute({
    method: 'POST',
    path: '/imports/pinpoint',
    summary: 'Import an Amazon Pinpoint journey, as a draft with a list of what is left to be done by hand',
    body: z.strictObject({
      journey: SourceSchema.meta({ description: 'The JSON text that GetJourney answers.' }),
      ...target,
    }),
    status: 201,
    answer: DraftSchema.extend({
      leftovers: z.array(
        z.object({
          place: z.string().meta({ description: 'Where in the journey.' }),
          what: z.string(),
          todo: z.string().meta({ description: 'What to do by hand.' }),
        }),
      ),
    }).meta({ id: 'ImportedJourney' }),
    etag: true,
    idempotent: true,
  }),
};
