import type { Node, Scope } from '../../workflow/graph/graph.ts';
import { compilerOf } from '../steps/step-compilers.ts';
import { type FlowOrder, orderFlow } from './flow-order.ts';

/** A scope of the graph at its place. */
export interface PlacedScope {
  readonly scope: Scope;
  readonly flow: FlowOrder;
  /** Part of variables' names: `root`, the `each` step's id, or the branch's. */
  readonly name: string;
  /** The step it is inside of. */
  readonly owner?: PlacedStep;
  /** The name of an item, when it is an `each`'s. */
  readonly as?: string;
  /** Names of items of this and the `each` steps around it, outermost first. */
  readonly items: readonly string[];
}

/** The workflow's own scope. */
export function placeScope(scope: Scope): PlacedScope {
  return { scope, flow: orderFlow(scope), name: 'root', items: [] };
}

/** All scopes inside one that can be reached, each after the one around it. */
export function placeInnerScopes(root: PlacedScope): readonly PlacedScope[] {
  const inner: PlacedScope[] = [];
  const waiting = [root];
  for (const around of waiting) {
    for (const node of around.flow.order) {
      for (const { scope, name, as } of compilerOf(node).scopes?.(node) ?? []) {
        const items = as === undefined ? around.items : [...around.items, as];
        const place = { scope, flow: orderFlow(scope), name, owner: { place: around, node }, items };
        inner.push(as === undefined ? place : { ...place, as });
      }
    }
    waiting.push(...inner.slice(waiting.length - 1));
  }
  return inner;
}

/** A step in a scope. */
export interface PlacedStep {
  readonly place: PlacedScope;
  readonly node: Node;
}

/** The step at its place, then the steps around it, up to the one in the root. */
export function surroundings(step: PlacedStep): readonly PlacedStep[] {
  const steps: PlacedStep[] = [];
  for (let at: PlacedStep | undefined = step; at !== undefined; at = at.place.owner) steps.push(at);
  return steps;
}
