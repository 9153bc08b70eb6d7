import { type Compiled, compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import type { WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import type { Json, JsonObject } from '../../../lib/workflow/json.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import { goldenCatalogue } from '../../golden/golden-definitions.ts';

export const catalogue = goldenCatalogue();
export const settings = { catalogue, functionArn: (family: string) => `fn-${family}` };

const HEADER = 'trigger: { event: order.placed }\naudience: { consent: none }';

/** The checked graph of a definition, given its steps and, where that matters, what stands above them. */
export function graphOf(steps: string, header: string = HEADER): WorkflowGraph {
  const { graph, issues } = loadWorkflow({ text: `workflow: example\n${header}\nsteps:\n${steps}\n`, catalogue });
  if (graph === undefined) throw new Error(JSON.stringify(issues, null, 1));
  return graph;
}

/** What such a definition compiles to. */
export function compileSteps(steps: string, header?: string): Compiled {
  return compileWorkflow(graphOf(steps, header), settings);
}

/** What stands at a place in a machine: `at(asl, 'States', 'Tell', 'Next')`. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const key of path) {
    found = typeof found === 'object' && found !== null ? (found as JsonObject)[key] : undefined;
  }
  return found;
}
