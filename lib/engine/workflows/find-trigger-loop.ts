import type { CompiledWorkflow } from '../../compiler/compiled-workflow.ts';

/**
 * The shortest ring of workflows that may start each other and that this one would be part of: `[a, b, a]`, or
 * `undefined` where there is none. Filters are not looked at: whether they break the ring, only the team knows.
 */
export function findTriggerLoop(
  candidate: CompiledWorkflow,
  live: readonly CompiledWorkflow[],
): readonly string[] | undefined {
  const all = [candidate, ...live.filter(({ workflow }) => workflow !== candidate.workflow)];
  const paths: (readonly CompiledWorkflow[])[] = [[candidate]];
  const visited = new Set<CompiledWorkflow>();
  for (const path of paths) {
    for (const next of all.filter((one) => mayStart(path.at(-1), one))) {
      if (next === candidate) {
        return [...path, candidate].map(({ workflow }) => workflow);
      }
      if (!visited.has(next)) {
        visited.add(next);
        paths.push([...path, next]);
      }
    }
  }
  return undefined;
}

function mayStart(first: CompiledWorkflow | undefined, second: CompiledWorkflow): boolean {
  return second.trigger.kind === 'event' && (first?.causes.includes(second.trigger.event) ?? false);
}
