import { dominatorTree, predecessorsOf } from '../../workflow/dominance/dominator-tree.ts';
import { reversePostorder } from '../../workflow/dominance/reverse-postorder.ts';
import type { Node, Scope, StepId } from '../../workflow/graph/graph.ts';
import { once } from '../../workflow/once.ts';
import { compilerOf } from '../steps/step-compilers.ts';

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
  readonly dominators: () => readonly number[];
  /** Steps that a jump back leads to. */
  readonly loopHeads: ReadonlySet<StepId>;
  dominates(a: StepId, b: StepId): boolean;
}

/** Orders a scope without recursion: workflows may be thousands of steps long. */
export function orderFlow(scope: Scope): FlowOrder {
  const first = scope.first.kind === 'step' ? scope.nodes.get(scope.first.step) : undefined;
  const order = first === undefined ? [] : reversePostorder(first, (node) => stepsAfter(scope, node));
  const position = new Map<StepId, number>();
  for (const [at, { id }] of order.entries()) position.set(id, at);
  const successors = order.map((node) => stepsAfter(scope, node).map(({ id }) => Number(position.get(id))));
  const predecessors = predecessorsOf(successors);
  const heads = order.filter((_, at) => predecessors[at]?.some((from) => from >= at));
  const tree = once(() => dominatorTree(predecessors));
  return {
    order,
    position,
    predecessors,
    successors,
    dominators: () => tree().immediate,
    loopHeads: new Set(heads.map(({ id }) => id)),
    dominates: (a, b) => a !== b && tree().dominates(Number(position.get(a)), Number(position.get(b))),
  };
}

function stepsAfter(scope: Scope, node: Node): readonly Node[] {
  const steps: Node[] = [];
  for (const target of compilerOf(node).targets(node)) {
    const next = target.kind === 'step' ? scope.nodes.get(target.step) : undefined;
    if (next !== undefined) steps.push(next);
  }
  return steps;
}
