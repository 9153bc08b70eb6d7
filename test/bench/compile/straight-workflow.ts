import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { extendCatalogue } from '../../../lib/workflow/catalogue/team-catalogue.ts';
import type { WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';

/** The built-in catalogue, and a team to tell. */
export function benchCatalogue(): Catalogue {
  const team = { text: 'zone: Europe/Berlin\nteams: { support: [support@example.com] }\n' };
  return extendCatalogue(builtInCatalogue(), team).catalogue;
}

/** A definition of so many notifications in a row. */
export function straightWorkflow(steps: number): object {
  return {
    workflow: 'straight',
    trigger: { event: 'lead.created' },
    audience: { consent: 'none' },
    steps: Array.from({ length: steps }, (_, index) => ({
      id: `step_${index}`,
      do: 'notify.send',
      with: { to: 'support', text: `Message ${index}` },
    })),
  };
}

/** The same, as YAML: one step a line. */
export function straightText(steps: number): string {
  const lines = Array.from(
    { length: steps },
    (_, index) => `  - { id: step_${index}, do: notify.send, with: { to: support, text: Message ${index} } }`,
  );
  return `workflow: straight\ntrigger: { event: lead.created }\naudience: { consent: none }\nsteps:\n${lines.join('\n')}\n`;
}

/** The checked graph of such a workflow. */
export function straightGraph(steps: number, catalogue: Catalogue): WorkflowGraph {
  const { graph, issues } = loadWorkflow({ text: straightText(steps), catalogue });
  if (graph === undefined) throw new Error(JSON.stringify(issues));
  return graph;
}
