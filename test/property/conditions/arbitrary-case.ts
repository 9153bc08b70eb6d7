import fc from 'fast-check';
import type { Condition, Operand } from '../../../lib/workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../../../lib/workflow/json.ts';
import type { Path } from '../../../lib/workflow/references/path.ts';
import { arbitraryCondition, arbitraryJson, arbitraryRoots, likelyValues } from './arbitrary-condition.ts';

/** A condition with values to try it on. */
export interface ConditionCase {
  readonly condition: Condition;
  readonly roots: JsonObject;
}

/**
 * Conditions with roots in which most fields they name have a value that is near to what they are compared with:
 * left to chance alone, hardly any comparison would hold.
 */
export const arbitraryCase: fc.Arbitrary<ConditionCase> = fc
  .record({ condition: arbitraryCondition, roots: arbitraryRoots })
  .chain(({ condition, roots }) => {
    const comparisons = comparisonsOf(condition);
    return fc
      .tuple(...comparisons.map(({ near }) => fc.oneof(fc.constantFrom(...near), likelyValues, arbitraryJson)))
      .map((values) => ({
        condition,
        roots: comparisons.reduce((planted, { path }, index) => plant(planted, path, values[index] ?? null), roots),
      }));
  });

interface Comparison {
  readonly path: Path;
  /** Values that make it hold, or nearly so. */
  readonly near: readonly [Json, ...Json[]];
}

function comparisonsOf(condition: Condition): Comparison[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(comparisonsOf);
    case 'not':
      return comparisonsOf(condition.condition);
    case 'happened':
    case 'business_hours':
    case 'expression':
      return [];
    case 'equals':
    case 'starts_with':
    case 'ends_with':
      return compared(condition.field, [condition.value]);
    case 'compare':
      return compared(condition.field, [condition.value], NEAR[condition.as]);
    case 'within':
      return compared(condition.field, [], NEAR[condition.as]);
    case 'matches':
      return compared(condition.field, [], ['web', 'VIP', 'a/b', '(', '\\', 'aa', '12:', '😀']);
    case 'one_of':
    case 'contains':
      return compared(condition.field, condition.values);
    case 'count':
      return compared(condition.field, [condition.value, { kind: 'literal', value: [1, 2] }]);
    default:
      return compared(condition.field, []);
  }
}

/** Values on both sides of those that conditions are generated with, and exactly them. */
const NEAR = {
  number: [-1, 0, 1, 2, 700],
  time: ['2026-06-15T09:59:59Z', '2026-06-15T10:00:00Z', '2026-06-15T12:00:00.5+02:00', '2026-06-08T10:00:00Z'],
  date: ['2026-06-14', '2026-06-15', '2026-06-16', '2026-06-08', '2026-06-22'],
  clock: ['08:58', '08:59', '09:00', '23:59'],
} as const;

/** A field and the path beside it may get the same value. */
function compared(field: Path, operands: readonly Operand[], more: readonly Json[] = []): Comparison[] {
  const literals = operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []));
  const near: [Json, ...Json[]] = ['same', literals, literals.join(''), ...literals, ...more];
  const others = operands.flatMap((operand) => (operand.kind === 'path' ? [{ path: operand.path, near }] : []));
  return [{ path: field, near }, ...others];
}

function plant(roots: JsonObject, path: Path, value: Json): JsonObject {
  return path.root === 'now' ? roots : { ...roots, [path.root]: planted(roots[path.root], path.segments, value) };
}

function planted(around: Json | undefined, segments: readonly (string | number)[], value: Json): Json {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  if (typeof segment === 'number') return [planted(undefined, rest, value)];
  const fields = typeof around === 'object' && around !== null && !Array.isArray(around) ? (around as JsonObject) : {};
  return { ...fields, [segment]: planted(fields[segment], rest, value) };
}
