import type { Node, Scope, StepId } from './graph.ts';

/** Every step of a graph, those of branches and lists included, by id. */
export function listNodes(scope: Scope): ReadonlyMap<StepId, Node> {
  const inner = (node: Node): readonly Scope[] => {
    if (node.kind === 'parallel') return node.branches.map((branch) => branch.scope);
    return node.kind === 'each' ? [node.scope] : [];
  };
  const nodes = [...scope.nodes.values()];
  return new Map([...scope.nodes, ...nodes.flatMap(inner).flatMap((below) => [...listNodes(below)])]);
}
