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
  [
    { kind: 'equals', field, value: other, ignoreCase: true },
    '$type($f) = "string" and $type($g) = "string" and $lowercase($f) = $lowercase($g) or $type($f) in ["string", "number", "boolean"] and $f = $g',
  ],
  [{ kind: 'one_of', field, values: [literal(1)], ignoreCase: true }, '$f in [1]'],
  [
    { kind: 'one_of', field, values: [literal('A'), literal(1)], ignoreCase: true },
    '$type($f) = "string" and $lowercase($f) = "a" or $f = 1',
  ],
  [
    { kind: 'contains', field, values: [literal('A')], quantifier: 'any', holder: 'any', ignoreCase: true },
    '$type($f) = "string" and $contains($lowercase($f), "a") or $type($f) = "array" and "a" in $f[$type($) = "string"].$lowercase($)',
  ],
  [
    {
      kind: 'contains',
      field,
      values: [literal(null), literal(1)],
      quantifier: 'all',
      holder: 'list',
      ignoreCase: true,
    },
    '$type($f) = "array" and false and 1 in $f',
  ],
  [
    { kind: 'contains', field, values: [other], quantifier: 'any', holder: 'list', ignoreCase: false },
    '$type($f) = "array" and $type($g) in ["string", "number", "boolean"] and $g in $f',
  ],
  [
    { kind: 'contains', field, values: [other], quantifier: 'any', holder: 'list', ignoreCase: true },
    '$type($f) = "array" and ($type($g) = "string" and $lowercase($g) in $f[$type($) = "string"].$lowercase($) or $type($g) in ["string", "number", "boolean"] and $g in $f)',
  ],
  [
    { kind: 'compare', field, operator: '>', value: other, as: 'number' },
    '$type($f) = "number" and $type($g) = "number" and $f > $g',
  ],
  [{ kind: 'compare', field: now, operator: '<', value: literal(5), as: 'time' }, 'false'],
  [
    {
      kind: 'compare',
      field: { root: 'now', segments: ['clock'] },
      operator: '<',
      value: literal('09:00'),
      as: 'clock',
    },
    '$now.clock < "09:00"',
  ],
  [
    { kind: 'within', field: now, direction: 'next', seconds: 60, as: 'time' },
    '$toMillis($now) >= $toMillis($now) and $toMillis($now) <= $toMillis($now) + 60000',
  ],
  [
    { kind: 'within', field: { root: 'now', segments: ['date'] }, direction: 'last', seconds: 90_000, as: 'date' },
    '$now.date >= $substring($fromMillis($toMillis($now.date) - 86400000), 0, 10) and $now.date <= $now.date',
  ],
  [
    { kind: 'count', field, operator: '=', value: other },
    '$type($g) = "number" and ($type($f) = "array" ? $count($f) : 0) = $g',
  ],
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
