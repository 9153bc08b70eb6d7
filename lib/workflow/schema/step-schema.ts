import { z } from 'zod';
import { chooseByKey, chooseByType } from './choice.ts';
import { IfSchema } from './condition-schema.ts';
import {
  approveProblem,
  calendarWaitProblem,
  experimentProblem,
  refuse,
  repeatedId,
  reservedId,
} from './step-rules.ts';
import {
  ActionNameSchema,
  AnythingSchema,
  CalendarSchema,
  ClockSchema,
  DurationSchema,
  EventNameSchema,
  IdSchema,
  NameSchema,
  PathSchema,
  TextSchema,
  ZoneSchema,
} from './text-schemas.ts';

/** One step of any kind; the kind key is the one that only its interface has. */
export type StepDefinition =
  | DoStep
  | RoutesStep
  | WaitStep
  | WaitForStep
  | ApproveStep
  | ExperimentStep
  | ParallelStep
  | EachStep
  | GotoStep
  | EndStep
  | FailStep;

/** A list of steps. Interfaces, not aliases, because steps hold lists of steps. */
export interface StepList extends ReadonlyArray<StepDefinition> {}
/** `do`: an action. */
export interface DoStep extends z.infer<typeof DoSchema> {}
/** `routes`: the first whose conditions hold. */
export interface RoutesStep extends z.infer<typeof RoutesSchema> {}
/** `wait`: for a time or until a moment. */
export interface WaitStep extends z.infer<typeof WaitSchema> {}
/** `wait_for`: another event of the contact. */
export interface WaitForStep extends z.infer<typeof WaitForSchema> {}
/** `approve`: a question to people. */
export interface ApproveStep extends z.infer<typeof ApproveSchema> {}
/** `experiment`: variants by percentages. */
export interface ExperimentStep extends z.infer<typeof ExperimentSchema> {}
/** `parallel`: branches side by side. */
export interface ParallelStep extends z.infer<typeof ParallelSchema> {}
/** `each`: steps for every item of a list. */
export interface EachStep extends z.infer<typeof EachSchema> {}
/** `goto`: a jump; with `times`, so often in a run. */
export interface GotoStep extends z.infer<typeof GotoSchema> {}
/** `end`: the run ends with an outcome. */
export interface EndStep extends z.infer<typeof EndSchema> {}
/** `fail`: the run fails with a text. */
export interface FailStep extends z.infer<typeof FailSchema> {}

const StepSchema: z.ZodType<StepDefinition> = chooseByKey('a step', () => ({
  do: DoSchema,
  routes: RoutesSchema,
  wait: WaitSchema,
  wait_for: WaitForSchema,
  approve: ApproveSchema,
  experiment: ExperimentSchema,
  parallel: ParallelSchema,
  each: EachSchema,
  goto: GotoSchema,
  end: EndSchema,
  fail: FailSchema,
}));

/** A nested list; empty means: go on. */
const StepsSchema: z.ZodType<StepList> = z.array(StepSchema);

/** Lists that are states of their own and so cannot be empty. */
export const SomeStepsSchema: z.ZodType<StepList> = z.array(StepSchema).min(1);

const OnErrorSchema: z.ZodType<'continue' | StepList> = chooseByType(() => [
  ['text', z.literal('continue')],
  ['list', StepsSchema],
]);

const described = { name: NameSchema.exactOptional(), note: TextSchema.exactOptional() };
const common = { id: IdSchema, ...described };
const unnamed = { id: IdSchema.exactOptional(), ...described };

const RetryMapSchema = z.strictObject({
  attempts: z.int().min(1).max(100).exactOptional(),
  delay: DurationSchema.exactOptional(),
  factor: z.number().min(1).max(100).exactOptional(),
  max_delay: DurationSchema.exactOptional(),
});

/** How often and how far apart a step is tried; what it leaves out is the action's. */
export interface RetryDefinition extends z.infer<typeof RetryMapSchema> {}

const RetrySchema: z.ZodType<'none' | RetryDefinition> = chooseByType(() => [
  ['map', RetryMapSchema],
  ['text', z.literal('none')],
]);

const DoSchema = z.strictObject({
  ...common,
  do: ActionNameSchema,
  with: z.record(z.string(), AnythingSchema).exactOptional(),
  returns: z.record(z.string(), AnythingSchema).exactOptional(),
  retry: RetrySchema.exactOptional(),
  timeout: DurationSchema.exactOptional(),
  on_error: OnErrorSchema.exactOptional(),
});

/** Ids of routes, variants and branches: the words that outputs use beside them are not free. */
const OptionIdSchema = IdSchema.check(refuse(reservedId));

const RouteSchema = z.strictObject({ ...described, id: OptionIdSchema, if: IfSchema, then: StepsSchema });

const RoutesSchema = z.strictObject({
  ...common,
  routes: z.array(RouteSchema).min(1).check(refuse(repeatedId)),
  otherwise: StepsSchema.exactOptional(),
});

const CalendarWaitSchema = z
  .strictObject({
    until: z.string().min(1).meta({ description: 'a time, a date or "{{ path }}"' }).exactOptional(),
    before: DurationSchema.exactOptional(),
    after: DurationSchema.exactOptional(),
    at: ClockSchema.exactOptional(),
    weekdays: z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .min(1)
      .exactOptional(),
    business_hours: CalendarSchema.exactOptional(),
    zone: ZoneSchema.exactOptional(),
  })
  .check(refuse(calendarWaitProblem));

/** A wait that the calendar decides. */
export interface CalendarWaitDefinition extends z.infer<typeof CalendarWaitSchema> {}

const WaitValueSchema: z.ZodType<string | CalendarWaitDefinition> = chooseByType(() => [
  ['text', DurationSchema],
  ['map', CalendarWaitSchema],
]);

const WaitSchema = z.strictObject({ ...unnamed, wait: WaitValueSchema, on_error: OnErrorSchema.exactOptional() });

const WaitForSchema = z.strictObject({
  ...common,
  wait_for: EventNameSchema,
  if: IfSchema.exactOptional(),
  timeout: DurationSchema,
  on_event: StepsSchema.exactOptional(),
  on_timeout: StepsSchema.exactOptional(),
});

const PeopleSchema = z
  .array(z.string().min(1))
  .min(1)
  .meta({ description: 'a list of teams or e-mail addresses', names: 'teams' });

const ApproveSchema = z
  .strictObject({
    ...common,
    approve: TextSchema,
    by: PeopleSchema,
    show: TextSchema.exactOptional(),
    edit: z.record(IdSchema, TextSchema).exactOptional(),
    remind_after: DurationSchema.exactOptional(),
    escalate_after: DurationSchema.exactOptional(),
    escalate_to: PeopleSchema.exactOptional(),
    timeout: DurationSchema,
    on_timeout: StepsSchema,
    on_approve: StepsSchema.exactOptional(),
    on_reject: StepsSchema.exactOptional(),
  })
  .check(refuse(approveProblem));

const PercentSchema = z
  .number()
  .min(0)
  .max(100)
  .multipleOf(0.01)
  .meta({ description: 'a percentage, with at most two decimals' });

const VariantSchema = z.strictObject({
  id: OptionIdSchema,
  name: NameSchema.exactOptional(),
  percent: PercentSchema,
  then: StepsSchema.exactOptional(),
});

const ExperimentSchema = z
  .strictObject({
    ...common,
    experiment: z.array(VariantSchema).min(1).check(refuse(repeatedId)),
    hold_out: PercentSchema.exactOptional(),
  })
  .check(refuse(experimentProblem));

const BranchSchema = z.strictObject({ id: OptionIdSchema, name: NameSchema.exactOptional(), then: SomeStepsSchema });

const ParallelSchema = z.strictObject({
  ...common,
  parallel: z.array(BranchSchema).min(1).check(refuse(repeatedId)),
  on_error: OnErrorSchema.exactOptional(),
});

const EachSchema = z.strictObject({
  ...common,
  each: PathSchema,
  as: IdSchema.exactOptional(),
  concurrency: z.int().min(1).max(40).exactOptional(),
  then: SomeStepsSchema,
  on_error: OnErrorSchema.exactOptional(),
});

const GotoSchema = z.strictObject({ ...unnamed, goto: IdSchema, times: z.int().min(1).max(100).exactOptional() });
const EndSchema = z.strictObject({ ...unnamed, end: IdSchema });
const FailSchema = z.strictObject({ ...unnamed, fail: TextSchema });
