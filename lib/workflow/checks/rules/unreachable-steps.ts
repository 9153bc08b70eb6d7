import type { Vertex } from '../flow/dominators.ts';
import type { Check } from '../subject.ts';

/** SB310: a step that no path leads to. Of several in a row, the first is told. */
export const checkReachability: Check = ({ flow }, { error }) => {
  const explained = new Set<Vertex>();
  for (const { node, scope, entry } of flow.steps.values()) {
    if (scope.reachable(entry) || explained.has(entry)) continue;
    error('SB310', node.pointer, `No path leads to "${node.id}". Remove it, or jump to it with goto`);
    const behind = new Set([entry]);
    for (const vertex of behind) {
      explained.add(vertex);
      for (const next of vertex.successors) behind.add(next);
    }
  }
};
