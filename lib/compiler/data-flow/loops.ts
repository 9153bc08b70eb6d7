import type { JumpNode, Node, StepId } from '../../workflow/graph/graph.ts';
import type { FlowOrder } from './flow-order.ts';

/**
 * The jumps that can bring a run back to each step, by step: their counts tell one passage from another. Empty for
 * most workflows.
 */
export function jumpsAround(flow: FlowOrder): ReadonlyMap<StepId, readonly JumpNode[]> {
  const around = new Map<StepId, JumpNode[]>();
  for (const node of flow.order) {
    if (node.kind !== 'jump') continue;
    for (const { id } of loopOf(flow, node)) around.set(id, [...(around.get(id) ?? []), node]);
  }
  return around;
}

/** The steps that a jump can lead to and that can lead to the jump. */
function loopOf({ order, position, successors, predecessors }: FlowOrder, jump: JumpNode): Node[] {
  const after = reach(Number(position.get(jump.to)), successors);
  const before = reach(Number(position.get(jump.id)), predecessors);
  return order.filter((_, at) => after.has(at) && before.has(at));
}

function reach(start: number, edges: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const position of reached) {
    for (const next of edges.slice(position, position + 1).flat()) reached.add(next);
  }
  return reached;
}
