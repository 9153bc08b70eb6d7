import type { Node } from '../../graph/graph.ts';
import { innerScopes } from '../flow/node-exits.ts';
import type { GraphFlow, ScopeFlow, StepFlow } from '../flow/scope-flow.ts';
import type { Check } from '../subject.ts';

/** SB311: a loop in which nothing waits would go round at once, as often as it may. */
export const checkLoops: Check = ({ flow }, { error }) => {
  for (const scope of flow.scopes.filter(({ cyclic }) => cyclic)) {
    for (const { from, to } of findHastyLoops(scope, flow)) {
      const message = `From "${to.node.id}" to "${from.node.id}" and back, nothing waits. Put a wait, wait_for or approve into the loop`;
      error('SB311', from.node.pointer, message);
    }
  }
};

/** Ways back in what is left of a scope when the steps that pause are taken out. Depth first, without recursion. */
function findHastyLoops(scope: ScopeFlow, flow: GraphFlow) {
  const steps = [...flow.steps.values()].filter((step) => step.scope === scope && !pauses(step.node));
  const stepAt = new Map(steps.map((step) => [step.entry, step]));
  const nextOf = (step: StepFlow) =>
    [...step.exits.values()].flatMap((exit) => exit.successors).flatMap((vertex) => stepAt.get(vertex) ?? []);
  const open = new Set<StepFlow>();
  const seen = new Set<StepFlow>();
  const loops: { readonly from: StepFlow; readonly to: StepFlow }[] = [];
  for (const start of steps) {
    const stack = seen.has(start) ? [] : [{ step: start, left: nextOf(start) }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      seen.add(top.step);
      open.add(top.step);
      const next = top.left.shift();
      if (next === undefined) {
        open.delete(top.step);
        stack.pop();
      } else if (open.has(next)) loops.push({ from: top.step, to: next });
      else if (!seen.has(next)) stack.push({ step: next, left: nextOf(next) });
    }
  }
  return loops;
}

function pauses(node: Node): boolean {
  if (node.kind === 'wait' || node.kind === 'wait_for' || node.kind === 'approve') return true;
  return innerScopes(node).some((scope) => [...scope.nodes.values()].some(pauses));
}
