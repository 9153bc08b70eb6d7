import fc from 'fast-check';
import type { Condition, Operand } from '../../../lib/workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../../../lib/workflow/json.ts';
import type { Path } from '../../../lib/workflow/references/path.ts';

/** Few names, so that paths often find something; odd ones among them. */
const names = ['a', 'b', 'list', 'Order-No', 'mit Leerzeichen', 'größe', 'and', 'sequence', '9x'];
const roots = ['event', 'contact', 'steps'];

const texts = fc.oneof(
  fc.constantFrom('', 'Website', 'WEBSITE', 'web', 'VIP', 'straße', 'STRASSE', '😀 smile', 'ÄÖ', 'a"b\\c', '{% x %}'),
  fc.constantFrom('true', '7', 'null', '\n', '/checkout', 'a/b'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const times = fc.constantFrom(
  '2026-06-15T10:00:00Z',
  '2026-06-15T12:00:00+02:00',
  '2026-06-15T10:00:00.001Z',
  '2026-06-14T23:59:59.999-05:30',
  '2026-06-15',
  '2026-06-14',
  '2026-06-08',
  '2026-02-30T00:00:00Z',
  '2026-13-01',
  '2026-06-15T10:00Z',
  '2026-06-15T24:00:00Z',
  '20260615',
  'soon',
);
const clocks = fc.constantFrom('00:00', '08:59', '09:00', '21:30', '23:59', '24:00', '9:00');
const numbers = fc.oneof(fc.constantFrom(0, 1, -1, 0.1, 700, 1e21, -0.5), fc.integer({ min: -3, max: 3 }));
const scalars = fc.oneof(texts, times, clocks, numbers, fc.boolean());

/** What conditions are made for. */
export const likelyValues: fc.Arbitrary<Json> = fc.oneof(
  scalars,
  times,
  clocks,
  numbers,
  fc.array(scalars, { maxLength: 3 }),
);

/** Any JSON that a state may meet: lists on the way, lists of one, lists in lists, null. */
export const arbitraryJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: JsonObject; list: Json[] }>(
  (tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalars,
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }),
).value;

const fields = fc.dictionary(fc.constantFrom(...names), arbitraryJson, { minKeys: 5, noNullPrototype: true });
const root = fc.oneof({ arbitrary: fields, weight: 6 }, { arbitrary: arbitraryJson, weight: 1 });

/** Values of all roots; some are missing or no object at all. */
export const arbitraryRoots: fc.Arbitrary<JsonObject> = fc.record(
  { event: root, contact: root, steps: root },
  { requiredKeys: ['event'], noNullPrototype: true },
);

const segments = fc.array(
  fc.oneof(
    { arbitrary: fc.constantFrom<string | number>(...names), weight: 5 },
    { arbitrary: fc.constantFrom<string | number>(0, 1, -1), weight: 1 },
  ),
  { maxLength: 3 },
);

/** Paths whose first segment behind the root is a name, as the language's always are. */
export const arbitraryPath: fc.Arbitrary<Path> = fc.oneof(
  {
    arbitrary: fc
      .record({ root: fc.constantFrom(...roots), segments })
      .filter((path) => typeof path.segments[0] !== 'number'),
    weight: 12,
  },
  {
    arbitrary: fc.constantFrom<Path>(
      { root: 'now', segments: [] },
      { root: 'now', segments: ['date'] },
      { root: 'now', segments: ['clock'] },
      { root: 'now', segments: ['weekday'] },
    ),
    weight: 1,
  },
);

const oddLiterals = fc.constantFrom<Json>(null, ['x'], { a: 1 });
const literals = fc.oneof({ arbitrary: scalars, weight: 8 }, { arbitrary: oddLiterals, weight: 1 });
const operands: fc.Arbitrary<Operand> = fc.oneof(
  { arbitrary: literals.map((value): Operand => ({ kind: 'literal', value })), weight: 4 },
  { arbitrary: arbitraryPath.map((path): Operand => ({ kind: 'path', path })), weight: 1 },
);
const operandLists = fc.array(operands, { maxLength: 3 });
const ignoreCase = fc.boolean();

/** Expressions the engines read alike; those that fail are compared as failures. */
export const expressions = fc.constantFrom(
  'event.a > 1',
  '$exists(event.list[a = 1])',
  '$count(event.list.b) = 1 and contact.a != "x"',
  'steps.a.b * 2 > event.b',
  '$sum(event.list.a) >= 1',
  'event.list[$$.contact.a = b].a = 1',
  '$$.event.`Order-No` = "VIP"',
  'event . a = contact . `a`',
  '$map(event.list, function($v) { $v = contact.a })[0]',
  'event.list.(a = 1)',
  'event',
  'event.a',
  '/* event.a */ "event.a" = event.b',
  'event[0].a = 1',
  '$contains(event.a, /web/i)',
  '{"event": event.a}.event = 1',
);

const patterns = fc.constantFrom(
  'web',
  '^V',
  'IP$',
  'a/b',
  '[(/]',
  '\\\\',
  'a{1,2}',
  '[\\]a]b',
  '\\d+:',
  '(x|😀)',
  '[^a-z]',
);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('equals' as const), field: arbitraryPath, value: operands, ignoreCase }),
  fc.record({ kind: fc.constant('one_of' as const), field: arbitraryPath, values: operandLists, ignoreCase }),
  fc.record({
    kind: fc.constant('contains' as const),
    field: arbitraryPath,
    values: operandLists,
    quantifier: fc.constantFrom('any' as const, 'all' as const),
    holder: fc.constantFrom('text' as const, 'list' as const, 'any' as const),
    ignoreCase,
  }),
  fc.record({
    kind: fc.constantFrom('starts_with' as const, 'ends_with' as const),
    field: arbitraryPath,
    value: operands,
    ignoreCase,
  }),
  fc.record({ kind: fc.constant('matches' as const), field: arbitraryPath, pattern: patterns, ignoreCase }),
  ...[
    { as: 'number' as const, bounds: numbers },
    { as: 'time' as const, bounds: times },
    { as: 'date' as const, bounds: times },
    { as: 'clock' as const, bounds: clocks },
  ].map(({ as, bounds }) =>
    fc.record({
      kind: fc.constant('compare' as const),
      field: arbitraryPath,
      operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
      value: fc.oneof(
        { arbitrary: bounds.map((value): Operand => ({ kind: 'literal', value })), weight: 3 },
        { arbitrary: operands, weight: 1 },
      ),
      as: fc.constant(as),
    }),
  ),
  fc.record({
    kind: fc.constant('within' as const),
    field: arbitraryPath,
    direction: fc.constantFrom('last' as const, 'next' as const),
    seconds: fc.constantFrom(1, 3600, 86_400, 604_800),
    as: fc.constantFrom('time' as const, 'date' as const),
  }),
  fc.record({ kind: fc.constantFrom('exists' as const, 'empty' as const), field: arbitraryPath }),
  fc.record({
    kind: fc.constant('count' as const),
    field: arbitraryPath,
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const, '=' as const),
    value: operands,
  }),
  fc.record({ kind: fc.constant('business_hours' as const), calendar: fc.constantFrom('office', 'night') }),
  fc.record({ kind: fc.constant('happened' as const), event: fc.constantFrom('order.placed', 'message.received') }),
);

/** Conditions of every kind but free expressions, nested. */
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: leaf, weight: 6 },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        conditions: fc.array(tie('condition'), { maxLength: 3 }),
      }),
      weight: 1,
    },
    { arbitrary: tie('condition').map((condition): Condition => ({ kind: 'not', condition })), weight: 1 },
  ),
})).condition;
