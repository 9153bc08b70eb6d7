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
  const paths = [{ end: candidate, names: [candidate.workflow] }];
  const visited = new Set<CompiledWorkflow>();
  for (const { end, names } of paths) {
    for (const next of all.filter((one) => mayStart(end, one) && !visited.has(one))) {
      const path = { end: next, names: [...names, next.workflow] };
      if (next === candidate) {
        return path.names;
      }
      visited.add(next);
      paths.push(path);
    }
  }
  return undefined;
}

function mayStart({ causes }: CompiledWorkflow, { trigger }: CompiledWorkflow): boolean {
  return trigger.kind === 'event' && causes.includes(trigger.event);
}
