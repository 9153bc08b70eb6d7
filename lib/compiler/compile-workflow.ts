import type { WorkflowGraph } from '../workflow/graph/graph.ts';
import { present } from './asl-state.ts';
import type { CompileSettings } from './compile-settings.ts';
import type { AslMachine, CompiledWorkflow } from './compiled-workflow.ts';
import { writeManifest } from './manifest.ts';
import { planWorkflow } from './workflow-plan.ts';
import { writeScope } from './write-scope.ts';

/** A version as it is published: what the engine reads, and what Step Functions or the embedded interpreter runs. */
export interface Compiled {
  readonly manifest: CompiledWorkflow;
  readonly asl: AslMachine;
}

/**
 * Compiles a checked workflow to JSONata ASL. The same graph and settings always give the same text. Time grows
 * with the number of steps, and no number of steps is too many.
 *
 * @throws AppError of kind `invalid` where the graph holds what the checks refuse (SB430, SB408, SB435)
 * @example
 * const { graph } = loadWorkflow({ text, catalogue });
 * const { manifest, asl } = compileWorkflow(graph, { catalogue, functionArn: (family) => `signalbox-${family}` });
 */
export function compileWorkflow(graph: WorkflowGraph, settings: CompileSettings): Compiled {
  const plan = planWorkflow(graph, settings);
  const asl = {
    ...present({ Comment: graph.note === undefined ? graph.name : `${graph.name}: ${graph.note}` }),
    QueryLanguage: 'JSONata',
    ...writeScope(plan, graph.root),
  };
  return { manifest: writeManifest(plan, asl), asl };
}
