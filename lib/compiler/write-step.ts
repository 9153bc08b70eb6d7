import type { Scope } from '../workflow/graph/graph.ts';
import type { JsonObject } from '../workflow/json.ts';
import { type AslState, expression, present } from './asl-state.ts';
import { writeCondition } from './conditions/jsonata.ts';
import type { PlacedStep } from './data-flow/scope-tree.ts';
import type { StepNeeds } from './data-flow/step-needs.ts';
import { VARIABLES } from './data-flow/variable-names.ts';
import { createExits, type Ends, type Exits } from './exits.ts';
import { CAUGHT_ERROR } from './expressions/catch-expression.ts';
import { objectExpression } from './expressions/object-expression.ts';
import { sawExpression } from './expressions/saw-expression.ts';
import { sinceExpression } from './expressions/since-expression.ts';
import { createStateExpressions, ENTERED } from './expressions/state-expressions.ts';
import { heldState } from './held-state.ts';
import type { StateWriter } from './state-writer.ts';
import { compilerOf } from './steps/step-compilers.ts';
import { TASK_CONTRACT, type TaskRequest } from './task-contract.ts';
import type { WorkflowPlan } from './workflow-plan.ts';
import { writeRead } from './write-read.ts';

/** What writing a step needs from its scope. */
export interface StepPlace {
  readonly ends: Ends;
  /** Whether its scope starts with it, so that it sets the first values of variables. */
  readonly initialises: boolean;
  readonly inner: (scope: Scope) => JsonObject;
}

/** The states of one step: the step's own, and before it a read where data are needed that the run does not hold. */
export function writeStep(
  plan: WorkflowPlan,
  step: PlacedStep,
  { ends, initialises, inner }: StepPlace,
): (readonly [string, AslState])[] {
  const { node } = step;
  const { read } = plan.freshness(node);
  const exits = createExits(plan, step, ends, initialises && read === undefined);
  const writer = createWriter(plan, step, exits, inner);
  const state = withNote(compilerOf(node).state(node, writer), node.note);
  const own: (readonly [string, AslState])[] = [[node.name, state]];
  if (node.kind === 'do') own.push([writer.heldName, heldState(node, writer)]);
  if (read === undefined) return own;
  const before = createExits(plan, step, ends, initialises);
  const readWriter = createWriter(plan, step, before, inner);
  return [[plan.names.entry(node), writeRead({ plan, step, records: read, writer: readWriter, initialises })], ...own];
}

function withNote(state: AslState, note: string | undefined): AslState {
  if (note === undefined) return state;
  const { Type, ...fields } = state;
  return { Type, Comment: note, ...fields };
}

function createWriter(plan: WorkflowPlan, step: PlacedStep, exits: Exits, inner: StepPlace['inner']): StateWriter {
  const { graph, settings, variables, names } = plan;
  const { node, place } = step;
  const needs = plan.needs(node);
  const expressions = createStateExpressions(plan, step);
  return {
    leave: exits.leave,
    choose: exits.choose,
    caught: exits.caught,
    settings,
    consent: graph.audience.consent,
    condition: (condition) => writeCondition(condition, expressions),
    path: expressions.path,
    saw: (conditions) => sawExpression(conditions, expressions),
    since: () => {
      const since = sinceExpression(variables.pausesBefore(node), names.resumed);
      return since === undefined ? null : expression(since);
    },
    dataVariable: names.data(place),
    items: place.items,
    request(kind, fields) {
      const data = objectExpression(handedPaths(kind, needs), expressions.path);
      return present({
        contract: TASK_CONTRACT,
        kind,
        run: RUN,
        step: node.id,
        iteration: iterationOf(plan, step),
        ...fields,
        data: data === undefined ? undefined : expression(data),
        now: NOW,
        zone: graph.zone,
      });
    },
    functionRecords: needs.functionRecords,
    catchErrors: (target) =>
      target === undefined ? undefined : [{ ErrorEquals: ['States.ALL'], ...exits.caught(target, CAUGHT) }],
    heldName: names.held(node),
    inner,
  };
}

function handedPaths(kind: TaskRequest['kind'], { readPaths, handedPaths }: StepNeeds): StepNeeds['handedPaths'] {
  switch (kind) {
    case 'read':
      return readPaths;
    case 'hold':
      return [];
    default:
      return handedPaths;
  }
}

const RUN = '{% $states.context.Execution.Input.run %}';
const NOW = expression(ENTERED);
const CAUGHT = expression(CAUGHT_ERROR);

/** What tells one passage of the step from another: indexes of items and counts of jumps, outermost first. */
function iterationOf(plan: WorkflowPlan, step: PlacedStep): string[] | undefined {
  const passages = plan.variables.passagesOf(step);
  if (passages.length === 0) return undefined;
  return passages.map((passage) =>
    passage.kind === 'item'
      ? expression(`$states.input.${passage.as}_index`)
      : expression(`$${VARIABLES.jumps(passage.jump)}`),
  );
}
