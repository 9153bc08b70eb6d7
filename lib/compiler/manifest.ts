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
  const waited = nodes.flatMap((node) => (node.kind === 'wait_for' ? [node.event] : []));
  const happened = nodes.flatMap((node) => [...plan.needs(node).happened.values()].map(({ event }) => event));
  const goal = plan.graph.goal === undefined ? [] : [plan.graph.goal.event];
  return [...new Set([...goal, ...waited, ...happened])].sort();
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
  const called = nodes.flatMap((node) => compilerOf(node).functions?.(node, plan.settings) ?? []);
  const reads = nodes.some((node) => plan.freshness(node).read !== undefined) ? [FAMILIES.read] : [];
  return [...new Set([...called, ...reads])].sort();
}
