import fc from 'fast-check';
import type { JsonObject } from '../../lib/workflow/json.ts';

/** A condition as a person writes it, and what an EventBridge pattern says in its place. */
export interface SayableTrigger {
  readonly condition: JsonObject;
  readonly pattern: JsonObject;
}

/** One field's condition, and what stands at that field in the pattern's `detail`. */
interface Leaf {
  readonly field: string;
  readonly condition: JsonObject;
  readonly matchers: readonly (string | number | boolean | JsonObject)[];
}

/** The fields of the event that triggers are generated for, as `catalogue.yaml` declares them. */
export const TRIGGER_FIELDS = 'name?: text, code?: text, amount?: number, rate?: number, vip?: boolean, tags?: [text]';

const words = fc.constantFrom(
  'gift',
  'Gift',
  'GIFT',
  'web-1',
  'web',
  'übermut',
  'ÜBERMUT',
  'a "b" \\c',
  '7',
  'true',
  '*',
);
const parts = fc.constantFrom('g', 'G', 'we', 'gift', 'ü', 'Ü', 't', '-1', '*');
const numbers = fc.constantFrom(-2.5, -1, 0, 0.1, 1, 5, 7, 700, 1_000_000);
const texts = fc.constantFrom('name', 'code');
const figures = fc.constantFrom('amount', 'rate');

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc
    .tuple(texts, words, fc.boolean())
    .map(([field, is, ignore]) =>
      ignore ? of(field, { is, ignore_case: true }, { 'equals-ignore-case': is }) : of(field, { is }, is),
    ),
  fc.tuple(figures, numbers).map(([field, is]) => of(field, { is }, is)),
  fc.boolean().map((is) => of('vip', { is }, is)),
  fc
    .tuple(texts, fc.uniqueArray(words, { minLength: 1, maxLength: 3 }))
    .map(([field, values]) => of(field, { in: values }, ...values)),
  fc
    .tuple(figures, fc.uniqueArray(numbers, { minLength: 1, maxLength: 3 }))
    .map(([field, values]) => of(field, { in: values }, ...values)),
  fc
    .tuple(
      texts,
      parts,
      fc.constantFrom(['starts_with', 'prefix'] as const, ['ends_with', 'suffix'] as const),
      fc.boolean(),
    )
    .map(([field, part, [ours, theirs], ignore]) =>
      ignore
        ? of(field, { [ours]: part, ignore_case: true }, { [theirs]: { 'equals-ignore-case': part } })
        : of(field, { [ours]: part }, { [theirs]: part }),
    ),
  fc
    .tuple(
      figures,
      numbers,
      fc.constantFrom(
        ['below', '<'] as const,
        ['at_most', '<='] as const,
        ['above', '>'] as const,
        ['at_least', '>='] as const,
      ),
    )
    .map(([field, bound, [ours, theirs]]) => of(field, { [ours]: bound }, { numeric: [theirs, bound] })),
  fc
    .tuple(figures, fc.uniqueArray(numbers, { minLength: 2, maxLength: 2 }))
    .map(([field, bounds]) => between(field, Math.min(...bounds), Math.max(...bounds))),
  fc
    .tuple(fc.constantFrom('name', 'amount', 'vip'), fc.boolean())
    .map(([field, exists]) => of(field, { exists }, { exists })),
  // What is missing is not this value; "anything-but" alone asks for a value.
  fc
    .tuple(texts, words)
    .map(([field, value]) => of(field, { is_not: value }, { 'anything-but': [value] }, { exists: false })),
  fc
    .tuple(figures, fc.uniqueArray(numbers, { minLength: 1, maxLength: 3 }))
    .map(([field, values]) => of(field, { not_in: values }, { 'anything-but': values }, { exists: false })),
  words.map((item) => of('tags', { contains: item }, item)),
  fc.uniqueArray(words, { minLength: 1, maxLength: 3 }).map((items) => of('tags', { contains_any: items }, ...items)),
);

function of(field: string, condition: JsonObject, ...matchers: Leaf['matchers']): Leaf {
  return { field, condition: { field: `event.${field}`, ...condition }, matchers };
}

function between(field: string, low: number, high: number): Leaf {
  return of(field, { between: [low, high] }, { numeric: ['>=', low, '<=', high] });
}

/** A pattern names a field once, and all fields it names must match. */
const conjunction = fc
  .uniqueArray(leaf, { selector: ({ field }) => field, minLength: 1, maxLength: 3 })
  .map((leaves): SayableTrigger => {
    const detail = Object.fromEntries(leaves.map(({ field, matchers }) => [field, matchers]));
    const [first] = leaves;
    const condition =
      leaves.length === 1 && first !== undefined ? first.condition : { all: leaves.map((one) => one.condition) };
    return { condition, pattern: { detail } };
  });

/** Conditions that an EventBridge pattern can say: alternatives of conditions on different fields. */
export const arbitraryTrigger: fc.Arbitrary<SayableTrigger> = fc.oneof(
  conjunction,
  fc.array(conjunction, { minLength: 2, maxLength: 3 }).map(
    (all): SayableTrigger => ({
      condition: { any: all.map(({ condition }) => condition) },
      pattern: { $or: all.map(({ pattern }) => pattern) },
    }),
  ),
);

const anything = fc.oneof(words, parts, numbers, fc.boolean(), fc.constantFrom('700', '0', ''));

/** Data for these triggers. Fields are missing or of another type now and then; none but `tags` is a list. */
export const arbitraryData: fc.Arbitrary<JsonObject> = fc.record(
  {
    name: fc.oneof({ arbitrary: words, weight: 5 }, { arbitrary: anything, weight: 1 }),
    code: fc.oneof({ arbitrary: words, weight: 5 }, { arbitrary: anything, weight: 1 }),
    amount: fc.oneof({ arbitrary: numbers, weight: 5 }, { arbitrary: anything, weight: 1 }),
    rate: fc.oneof({ arbitrary: numbers, weight: 5 }, { arbitrary: anything, weight: 1 }),
    vip: fc.oneof({ arbitrary: fc.boolean(), weight: 5 }, { arbitrary: anything, weight: 1 }),
    tags: fc.array(fc.oneof({ arbitrary: words, weight: 5 }, { arbitrary: anything, weight: 1 }), { maxLength: 3 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
