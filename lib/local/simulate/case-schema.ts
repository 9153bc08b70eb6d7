import { z } from 'zod';
import type { Json } from '../../workflow/json.ts';
import {
  DurationSchema,
  EventNameSchema,
  IdSchema,
  NameSchema,
  TextSchema,
  WorkflowIdSchema,
} from '../../workflow/schema/text-schemas.ts';

const ValueSchema: z.ZodType<Json> = z.json();
const DataSchema = z.record(z.string(), ValueSchema);
const TimeSchema = z.iso
  .datetime({ offset: true, error: 'SB210 This is no time. Write it with Z or an offset: "2026-03-02T09:00:00Z"' })
  .meta({ description: 'a time such as "2026-03-02T09:00:00Z"' });
const AddressSchema = z.string().min(1).meta({ description: 'an e-mail address' });

const RecordsSchema = z.partialRecord(
  z.enum(['conversation', 'lead', 'ticket', 'task', 'appointment', 'inquiry']),
  DataSchema,
);

/** Something that happens while the run is open: exactly one of the kinds, `after` the start or `at` a time. */
const HappeningSchema = z
  .strictObject({
    after: DurationSchema.optional(),
    at: TimeSchema.optional(),
    event: EventNameSchema.optional(),
    data: DataSchema.optional(),
    approve: IdSchema.optional(),
    reject: IdSchema.optional(),
    by: AddressSchema.optional(),
    comment: TextSchema.optional(),
    edited: z.record(z.string(), z.string()).optional(),
    contact: DataSchema.optional(),
    records: RecordsSchema.optional(),
  })
  .check(({ value, issues }) => {
    const kinds = ['event', 'approve', 'reject', 'contact', 'records'].filter((kind) => kind in value);
    const report = (message: string): void => {
      issues.push({ code: 'custom', message: `SB831 ${message}`, input: value });
    };
    if (kinds.length !== 1) report('One of event, approve, reject, contact or records says what happens');
    if ((value.after === undefined) === (value.at === undefined)) report('Either after or at says when it happens');
    const misplaced = (value.data && !value.event ? ['data'] : []).concat(
      value.approve || value.reject ? [] : ['by', 'comment', 'edited'].filter((key) => key in value),
    );
    if (misplaced.length > 0) report(`${misplaced.join(', ')} does not belong to ${kinds[0] ?? 'it'}`);
  });

const MessageExpectationSchema = z.strictObject({
  step: IdSchema.optional(),
  to: TextSchema.optional(),
  subject: TextSchema.optional(),
  /** Each of these stands in the text. */
  text: z.union([TextSchema, z.array(TextSchema)]).optional(),
  html: z.union([TextSchema, z.array(TextSchema)]).optional(),
});

const OutcomeSchema = z.union(
  [
    TextSchema,
    z.strictObject({ failed: TextSchema }),
    z.strictObject({ exited: EventNameSchema }),
    z.strictObject({ not_started: z.enum(['if', 'consent', 'goal']) }),
  ],
  'SB832 An outcome is an id of end:, or { failed: error code }, { exited: goal event } or { not_started: if, consent or goal }',
);

const ExpectationSchema = z.strictObject({
  /** Ids of the steps in the order they were entered; `first_check.no_response` also says which way it went on. */
  path: z.array(TextSchema).optional(),
  outcome: OutcomeSchema.optional(),
  /** All messages to people outside the team, in order. */
  messages: z.array(MessageExpectationSchema).optional(),
  /** By step: fields that the rendered input has. */
  inputs: z.record(IdSchema, DataSchema).optional(),
  /** From the start to the end. */
  lasts: DurationSchema.optional(),
});

/** One trigger and what goes on around it. */
const ScenarioFields = {
  /** When the trigger event happens. */
  now: TimeSchema.optional(),
  /** Where the trigger event's data differs from its type's sample. */
  event: DataSchema.optional(),
  /** The contact's fields. */
  contact: DataSchema.optional(),
  /** Fields of other records; by default they are as the event has them. */
  records: RecordsSchema.optional(),
  /** Paths that are taken out again: `event.lead.amount`, `contact.email`. */
  missing: z.array(TextSchema).optional(),
  timeline: z.array(HappeningSchema).optional(),
  /** By step: what its action gives back, or which way a wait, an approval or an experiment goes. */
  answers: z.record(IdSchema, ValueSchema).optional(),
} as const;

/** A file for `signalbox simulate --case`. */
export const ScenarioSchema = z.strictObject({
  name: NameSchema.optional(),
  ...ScenarioFields,
});

const CaseSchema = z.strictObject({
  name: z.string().min(1).max(200).meta({ description: 'what the case shows' }),
  note: TextSchema.optional(),
  ...ScenarioFields,
  expect: ExpectationSchema,
});

/** A file `<id>.test.yaml`. */
export const TestFileSchema = z.strictObject({
  workflow: WorkflowIdSchema,
  cases: z.array(CaseSchema).min(1).meta({ description: 'a list of cases' }),
});

export type TestFile = z.infer<typeof TestFileSchema>;
export type TestCase = z.infer<typeof CaseSchema>;
export type Expectation = z.infer<typeof ExpectationSchema>;
export type ExpectedMessage = z.infer<typeof MessageExpectationSchema>;
export type ExpectedOutcome = z.infer<typeof OutcomeSchema>;
export type ScenarioInput = z.infer<typeof ScenarioSchema>;
export type Happening = z.infer<typeof HappeningSchema>;
