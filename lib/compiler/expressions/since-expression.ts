import type { PlacedScope } from '../data-flow/scope-tree.ts';

/**
 * From when on events count for a `wait_for`: the end of the last pause, `null` when there was none. Scopes are given
 * innermost first; all but the last may hold `null`.
 */
export function sinceExpression(
  scopes: readonly PlacedScope[],
  resumed: (place: PlacedScope) => string,
): string | undefined {
  const variables = scopes.map((place) => `$${resumed(place)}`);
  const last = variables.pop();
  if (last === undefined) return undefined;
  return variables.reduceRight((otherwise, name) => `${name} != null ? ${name} : ${otherwise}`, last);
}
