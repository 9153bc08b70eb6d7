import { z } from 'zod';
import { TextSchema, WorkflowIdSchema } from '../schema/text-schemas.ts';

/** The format that this version writes and reads. A change that older readers would misread needs a new number. */
export const BUNDLE_FORMAT = 1;

/** Larger than any definition that can be deployed. */
export const MAX_BUNDLE_BYTES = 1_048_576;

const NamesSchema = z.array(z.string().min(1).max(200)).max(1_000);

/** Only what a reader needs to tell whether it can read the rest. */
export const BundleHeadSchema = z.looseObject({ format: z.number() });

/** A workflow as it goes from one account to another: `<id>.bundle.json`. */
export const BundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  workflow: WorkflowIdSchema,
  /** Its title, for whoever looks at the file. */
  name: TextSchema,
  /** What was said when its version was published. */
  description: z.string(),
  /** The text as it was written, comments included. */
  definition: TextSchema,
  /** What the target has to have; what the built-in catalogue has is left out, but for actions. */
  needs: z.strictObject({
    events: NamesSchema,
    contact_fields: NamesSchema,
    segments: NamesSchema,
    consents: NamesSchema,
    teams: NamesSchema,
    calendars: NamesSchema,
    secrets: NamesSchema,
    messages: NamesSchema,
    /** By action, the version of the contract it is called with. */
    actions: z.record(z.string().min(1).max(200), z.int().min(1)),
  }),
});

/** See {@link BundleSchema}. */
export type Bundle = z.infer<typeof BundleSchema>;
