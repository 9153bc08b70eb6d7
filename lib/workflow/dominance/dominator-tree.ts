/**
 * What every way through a flow must pass. Its points are numbers in reverse postorder; 0 is the start, and all can be
 * reached from it.
 */
export interface DominatorTree {
  /** The closest point that all ways to each pass; the start's is itself. */
  readonly immediate: readonly number[];
  /** Whether every way from the start to `below` passes `above`, be it the same. */
  dominates(above: number, below: number): boolean;
}

/**
 * By Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm"): nearly linear on graphs that people write, and
 * without recursion, so that a chain of any length fits.
 *
 * @param predecessors the points that lead to each
 */
export function dominatorTree(predecessors: readonly (readonly number[])[]): DominatorTree {
  const immediate = immediateDominators(predecessors);
  const { entered, left } = numberTree(immediate);
  return {
    immediate,
    dominates(above, below) {
      const at = Number(entered[below]);
      return Number(entered[above]) <= at && at < Number(left[above]);
    },
  };
}

/** The points that lead to each, from those that each leads to. */
export function predecessorsOf(successors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const predecessors: readonly number[][] = successors.map(() => []);
  for (const [from, targets] of successors.entries()) {
    for (const to of targets) predecessors[to]?.push(from);
  }
  return predecessors;
}

function immediateDominators(predecessors: readonly (readonly number[])[]): readonly number[] {
  const immediate: number[] = predecessors.map((_, point) => (point === 0 ? 0 : -1));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [point, before] of predecessors.entries()) {
      if (point === 0) continue;
      // The order puts at least one of them before the point itself.
      const known = before.filter((other) => immediate[other] !== -1);
      const dominator = known.reduce((a, b) => commonDominator(immediate, a, b));
      changed ||= dominator !== immediate[point];
      immediate[point] = dominator;
    }
  }
  return immediate;
}

function commonDominator(immediate: readonly number[], a: number, b: number): number {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left > right) left = Number(immediate[left]);
    else right = Number(immediate[right]);
  }
  return left;
}

/** When a walk over the tree enters and leaves each point, so that each question of dominance is two comparisons. */
function numberTree(immediate: readonly number[]): { readonly entered: number[]; readonly left: number[] } {
  const sizes = immediate.map(() => 1);
  for (let point = immediate.length - 1; point > 0; point--) {
    const parent = Number(immediate[point]);
    sizes[parent] = Number(sizes[parent]) + Number(sizes[point]);
  }
  const entered: number[] = [];
  const nextFree: number[] = [];
  for (const [point, parent] of immediate.entries()) {
    const at = point === 0 ? 0 : Number(nextFree[parent]);
    entered.push(at);
    nextFree.push(at + 1);
    if (point > 0) nextFree[parent] = at + Number(sizes[point]);
  }
  return { entered, left: entered.map((at, point) => at + Number(sizes[point])) };
}
