import { expect, test } from 'vitest';
import { type ExpressionWriter, writeCondition } from '../../../../lib/compiler/conditions/jsonata.ts';
import type { Condition, Operand } from '../../../../lib/workflow/conditions/condition.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

const writer: ExpressionWriter = {
  path: ({ root, segments }) => `$${[root, ...segments].join('.')}`,
  expression: (source) => source,
  happened: () => '$happened',
  isOpen: () => '$open',
  startOfDay: (date) => `${date}T00:00:00Z`,
};
const field = { root: 'f', segments: [] };
const literal = (value: Json): Operand => ({ kind: 'literal', value });
const other: Operand = { kind: 'path', path: { root: 'g', segments: [] } };
const now = { root: 'now', segments: [] };

test.each<[Condition, string]>([
  [{ kind: 'equals', field, value: literal('a"b'), ignoreCase: false }, '$f = "a\\"b"'],
  [{ kind: 'equals', field, value: literal(null), ignoreCase: false }, 'false'],
  [{ kind: 'equals', field, value: literal(true), ignoreCase: true }, '$f = true'],
  [{ kind: 'equals', field, value: literal('Ab'), ignoreCase: true }, '$type($f) = "string" and $lowercase($f) = "ab"'],
  [{ kind: 'one_of', field, values: [literal('a'), literal(1)], ignoreCase: false }, '$f in ["a", 1]'],
  [{ kind: 'one_of', field, values: [], ignoreCase: false }, '$f in []'],
  [{ kind: 'one_of', field, values: [literal('a'), literal(null)], ignoreCase: false }, '$f = "a" or false'],
  [
    { kind: 'contains', field, values: [literal(1)], quantifier: 'any', holder: 'text', ignoreCase: false },
    '$type($f) = "string" and false',
  ],
  [
    { kind: 'starts_with', field, value: literal('😀'), ignoreCase: false },
    '$type($f) = "string" and $substring($f, 0, 1) = "😀"',
  ],
  [
    { kind: 'ends_with', field, value: other, ignoreCase: false },
    '$type($f) = "string" and $type($g) = "string" and $substring($f, $length($f) - $length($g)) = $g',
  ],
  [{ kind: 'compare', field, operator: '<', value: literal(3), as: 'number' }, '$type($f) = "number" and $f < 3'],
  [{ kind: 'compare', field, operator: '<', value: literal('3'), as: 'number' }, 'false'],
  [
    { kind: 'compare', field: now, operator: '<', value: literal('2026-06-15'), as: 'time' },
    '$toMillis($now) < $toMillis("2026-06-15T00:00:00Z")',
  ],
  [{ kind: 'compare', field: now, operator: '<', value: literal('soon'), as: 'time' }, 'false'],
  [{ kind: 'exists', field }, '$exists($f) and $f != null'],
  [{ kind: 'count', field, operator: '>=', value: literal(3) }, '($type($f) = "array" ? $count($f) : 0) >= 3'],
  [{ kind: 'count', field, operator: '>=', value: literal('3') }, 'false'],
  [{ kind: 'expression', source: 'a > b' }, '(a > b) = true'],
  [{ kind: 'not', condition: { kind: 'business_hours', calendar: 'office' } }, '$not($open)'],
  [{ kind: 'happened', event: 'order.placed' }, '$happened'],
  [{ kind: 'all', conditions: [] }, 'true'],
  [{ kind: 'any', conditions: [] }, 'false'],
  [
    {
      kind: 'all',
      conditions: [
        {
          kind: 'any',
          conditions: [
            { kind: 'expression', source: 'a' },
            { kind: 'expression', source: 'b' },
          ],
        },
        { kind: 'happened', event: 'order.placed' },
      ],
    },
    '((a) = true or (b) = true) and $happened',
  ],
])('%j is written so that it cannot fail', (condition, text) => {
  expect(writeCondition(condition, writer)).toBe(text);
});
