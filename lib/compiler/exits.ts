import type { Target } from '../workflow/graph/graph.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { type AslState, present } from './asl-state.ts';
import type { PlacedScope, PlacedStep } from './data-flow/scope-tree.ts';
import { VARIABLES } from './data-flow/variable-names.ts';
import { createFailExpressions, ENTERED } from './expressions/state-expressions.ts';
import { templateExpression } from './expressions/template-expression.ts';
import { FAILED, RESULT, type StepOutput } from './state-writer.ts';
import { compilerOf } from './steps/step-compilers.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** Inside `each` the item travels with the input, so every state hands on what it was given. */
const INPUT = '{% $states.input %}';

/** A value for the output of a scope whose last step has none. */
const NO_OUTPUT = {};

/** The ends of one scope that need a state of their own, by what they mean. */
export type Ends = Map<string, { readonly name: string; readonly state: AslState }>;

/** The ways out of a step's state, written out. */
export interface Exits {
  /** Of a state with `Next` or `End`. */
  leave(target: Target, output?: StepOutput): JsonObject;
  /** Of a choice rule, which has `Next` alone, so that an end is a state of its own. */
  choose(target: Target, output?: StepOutput, more?: JsonObject): JsonObject;
  /** Of a catcher, for which the same holds. */
  caught(target: Target, output?: StepOutput): JsonObject;
}

/**
 * Writes `Next`, `End`, `Output` and `Assign` for a step. `first`: the state is where its scope starts, so it gives the
 * variables that might be read unassigned their first values.
 */
export function createExits(plan: WorkflowPlan, step: PlacedStep, ends: Ends, first: boolean): Exits {
  const travels = step.place.items.length > 0;
  const assign = (output: StepOutput, more?: JsonObject): JsonObject | undefined =>
    assignments(plan, step, output, { first, more });
  return {
    leave(target, output) {
      const Assign = assign(output);
      switch (target.kind) {
        case 'end':
          return present({ Assign, Output: { outcome: target.outcome }, End: true });
        case 'scope_end':
          return present({ Assign, Output: output === RESULT ? undefined : (output ?? NO_OUTPUT), End: true });
        default: {
          // A state without an output of its own hands its input on by itself.
          const Output = travels && output !== undefined ? INPUT : undefined;
          return present({ Assign, Output, Next: nextOf(plan, step, target, ends) });
        }
      }
    },
    choose(target, output, more) {
      const Output = target.kind === 'scope_end' ? (output ?? NO_OUTPUT) : undefined;
      return present({ Assign: assign(output, more), Output, Next: nextOf(plan, step, target, ends) });
    },
    caught(target, output) {
      const onward = travels ? INPUT : undefined;
      const Output = target.kind === 'scope_end' ? output : onward;
      return present({ Assign: assign(output), Output, Next: nextOf(plan, step, target, ends) });
    },
  };
}

/** First values of variables that a way may reach unassigned. */
export function initialValues(plan: WorkflowPlan, place: PlacedScope): Record<string, Json> {
  return Object.fromEntries(plan.variables.initial.get(place) ?? []);
}

function assignments(
  plan: WorkflowPlan,
  { node, place }: PlacedStep,
  output: StepOutput,
  { first, more }: { readonly first: boolean; readonly more: JsonObject | undefined },
): JsonObject | undefined {
  const { outputs, entered, resumed, initial } = plan.variables;
  const assigned: Record<string, Json> = first && initial.has(place) ? initialValues(plan, place) : {};
  const isBefore = Number(place.flow.position.get(node.id)) < (resumed.get(place) ?? 0);
  if (output !== undefined && (outputs.has(node.id) || compilerOf(node).decides === true)) {
    assigned[VARIABLES.output(node.id)] = output;
  }
  if (entered.has(node.id)) assigned[VARIABLES.entered(node.id)] = `{% ${ENTERED} %}`;
  if (isBefore && plan.pauses(node)) assigned[plan.names.resumed(place)] = '{% $now() %}';
  Object.assign(assigned, more);
  // No other way tells an empty object as cheaply, and this is asked once for each way out.
  for (const _name in assigned) return assigned;
  return undefined;
}

function nextOf(plan: WorkflowPlan, step: PlacedStep, target: Target, ends: Ends): string {
  const next = target.kind === 'step' ? step.place.scope.nodes.get(target.step) : undefined;
  return next === undefined ? endState(plan, step.place, target, ends) : plan.names.entry(next);
}

/** The state that stands for an end, made when it is first gone to. */
export function endState(plan: WorkflowPlan, place: PlacedScope, target: Target, ends: Ends): string {
  const meaning = JSON.stringify(target);
  const known = ends.get(meaning);
  if (known !== undefined) return known.name;
  const { name, state } = writeEnd(plan, place, target);
  const end = { name: plan.names.fresh(name), state };
  ends.set(meaning, end);
  return end.name;
}

function writeEnd(plan: WorkflowPlan, place: PlacedScope, target: Target): { name: string; state: AslState } {
  switch (target.kind) {
    case 'end':
      return { name: `end: ${target.outcome}`, state: { Type: 'Succeed', Output: { outcome: target.outcome } } };
    case 'fail': {
      const Cause = templateExpression(target.text, createFailExpressions(plan, place));
      const words = target.text.replaceAll(/\{\{.*?\}\}/gs, '…').replaceAll(/\s+/g, ' ');
      return { name: `fail: ${words.slice(0, 60).trim()}`, state: { Type: 'Fail', Error: FAILED, Cause } };
    }
    default:
      // What leads here has made its output the state's input.
      return { name: `end of ${place.name}`, state: { Type: 'Succeed' } };
  }
}
