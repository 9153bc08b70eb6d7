import type { Catalogue } from '../catalogue/catalogue.ts';
import { buildCondition } from '../conditions/build-condition.ts';
import type { ConditionPlace } from '../conditions/condition-place.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { durationSeconds } from '../schema/duration.ts';
import type { GoalDefinition, WorkflowDefinition } from '../schema/workflow-schema.ts';
import { buildAudience } from './build-audience.ts';
import { buildScope } from './build-scope.ts';
import { buildTrigger } from './build-trigger.ts';
import type { Building } from './building.ts';
import { checkJumps } from './check-jumps.ts';
import { checkLists } from './check-lists.ts';
import { checkFailText } from './check-templates.ts';
import { conditionPlace, workflowRoots } from './condition-places.ts';
import type { Goal, WorkflowGraph } from './graph.ts';
import { indexSteps } from './index-steps.ts';
import { nameOfId } from './name-of-id.ts';
import type { Report } from './report.ts';

/** A definition whose structure is sound, and the tree it is a view of. */
export interface GraphSource {
  readonly definition: WorkflowDefinition;
  readonly tree: Json;
  readonly catalogue: Catalogue;
}

/** A graph, and what keeps it from being the one that was meant: with an error, it only serves to look for more. */
export interface BuiltGraph {
  readonly graph: WorkflowGraph;
  /** Codes SB2xx to SB4xx, without lines. */
  readonly issues: readonly Issue[];
}

/** Turns a definition into its graph: ids and names, targets, normal forms and defaults are all there. */
export function buildGraph({ definition, tree, catalogue }: GraphSource): BuiltGraph {
  const issues: Issue[] = [];
  const report: Report = (code, pointer, message, fix) => {
    issues.push({ code, severity: 'error', pointer, message, ...(fix === undefined ? {} : { fix }) });
  };
  const index = indexSteps(definition.steps, report);
  const zone = definition.zone ?? catalogue.zone;
  const building: Building = {
    catalogue,
    report,
    zone,
    index,
    built: new Map(),
    edges: new Map(),
    following: new Map(),
  };
  const roots = workflowRoots(definition.trigger, catalogue);
  const place = conditionPlace(building, roots);
  const trigger = buildTrigger(definition.trigger, building, place);
  const root = buildScope(building, 'root', index.root, { kind: 'end', outcome: 'completed' }, { roots, items: [] });
  const graph: WorkflowGraph = {
    workflow: definition.workflow,
    name: definition.name ?? nameOfId(definition.workflow),
    ...(definition.note === undefined ? {} : { note: definition.note }),
    zone,
    trigger,
    audience: buildAudience(definition.audience),
    ...(definition.goal === undefined ? {} : { goal: buildGoal(definition.goal, place) }),
    root,
    definition: tree,
  };
  checkSteps(building);
  return { graph, issues };
}

function checkSteps({ index, edges, following, report }: Building): void {
  checkJumps(index, edges, report);
  checkLists(index, following, report);
  for (const { step, pointer } of index.all) {
    if ('fail' in step) checkFailText(step.fail, joinPointer(pointer, 'fail'), report);
  }
}

function buildGoal(goal: GoalDefinition, place: ConditionPlace): Goal {
  return {
    event: goal.event,
    ...(goal.if === undefined ? {} : { condition: buildCondition(goal.if, '/goal/if', place.receiving(goal.event)) }),
    ...(goal.within === undefined ? {} : { withinSeconds: durationSeconds(goal.within) }),
    stop: goal.stop ?? false,
  };
}
