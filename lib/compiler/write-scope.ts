import type { Node, Scope } from '../workflow/graph/graph.ts';
import type { JsonObject } from '../workflow/json.ts';
import { type AslState, present } from './asl-state.ts';
import type { PlacedScope } from './data-flow/scope-tree.ts';
import { type Ends, endState, initialValues } from './exits.ts';
import type { WorkflowPlan } from './workflow-plan.ts';
import { writeStep } from './write-step.ts';

/** `StartAt` and `States` of a scope: the workflow, a branch, an iteration. States stand in the definition's order. */
export function writeScope(plan: WorkflowPlan, scope: Scope): JsonObject {
  const place = plan.placeOf(scope);
  const ends: Ends = new Map();
  const inner = (nested: Scope): JsonObject => writeScope(plan, nested);
  // Names are people's words: an object without a prototype takes any of them, and thousands at once.
  const States: Record<string, AslState> = Object.create(null);
  const [first] = place.flow.order;
  const start = first === undefined ? endState(plan, place, scope.first, ends) : plan.names.entry(first);
  const early = plan.variables.early.has(place) ? plan.names.fresh(startName(place)) : undefined;
  if (early !== undefined) States[early] = startState(plan, place, start);
  for (const node of writtenOrder(place)) {
    const initialises = node === first && early === undefined;
    for (const [name, state] of writeStep(plan, { place, node }, { ends, initialises, inner })) States[name] = state;
  }
  for (const { name, state } of ends.values()) States[name] = state;
  return { StartAt: early ?? start, States };
}

/** Steps that no way leads to have no state: Step Functions would refuse them. */
function writtenOrder({ scope, flow }: PlacedScope): Node[] {
  return [...scope.nodes.values()].filter(({ id }) => flow.position.has(id));
}

function startName({ name, owner }: PlacedScope): string {
  return owner === undefined ? 'Start' : `Start ${name}`;
}

/**
 * The only Pass there is: where a jump comes back to the first step, that step cannot give variables their first values,
 * for it would do so each time.
 */
function startState(plan: WorkflowPlan, place: PlacedScope, next: string): AslState {
  return { Type: 'Pass', ...present({ Assign: initialValues(plan, place) }), Next: next };
}
