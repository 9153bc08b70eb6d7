import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import type { Estimate } from '../../../lib/compiler/compiled-workflow.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';

/** The estimate that a person sees ahead of publishing this definition. */
export function estimateExample(text: string): Estimate {
  const catalogue = builtInCatalogue();
  const { graph, issues } = loadWorkflow({ text, catalogue });
  if (graph === undefined) throw new Error(`The example has errors: ${JSON.stringify(issues)}`);
  return compileWorkflow(graph, { catalogue, functionArn: (family) => family }).manifest.estimate;
}
