import { z } from 'zod';
import { JsonObjectSchema } from './json-schema.ts';
import { defineRoute } from './route.ts';

const ContactViewSchema = z
  .object({
    id: z.string(),
    record: JsonObjectSchema.optional().meta({
      description: 'Its fields, as events and actions left them; absent where no event brought its record.',
    }),
    openRuns: z.array(z.object({ run: z.string(), workflow: z.string(), version: z.int() })),
    awaits: z
      .array(z.object({ run: z.string(), step: z.string(), event: z.string() }))
      .meta({ description: 'Events that its runs wait for.' }),
  })
  .meta({ id: 'Contact' });

/** Contacts. */
export const contactRoutes = {
  show: defineRoute({
    method: 'GET',
    path: '/contacts/{contact}',
    summary: 'Show a contact, its open runs and what they wait for',
    description:
      'Contacts come with events that carry them (contact.created …). All runs of one: `GET /runs?contact=`.',
    params: z.object({ contact: z.string().min(1).max(200) }),
    status: 200,
    answer: ContactViewSchema,
  }),
};
