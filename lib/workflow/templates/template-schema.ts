import { z } from 'zod';
import { refuse, repeatedId } from '../schema/step-rules.ts';
import { IdSchema, NameSchema, TextSchema, WorkflowIdSchema } from '../schema/text-schemas.ts';

/** What a team does with it: the library is listed by these. */
const TEMPLATE_CATEGORIES = ['sales', 'marketing', 'support', 'risk', 'customers'] as const;

/** What answers can be: plain values, and names of the team's own catalogue. */
const QUESTION_TYPES = [
  'text',
  'texts',
  'number',
  'percent',
  'duration',
  'clock',
  'zone',
  'url',
  'choice',
  'event',
  'segment',
  'consent',
  'team',
  'calendar',
  'message',
  'secret',
] as const;

const PointerSchema = z.string().regex(/^(\/([^~/]|~[01])+)+$/, {
  error: (issue) =>
    `SB552 ${JSON.stringify(issue.input)} is no place in a definition. Write a JSON pointer such as /steps/0/wait`,
});

const QuestionSchema = z
  .strictObject({
    id: IdSchema,
    /** The question, as people are asked it. */
    ask: TextSchema,
    type: z.enum(QUESTION_TYPES),
    choices: z.array(TextSchema).min(2).exactOptional(),
    /** Without it, the value that the definition has is the default. */
    required: z.boolean().exactOptional(),
    /** Where in the definition the answer stands. */
    at: z.array(PointerSchema).min(1),
  })
  .check(
    refuse(({ type, choices }) =>
      (type === 'choice') === (choices !== undefined)
        ? undefined
        : 'SB217 "choices" belongs to the type choice, and that type needs it',
    ),
  );

/** A file `<id>.template.yaml`, beside the definition and the cases of the same id. */
export const TemplateFileSchema = z.strictObject({
  template: WorkflowIdSchema,
  name: NameSchema,
  /** What it is good for. */
  note: TextSchema,
  category: z.enum(TEMPLATE_CATEGORIES),
  /** What it waits for before it runs by itself. */
  awaits: TextSchema.exactOptional(),
  questions: z.array(QuestionSchema).check(refuse(repeatedId)),
});

/** A template's file as it says it. */
export type TemplateFile = z.infer<typeof TemplateFileSchema>;
/** A question as the file asks it. */
export type QuestionFile = z.infer<typeof QuestionSchema>;
/** What an answer is. */
export type QuestionType = (typeof QUESTION_TYPES)[number];
