import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import type { JsonObject } from '../../lib/workflow/json.ts';
import { loadWorkflow } from '../../lib/workflow/load-workflow.ts';

/** The graph of a generated definition, which is meant to have no errors. */
export function loadGenerated(definition: JsonObject, catalogue: Catalogue): WorkflowGraph {
  const { graph, issues } = loadWorkflow({ text: JSON.stringify(definition, null, 1), catalogue });
  if (graph === undefined)
    throw new Error(issues.map(({ code, message, pointer }) => `${code} ${pointer} ${message}`).join('\n'));
  return graph;
}
