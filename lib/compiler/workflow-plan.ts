import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { Node, Scope, WorkflowGraph } from '../workflow/graph/graph.ts';
import type { CompileSettings } from './compile-settings.ts';
import { conditionUses } from './data-flow/condition-uses.ts';
import { effectsOf } from './data-flow/effects.ts';
import { decideFreshness, type Freshness } from './data-flow/freshness.ts';
import { type PlacedScope, placeInnerScopes, placeScope } from './data-flow/scope-tree.ts';
import { needsOf, recordsOf, type StepNeeds } from './data-flow/step-needs.ts';
import { planVariables, type VariablePlan } from './data-flow/variables.ts';
import { createNames, type Names } from './names.ts';
import { remembered } from './remembered.ts';

/** Everything that is decided before the first state is written. */
export interface WorkflowPlan {
  readonly graph: WorkflowGraph;
  readonly settings: CompileSettings;
  readonly scopes: readonly PlacedScope[];
  placeOf(scope: Scope): PlacedScope;
  readonly needs: (node: Node) => StepNeeds;
  readonly freshness: (node: Node) => Freshness;
  readonly pauses: (node: Node) => boolean;
  readonly variables: VariablePlan;
  /** Records the dispatcher reads before the start and hands over in the run's input. */
  readonly startReads: readonly RecordName[];
  readonly names: Names;
}

/** Looks at the whole workflow: order, data, variables, names. */
export function planWorkflow(graph: WorkflowGraph, settings: CompileSettings): WorkflowPlan {
  const root = placeScope(graph.root);
  const scopes = [root, ...placeInnerScopes(root)];
  const places = new Map(scopes.slice(1).map((place) => [place.scope, place]));
  const needs = remembered((node: Node) => needsOf(node, settings.catalogue));
  const effects = effectsOf(scopes, settings);
  const startReads = startReadsOf(graph, settings);
  const freshness = decideFreshness(scopes, { needs, effects, startReads });
  const names = createNames(scopes, freshness);
  return {
    graph,
    settings,
    scopes,
    placeOf: (scope) => places.get(scope) ?? root,
    needs,
    freshness,
    pauses: (node) => effects(node).pauses,
    variables: planVariables(scopes, { needs, effects, resumedName: names.resumed }),
    startReads,
    names,
  };
}

/** What the trigger's condition and the consent check read anyway. */
function startReadsOf({ trigger, audience }: WorkflowGraph, { catalogue }: CompileSettings): readonly RecordName[] {
  const condition = trigger.kind === 'event' ? trigger.condition : undefined;
  const filtered = recordsOf(conditionUses(condition === undefined ? [] : [condition]).paths, catalogue.records);
  const asksConsent = audience.consent !== undefined && audience.consent !== 'none';
  return [...new Set<RecordName>([...filtered, ...(asksConsent ? (['contact'] as const) : [])])].sort();
}
