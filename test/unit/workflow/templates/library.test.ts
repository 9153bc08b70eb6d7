import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileWorkflow } from '../../../../lib/compiler/compile-workflow.ts';
import { compareSimulation } from '../../../../lib/local/simulate/compare-simulation.ts';
import { readTestFile, testContext } from '../../../../lib/local/simulate/read-test-file.ts';
import { simulateWorkflow } from '../../../../lib/local/simulate/simulate-workflow.ts';
import { readTemplates, type TemplateFolder } from '../../../../lib/local/workspace/read-templates.ts';
import type { Scope, WorkflowGraph } from '../../../../lib/workflow/graph/graph.ts';
import { instantiateTemplate } from '../../../../lib/workflow/templates/instantiate-template.ts';

const FOLDER = join(import.meta.dirname, '../../../../statemachines/templates');

/** Every entry of product.md's library, by the template that serves it. */
const LIBRARY = [
  'abandoned-cart',
  'ai-reply-with-approval',
  'appointment-cancelled',
  'appointment-reminder',
  'auto-tag-by-keyword',
  'birthday-greeting',
  'crm-account-manager',
  'decision-rollout',
  'escalate-open-ticket',
  'festival-tickets',
  'inquiry-list-match',
  'negative-sentiment-ticket',
  'new-contact-welcome',
  'on-site-promotion-test',
  'payment-leaves-segment',
  'registration-series',
  'renewal-date',
  'route-by-sender-domain',
  'satisfaction-survey',
  'vip-routing',
  'website-lead-follow-up',
  'win-back',
];

let library: TemplateFolder;
beforeAll(async () => {
  library = await readTemplates(FOLDER);
});

function find(id: string) {
  const template = library.templates.find((one) => one.id === id);
  const graph = library.workspace.workflows.find((one) => one.id === id)?.graph;
  if (template === undefined || graph === undefined) throw new Error(`no template ${id}`);
  return { template, graph };
}

/** Steps and the ways on from them that a run can take. */
function waysIn(graph: WorkflowGraph): string[] {
  const inScope = (scope: Scope): string[] =>
    [...scope.nodes.values()].flatMap((node): string[] => {
      switch (node.kind) {
        case 'routes':
          return node.routes.map(({ id }) => `${node.id}.${id}`);
        case 'wait_for':
          return [`${node.id}.received`, `${node.id}.timed_out`];
        case 'approve':
          return [`${node.id}.approved`, `${node.id}.rejected`, `${node.id}.timed_out`];
        case 'experiment':
          return node.variants.map(({ id }) => `${node.id}.${id}`);
        case 'do':
        case 'wait':
          return node.onError === undefined ? [node.id] : [node.id, `${node.id}.error`];
        default:
          throw new Error(`no template had a ${node.kind} when this was written`);
      }
    });
  return inScope(graph.root);
}

describe('V5 the template library', () => {
  test('has no problem in any of its files', () => {
    expect(library.issues).toEqual([]);
  });

  test('has every template of the product’s list', () => {
    expect(library.templates.map(({ id }) => id)).toEqual(LIBRARY);
  });

  test.each(LIBRARY)('%s compiles', (id) => {
    const { graph } = find(id);

    const { asl } = compileWorkflow(graph, { catalogue: library.workspace.catalogue, functionArn: (family) => family });

    expect(Object.keys(asl)).toContain('States');
  });

  test.each(LIBRARY)('every case of %s holds, and together they take every way', async (id) => {
    const { graph } = find(id);
    const { catalogue, messages } = library.workspace;
    const file = await readTestFile(join(FOLDER, `${id}.test.yaml`), testContext(library.workspace));
    expect(file.issues).toEqual([]);
    const taken = new Set<string>();

    for (const { case: given, scenario } of file.cases) {
      const simulation = await simulateWorkflow({ graph, catalogue, messages, scenario });
      expect({ case: given.name, differences: compareSimulation(given.expect, simulation) }).toEqual({
        case: given.name,
        differences: [],
      });
      for (const step of simulation.path) {
        taken.add(step);
        taken.add(step.split('.')[0] ?? step);
      }
    }

    expect(waysIn(graph).filter((way) => !taken.has(way))).toEqual([]);
  });

  test.each(LIBRARY)('%s becomes a workflow once its questions are answered', (id) => {
    const { template } = find(id);
    const required = template.questions.filter((question) => question.required);
    const answers = Object.fromEntries(
      required.map(({ id: question, type }) => [
        question,
        type === 'url' ? 'https://api.shop.example/v1' : '@shop.example',
      ]),
    );

    const made = instantiateTemplate(template, { workflow: 'my-own', answers, catalogue: library.workspace.catalogue });

    expect(made.issues).toEqual([]);
    expect(made.graph?.workflow).toBe('my-own');
  });
});
