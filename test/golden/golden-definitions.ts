import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import { extendCatalogue } from '../../lib/workflow/catalogue/team-catalogue.ts';
import type { WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import { loadWorkflow } from '../../lib/workflow/load-workflow.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ENDING = '.workflow.yaml';

/** Names of the golden definitions: one small file for each feature of the language. */
export function goldenNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** The catalogue that golden definitions are written for. */
export function goldenCatalogue(): Catalogue {
  const text = readFileSync(`${FOLDER}catalogue.yaml`, 'utf8');
  const { catalogue, issues } = extendCatalogue(builtInCatalogue(), { text, file: 'catalogue.yaml' });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return { ...catalogue, messages: new Set([...catalogue.messages, 'hello']) };
}

/** A golden definition, checked. */
export function loadGolden(name: string, catalogue: Catalogue): WorkflowGraph {
  const file = `${name}${ENDING}`;
  const { graph, issues } = loadWorkflow({ text: readFileSync(FOLDER + file, 'utf8'), file, catalogue });
  if (graph === undefined) throw new Error(`${file}: ${JSON.stringify(issues, null, 2)}`);
  return graph;
}
