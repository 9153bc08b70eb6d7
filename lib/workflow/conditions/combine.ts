import type { Condition } from './condition.ts';

/** The negation; of a negation, what it negates. */
export function negate(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.condition : { kind: 'not', condition };
}

/** All or any of the conditions; of a single one, itself. */
export function combine(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  return only !== undefined && others.length === 0 ? only : { kind, conditions };
}
