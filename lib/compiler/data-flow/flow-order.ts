import type { Node, Scope, StepId } from '../../workflow/graph/graph.ts';
import { compilerOf } from '../steps/step-compilers.ts';
import { reversePostorder } from './reverse-postorder.ts';

/**
 * The reachable steps of a scope so that each comes after all that lead to it, jumps back apart, with what dominance
 * tells: a step `a` dominates `b` when no way leads to `b` but through `a`.
 */
export interface FlowOrder {
  readonly order: readonly Node[];
  readonly position: ReadonlyMap<StepId, number>;
  /** Positions of the steps that lead to each step and that it leads to, by position. */
  readonly predecessors: readonly (readonly number[])[];
  readonly successors: readonly (readonly number[])[];
  /** Position of the closest step that dominates each, by position; the first step's own is 0. */
  readonly dominators: readonly number[];
  /** Steps that a jump back leads to. */
  readonly loopHeads: ReadonlySet<StepId>;
  dominates(a: StepId, b: StepId): boolean;
}

/** Orders a scope without recursion: workflows may be thousands of steps long. */
export function orderFlow(scope: Scope): FlowOrder {
  const start = scope.first.kind === 'step' ? [scope.nodes.get(scope.first.step)] : [];
  const order = start.filter((node) => node !== undefined).flatMap((node) => orderFrom(node, scope));
  const position = new Map(order.map((node, index) => [node.id, index]));
  const successors = order.map((node) => stepsAfter(scope, node).map(({ id }) => Number(position.get(id))));
  const edges = successors.flatMap((targets, from) => targets.map((to) => ({ from, to })));
  const predecessors: readonly number[][] = order.map(() => []);
  for (const { from, to } of edges) predecessors.at(to)?.push(from);
  const heads = new Set(edges.filter(({ from, to }) => to <= from).map(({ to }) => to));
  const loopHeads = new Set(order.filter((_, index) => heads.has(index)).map(({ id }) => id));
  const dominators = dominatorsOf(predecessors);
  const tree = numberTree(dominators);
  return {
    order,
    position,
    predecessors,
    successors,
    dominators,
    loopHeads,
    dominates: (a, b) => isAncestor(tree, position.get(a), position.get(b)),
  };
}

function orderFrom(first: Node, scope: Scope): Node[] {
  return reversePostorder(first, (node) => stepsAfter(scope, node));
}

function stepsAfter(scope: Scope, node: Node): readonly Node[] {
  const steps: Node[] = [];
  for (const target of compilerOf(node).targets(node)) {
    const next = target.kind === 'step' ? scope.nodes.get(target.step) : undefined;
    if (next !== undefined) steps.push(next);
  }
  return steps;
}

/** After Cooper, Harvey and Kennedy. */
function dominatorsOf(predecessors: readonly (readonly number[])[]): readonly number[] {
  const immediate: number[] = predecessors.map((_, index) => (index === 0 ? 0 : -1));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [index, before] of predecessors.entries()) {
      if (index === 0) continue;
      const known = before.filter((position) => immediate[position] !== -1);
      const dominator = known.reduce((a, b) => commonDominator(immediate, a, b));
      changed ||= dominator !== immediate[index];
      immediate[index] = dominator;
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

/** Numbers by position: when a walk over the dominator tree enters and leaves each step. */
interface TreeWalk {
  readonly entered: readonly number[];
  readonly left: readonly number[];
}

/** One walk, so that each question of dominance is two comparisons. */
function numberTree(immediate: readonly number[]): TreeWalk {
  const sizes = immediate.map(() => 1);
  for (let index = immediate.length - 1; index > 0; index--) {
    const parent = Number(immediate[index]);
    sizes[parent] = Number(sizes[parent]) + Number(sizes[index]);
  }
  const entered: number[] = [];
  const nextFree: number[] = [];
  for (const [index, parent] of immediate.entries()) {
    const at = index === 0 ? 0 : Number(nextFree[parent]);
    entered.push(at);
    nextFree.push(at + 1);
    if (index > 0) nextFree[parent] = at + Number(sizes[index]);
  }
  return { entered, left: entered.map((at, index) => at + Number(sizes[index])) };
}

function isAncestor({ entered, left }: TreeWalk, a: number | undefined, b: number | undefined): boolean {
  const at = Number(entered[Number(b)]);
  return Number(entered[Number(a)]) < at && at < Number(left[Number(a)]);
}
