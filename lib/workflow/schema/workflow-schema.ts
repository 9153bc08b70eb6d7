import { z } from 'zod';
import { chooseByKey } from './choice.ts';
import { IfSchema } from './condition-schema.ts';
import { offsetProblem, refuse } from './step-rules.ts';
import { SomeStepsSchema } from './step-schema.ts';
import {
  CapSchema,
  ClockSchema,
  DurationSchema,
  EventNameSchema,
  PathSchema,
  QuietHoursSchema,
  ScheduleSchema,
  SegmentSchema,
  TextSchema,
  WorkflowIdSchema,
  ZoneSchema,
} from './text-schemas.ts';

const EventTriggerSchema = z.strictObject({
  event: EventNameSchema,
  if: IfSchema.exactOptional(),
  contact: PathSchema.exactOptional(),
});

const ScheduleTriggerSchema = z.strictObject({ schedule: ScheduleSchema, segment: SegmentSchema.exactOptional() });

const DateTriggerSchema = z
  .strictObject({
    date: PathSchema,
    before: DurationSchema.exactOptional(),
    after: DurationSchema.exactOptional(),
    at: ClockSchema.exactOptional(),
    repeat: z.enum(['once', 'yearly']).exactOptional(),
  })
  .check(refuse(offsetProblem));

/** What starts a run: exactly one of `event`, `schedule`, `date`. */
export type TriggerDefinition =
  | z.infer<typeof EventTriggerSchema>
  | z.infer<typeof ScheduleTriggerSchema>
  | z.infer<typeof DateTriggerSchema>;

const TriggerSchema: z.ZodType<TriggerDefinition> = chooseByKey('a trigger', () => ({
  event: EventTriggerSchema,
  schedule: ScheduleTriggerSchema,
  date: DateTriggerSchema,
}));

const ReentrySchema = z
  .string()
  .min(1)
  .check((payload) => {
    const right = ['once', 'always'].includes(payload.value) || DurationSchema.safeParse(payload.value).success;
    if (right) return;
    const message = `SB212 "${payload.value}" is no re-entry. Write once, always, or a duration such as 30 days`;
    payload.issues.push({ code: 'custom', message, input: payload.value });
  })
  .meta({ description: 'once, always, or a duration such as 30 days' });

const AudienceSchema = z.strictObject({
  consent: z
    .string()
    .min(1)
    .meta({ description: 'a consent of the catalogue, or none', names: 'consents' })
    .exactOptional(),
  reentry: ReentrySchema.exactOptional(),
  overlap: z.boolean().exactOptional(),
  quiet_hours: QuietHoursSchema.exactOptional(),
  cap: CapSchema.exactOptional(),
});

const GoalSchema = z.strictObject({
  event: EventNameSchema,
  if: IfSchema.exactOptional(),
  within: DurationSchema.exactOptional(),
  stop: z.boolean().exactOptional(),
});

/** A whole workflow file. Every value stays as it was written: the parsed tree is the version's identity. */
export const WorkflowSchema = z.strictObject({
  workflow: WorkflowIdSchema,
  name: z.string().min(1).max(80).meta({ description: 'a title of at most 80 characters' }).exactOptional(),
  note: TextSchema.exactOptional(),
  zone: ZoneSchema.exactOptional(),
  trigger: TriggerSchema.meta({ description: 'a map with event, schedule or date' }),
  audience: AudienceSchema.exactOptional(),
  goal: GoalSchema.exactOptional(),
  steps: SomeStepsSchema.meta({ description: 'a list of steps' }),
});

/** Who may get it and how often. */
export interface AudienceDefinition extends z.infer<typeof AudienceSchema> {}
/** What counts as conversion. */
export interface GoalDefinition extends z.infer<typeof GoalSchema> {}

/** A workflow as its file says it. */
export interface WorkflowDefinition extends z.infer<typeof WorkflowSchema> {}
