import { z } from 'zod';
import { DraftSchema } from './drafts.ts';
import { JsonSchema } from './json-schema.ts';
import { defineRoute } from './route.ts';
import { WhySchema, WorkflowIdSchema } from './text-schemas.ts';

const NeedSchema = z
  .object({
    kind: z.string().meta({ description: 'As in catalogue.yaml: `teams`, `secrets` …; or `messages`, `actions`.' }),
    name: z.string(),
    has: z.boolean().meta({ description: 'Whether this deployment has it.' }),
    question: z.string().optional().meta({ description: 'The question whose answer takes its place.' }),
  })
  .meta({ id: 'TemplateNeed' });

const head = {
  id: z.string(),
  name: z.string(),
  note: z.string().meta({ description: 'What it is good for.' }),
  category: z.string(),
  awaits: z.string().optional().meta({ description: 'What is not there yet, and what to do until then.' }),
};
const ready = z.boolean().meta({ description: 'This deployment has all that no answer can take the place of.' });

const QuestionSchema = z
  .object({
    id: z.string(),
    ask: z.string(),
    type: z.string(),
    choices: z.array(z.string()).optional(),
    required: z.boolean(),
    standing: JsonSchema.optional().meta({ description: 'What the definition has there: the default.' }),
    at: z.array(z.string()).meta({ description: 'JSON pointers into the definition.' }),
  })
  .meta({ id: 'TemplateQuestion' });

/** A template’s id, as its file has it. */
const TemplateIdSchema = z.string().min(1).max(100).meta({ description: 'The template’s id.', example: 'vip-routing' });
const params = z.object({ template: TemplateIdSchema });
const AnswerSchema = z.union([z.string().max(10_000), z.number(), z.array(z.string().max(10_000)).max(1000)]);

/** The library: workflows to begin with. */
export const templateRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/templates',
    summary: 'List the templates of workflows',
    status: 200,
    answer: z.object({
      items: z.array(
        z.object({ ...head, questions: z.int(), ready, missing: z.array(NeedSchema) }).meta({ id: 'Template' }),
      ),
    }),
  }),
  show: defineRoute({
    method: 'GET',
    path: '/templates/{template}',
    summary: 'Preview a template: its definition, what it asks and needs, its cases',
    params,
    status: 200,
    answer: z
      .object({
        ...head,
        questions: z.array(QuestionSchema),
        needs: z.array(NeedSchema).meta({ description: 'What not every deployment has.' }),
        ready,
        source: z.string().meta({ description: 'The definition, with its comments.' }),
        cases: z.array(z.string()).meta({ description: 'Names of its cases, which say what it does.' }),
      })
      .meta({ id: 'TemplateView' }),
  }),
  use: defineRoute({
    method: 'POST',
    path: '/templates/{template}/use',
    summary: 'Begin a workflow with a template, as a draft',
    description:
      'Everything that is wrong with the answers, or missing here, is told at once; then nothing is changed.',
    params,
    body: z.strictObject({
      workflow: WorkflowIdSchema.meta({ description: 'The new workflow’s id.' }),
      name: z.string().min(1).max(200).optional().meta({ description: 'Its name; left out: the id in words.' }),
      answers: z.record(z.string().max(100), AnswerSchema).optional().meta({ description: 'By id of the question.' }),
      why: WhySchema,
    }),
    status: 201,
    answer: DraftSchema,
    etag: true,
    idempotent: true,
  }),
};
