import { buildGraph } from '../../../../lib/workflow/graph/build-graph.ts';
import type { Node, WorkflowGraph } from '../../../../lib/workflow/graph/graph.ts';
import type { Issue } from '../../../../lib/workflow/issue.ts';
import { parseDefinition } from '../../../../lib/workflow/text/parse-definition.ts';
import { sampleCatalogue } from '../sample-catalogue.ts';

const catalogue = sampleCatalogue();

/** The graph of a whole definition, and what its building reports as `code pointer message`. */
export function build(text: string): { readonly graph: WorkflowGraph; readonly issues: readonly string[] } {
  const { definition, tree, issues } = parseDefinition(text);
  if (definition === undefined || tree === undefined) throw new Error(issues.map(({ message }) => message).join('\n'));
  const built = buildGraph({ definition, tree, catalogue });
  return { graph: built.graph, issues: built.issues.map(line) };
}

/** A workflow on orders with those steps, given as lines of a block list at the indent of two. */
export function buildSteps(steps: string): ReturnType<typeof build> {
  return build(`workflow: sample\ntrigger: { event: order.placed }\nsteps:\n${steps}`);
}

/** The nodes of the graph's root by id. */
export function nodesOf(graph: WorkflowGraph): Readonly<Record<string, Node>> {
  return Object.fromEntries(graph.root.nodes);
}

function line({ code, pointer, message }: Issue): string {
  return `${code} ${pointer} ${message}`;
}
