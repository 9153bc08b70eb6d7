import type { Simulation } from '../../../../lib/engine/trials/simulation.ts';
import type { ScenarioInput } from '../../../../lib/local/simulate/case-schema.ts';
import { resolveScenario } from '../../../../lib/local/simulate/resolve-scenario.ts';
import { simulateWorkflow } from '../../../../lib/local/simulate/simulate-workflow.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { extendCatalogue } from '../../../../lib/workflow/catalogue/team-catalogue.ts';
import type { WorkflowGraph } from '../../../../lib/workflow/graph/graph.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';

/** A catalogue with a team, a consent and a zone, for the workflows of these tests. */
export function testCatalogue(): Catalogue {
  const text = 'zone: UTC\nconsents: [news]\nteams: { support: [eve@example.com, bob@example.com] }\nsecrets: [key]\n';
  return extendCatalogue(builtInCatalogue(), { text }).catalogue;
}

/** The graph of a definition that must have no errors. */
function graphOf(text: string, catalogue: Catalogue = testCatalogue()): WorkflowGraph {
  const { graph, issues } = loadWorkflow({ text, catalogue });
  if (graph === undefined) throw new Error(issues.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return graph;
}

/** Plays a case through a definition. */
export function simulateCase(
  text: string,
  input: ScenarioInput,
  catalogue: Catalogue = testCatalogue(),
): Promise<Simulation> {
  const graph = graphOf(text, catalogue);
  const { scenario, issues } = resolveScenario({ graph, catalogue, input });
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return simulateWorkflow({ graph, catalogue, messages: new Map(), scenario });
}
