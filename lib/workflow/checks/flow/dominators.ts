import { dominatorTree, predecessorsOf } from '../../dominance/dominator-tree.ts';
import { reversePostorder } from '../../dominance/reverse-postorder.ts';
import { once } from '../../once.ts';

/** A point of a flow and the points that can come next. */
export interface Vertex {
  readonly successors: Vertex[];
}

/** What every path from the start must pass. */
export interface Dominators {
  /** Whether every path from the start to `below` passes `above`; false when one of them cannot be reached. */
  readonly dominates: (above: Vertex, below: Vertex) => boolean;
  readonly reachable: (vertex: Vertex) => boolean;
  /** What can be reached, each after everything that comes before it on all ways but those back. */
  readonly order: readonly Vertex[];
  /** The position of a vertex in the order; `NaN` where it cannot be reached. */
  readonly rankOf: (vertex: Vertex) => number;
  /** Whether some path comes back to a vertex it passed. */
  readonly cyclic: boolean;
}

/** Walks what can be reached. Dominance is found out when it is first asked for: most workflows never do. */
export function findDominators(start: Vertex): Dominators {
  const order = reversePostorder(start, ({ successors }) => successors);
  const ranks = new Map<Vertex, number>();
  for (const [rank, vertex] of order.entries()) ranks.set(vertex, rank);
  const rankOf = (vertex: Vertex): number => Number(ranks.get(vertex));
  const tree = once(() => dominatorTree(predecessorsOf(order.map(({ successors }) => successors.map(rankOf)))));
  return {
    cyclic: order.some(({ successors }, rank) => successors.some((next) => rankOf(next) <= rank)),
    order,
    rankOf,
    reachable: (vertex) => ranks.has(vertex),
    dominates: (above, below) => ranks.has(above) && ranks.has(below) && tree().dominates(rankOf(above), rankOf(below)),
  };
}
