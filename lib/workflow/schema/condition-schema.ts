import { z } from 'zod';
import { chooseByKey, chooseByType } from './choice.ts';
import { refuse } from './step-rules.ts';
import { CalendarSchema, DurationSchema, EventNameSchema, IdSchema, PathSchema, TextSchema } from './text-schemas.ts';

/** One condition of any form. */
export type ConditionDefinition =
  | FieldConditionDefinition
  | AllCondition
  | AnyCondition
  | NotCondition
  | HappenedDefinition
  | NotHappenedDefinition
  | z.infer<typeof BusinessHoursConditionSchema>
  | z.infer<typeof ExpressionConditionSchema>;

/** A field and exactly one operator. */
export interface FieldConditionDefinition extends z.infer<typeof FieldConditionSchema> {}

/** Interfaces, not aliases: they let a condition hold conditions. */
interface ConditionList extends ReadonlyArray<ConditionDefinition> {}
interface AllCondition extends z.infer<typeof AllConditionSchema> {}
interface AnyCondition extends z.infer<typeof AnyConditionSchema> {}
interface NotCondition extends z.infer<typeof NotConditionSchema> {}
/** An event of the contact happened. */
export interface HappenedDefinition extends z.infer<typeof HappenedConditionSchema> {}
/** An event of the contact did not happen. */
export interface NotHappenedDefinition extends z.infer<typeof NotHappenedConditionSchema> {}

/** What `if` takes: one condition, or a list that must all hold. */
export type IfDefinition = ConditionDefinition | ConditionList;

const ConditionSchema: z.ZodType<ConditionDefinition> = chooseByKey('a condition', () => ({
  field: FieldConditionSchema,
  all: AllConditionSchema,
  any: AnyConditionSchema,
  not: NotConditionSchema,
  happened: HappenedConditionSchema,
  not_happened: NotHappenedConditionSchema,
  business_hours: BusinessHoursConditionSchema,
  expression: ExpressionConditionSchema,
}));

const ConditionsSchema: z.ZodType<ConditionList> = z.array(ConditionSchema).min(1);

/** What stands behind `if`, in all its forms. */
export const IfSchema: z.ZodType<IfDefinition> = chooseByType(() => [
  ['map', ConditionSchema],
  ['list', ConditionsSchema],
]);

const ScalarSchema = z.union([z.string(), z.number(), z.boolean()], {
  error:
    'SB219 This operator compares with one value: text, a number, true or false. For a list there are in, contains_any, contains_all',
});
const NumberSchema = z.union([z.number(), z.string()], {
  error: 'SB219 This operator compares with a number, or with "{{ path }}"',
});
const ListSchema = z.array(ScalarSchema, { error: 'SB219 This operator compares with a list: [a, b]' }).min(1);
const MomentSchema = z.string({
  error: 'SB219 This operator compares with a time, a date "2026-12-24", a clock "09:00", or "{{ path }}"',
});
const EndSchema = z.union([z.number(), z.string()]);
const RangeSchema = z.tuple([EndSchema, EndSchema], { error: 'SB219 between takes two ends: [low, high]' });

const numberOperators = {
  below: NumberSchema.exactOptional(),
  at_most: NumberSchema.exactOptional(),
  above: NumberSchema.exactOptional(),
  at_least: NumberSchema.exactOptional(),
  between: RangeSchema.exactOptional(),
};

const CountSchema = z
  .strictObject(
    { is: NumberSchema.exactOptional(), is_not: NumberSchema.exactOptional(), ...numberOperators },
    { error: (issue) => (issue.code === 'invalid_type' ? `SB219 ${COUNT_MEND}` : undefined) },
  )
  .check(refuse((count) => (Object.keys(count).length === 1 ? undefined : `SB219 ${COUNT_MEND}`)));

const COUNT_MEND = 'count takes a map of one number operator: count: { at_least: 3 }';

const textOperators = {
  is: ScalarSchema.exactOptional(),
  is_not: ScalarSchema.exactOptional(),
  in: ListSchema.exactOptional(),
  not_in: ListSchema.exactOptional(),
  contains: ScalarSchema.exactOptional(),
  contains_any: ListSchema.exactOptional(),
  contains_all: ListSchema.exactOptional(),
  contains_none: ListSchema.exactOptional(),
  starts_with: TextSchema.exactOptional(),
  ends_with: TextSchema.exactOptional(),
  matches: TextSchema.exactOptional(),
};

const operators = {
  ...textOperators,
  ...numberOperators,
  before: MomentSchema.exactOptional(),
  after: MomentSchema.exactOptional(),
  within_last: DurationSchema.exactOptional(),
  within_next: DurationSchema.exactOptional(),
  exists: z.boolean().exactOptional(),
  is_empty: z.boolean().exactOptional(),
  count: CountSchema.exactOptional(),
};

const FieldConditionSchema = z
  .strictObject({ field: PathSchema, ...operators, ignore_case: z.boolean().exactOptional() })
  .check(refuse((condition) => operatorProblem(Object.keys(condition))))
  .meta({ oneOf: Object.keys(operators).map((operator) => ({ required: [operator] })) });

function operatorProblem(keys: readonly string[]): string | undefined {
  const [operator, other] = keys.filter((key) => key !== 'field' && key !== 'ignore_case');
  if (operator === undefined) return 'SB218 This condition has no operator. Write one beside field, as in is: Website';
  if (other !== undefined) {
    return `SB218 This condition has two operators, ${operator} and ${other}. Write two conditions, in a list or under all: or any:`;
  }
  return keys.includes('ignore_case') && !Object.hasOwn(textOperators, operator)
    ? `SB218 ignore_case stands beside operators on text, not beside ${operator}. Remove it`
    : undefined;
}

const AllConditionSchema = z.strictObject({ all: ConditionsSchema });
const AnyConditionSchema = z.strictObject({ any: ConditionsSchema });
const NotConditionSchema = z.strictObject({ not: ConditionSchema });

const history = {
  since: IdSchema.exactOptional(),
  within_last: DurationSchema.exactOptional(),
  if: IfSchema.exactOptional(),
};
const HappenedConditionSchema = z.strictObject({ happened: EventNameSchema, ...history });
const NotHappenedConditionSchema = z.strictObject({ not_happened: EventNameSchema, ...history });
const BusinessHoursConditionSchema = z.strictObject({ business_hours: CalendarSchema });
const ExpressionConditionSchema = z.strictObject({ expression: TextSchema });
