import type { Node } from '../workflow/graph/graph.ts';
import { causedEvents } from './caused-events.ts';
import { FAMILIES } from './compile-settings.ts';
import type { AslMachine, CompiledExperiment, CompiledWorkflow } from './compiled-workflow.ts';
import { estimate } from './estimate.ts';
import { compilerOf } from './steps/step-compilers.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** What the engine needs to know of a version, beside its state machine. */
export function writeManifest(plan: WorkflowPlan, asl: AslMachine): CompiledWorkflow {
  const { graph, settings, startReads } = plan;
  const nodes = plan.scopes.flatMap(({ flow }) => flow.order);
  const jumps = nodes.flatMap((node) => (node.kind === 'jump' ? [[node.name, node.times] as const] : []));
  return {
    format: 1,
    workflow: graph.workflow,
    name: graph.name,
    zone: graph.zone,
    trigger: graph.trigger,
    audience: graph.audience,
    ...(graph.goal === undefined ? {} : { goal: graph.goal }),
    awaitedEvents: awaitedEvents(plan, nodes),
    causes: causedEvents(nodes, settings),
    startReads,
    experiments: experimentsOf(nodes),
    functions: functionsOf(plan, nodes),
    estimate: estimate(asl, new Map(jumps)),
  };
}

/** Events that have to be recorded on the contact while a run is open. */
function awaitedEvents(plan: WorkflowPlan, nodes: readonly Node[]): readonly string[] {
  const { goal } = plan.graph;
  const awaited = new Set(goal === undefined ? [] : [goal.event]);
  for (const node of nodes) {
    if (node.kind === 'wait_for') awaited.add(node.event);
    for (const { event } of plan.needs(node).happened.values()) awaited.add(event);
  }
  return [...awaited].sort();
}

function experimentsOf(nodes: readonly Node[]): readonly CompiledExperiment[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'experiment') return [];
    let percent = 0;
    const variants = node.variants.map((variant) => {
      percent += variant.percent;
      return { id: variant.id, upTo: percent / 100 };
    });
    return [{ step: node.id, variants }];
  });
}

function functionsOf(plan: WorkflowPlan, nodes: readonly Node[]): readonly string[] {
  const called = new Set<string>();
  for (const node of nodes) {
    for (const family of compilerOf(node).functions?.(node, plan.settings) ?? []) called.add(family);
    if (plan.freshness(node).read !== undefined) called.add(FAMILIES.read);
  }
  return [...called].sort();
}
