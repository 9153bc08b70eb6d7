import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCase } from '../../lib/local/simulate/case-schema.ts';
import { readTestFile, testContext } from '../../lib/local/simulate/read-test-file.ts';
import { resolveScenario } from '../../lib/local/simulate/resolve-scenario.ts';
import type { Scenario } from '../../lib/local/simulate/scenario.ts';
import { readWorkspace } from '../../lib/local/workspace/read-workspace.ts';
import type { ActionType } from '../../lib/workflow/catalogue/catalogue.ts';
import type { Json } from '../../lib/workflow/json.ts';
import { loadWorkflow } from '../../lib/workflow/load-workflow.ts';
import { compileSubject, coverWorkflow } from './cover-workflow.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';
import { ROOT } from './paths.ts';
import { runCase } from './run-case.ts';
import { runOnBoth } from './run-on-both.ts';
import { validateAsl } from './validate-asl.ts';

let moto: MotoEngine;
beforeAll(async () => {
  moto = await startMotoEngine();
});
afterAll(() => moto.close());

/** A team's own action, which stands in for one that comes later. */
const DRAFT: ActionType = {
  ...{ name: 'ai.draft', title: 'Draft an answer', description: 'Drafts an answer.', family: 'ai-draft' },
  input: { tone: { type: 'text', description: 'How it sounds.' } },
  output: { text: { type: 'text' } },
  ...{ sendsMessage: false, writes: [], reads: [], delivery: 'at_least_once', timeoutSeconds: 60, causes: [] },
  retry: { attempts: 3, delaySeconds: 1, factor: 2, maxDelaySeconds: 10 },
};

const workspace = await readWorkspace(`${ROOT}statemachines`, { actions: [DRAFT] });
const { catalogue, messages } = workspace;
const reply = loadWorkflow({
  text: readFileSync(`${ROOT}test/fixtures/workflows/ai-reply.workflow.yaml`, 'utf8'),
  catalogue,
});
const graphs = [...workspace.workflows, reply].flatMap(({ graph }) => (graph === undefined ? [] : [graph]));
const files = await Promise.all(workspace.tests.map((file) => readTestFile(file, testContext(workspace))));

interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
  /** `not_started`, `stopped`, or the outcome; undefined when it fails or the case does not say. */
  readonly outcome: string | undefined;
}

function expectedOutcome({ expect: { outcome } }: TestCase): string | undefined {
  if (outcome === undefined || typeof outcome === 'string') return outcome;
  if ('not_started' in outcome) return 'not_started';
  return 'exited' in outcome ? 'stopped' : undefined;
}

const REPLIES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'it is approved': { review: { decision: 'approved', edited: { text: 'As edited' } } },
  'it is rejected': { review: { decision: 'rejected', comment: 'too friendly' } },
  'nobody decides': { review: 'timed_out' },
  'there is no draft': { draft: { error: 'no_draft' } },
  'the draft takes too long': { draft: 'timed_out' },
};

function scenariosOf(workflow: string): readonly NamedScenario[] {
  const [file] = files.filter((one) => one.workflow === workflow);
  if (file !== undefined)
    return file.cases.map((one) => ({
      name: one.case.name,
      scenario: one.scenario,
      outcome: expectedOutcome(one.case),
    }));
  const { graph } = reply;
  if (graph === undefined) throw new Error(JSON.stringify(reply.issues));
  return Object.entries(REPLIES).map(([name, answers]) => {
    const { scenario, issues } = resolveScenario({ graph, catalogue, input: { answers } });
    expect(issues).toEqual([]);
    return { name, scenario, outcome: undefined };
  });
}

type Effects = NonNullable<Extract<Awaited<ReturnType<typeof runCase>>, { readonly kind: 'ran' }>['effects'][number]>;

/**
 * Times differ: the embedded engine's run ahead, as it waits. In a run that failed, whether a step of another branch had
 * begun, and how far it had come, is a matter of moments: only what the case answered is compared.
 */
function comparable(effects: Effects, failed: boolean): readonly string[] {
  return effects
    .filter(({ answered }) => answered || !failed)
    .map((effect) => JSON.stringify(effect).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'))
    .toSorted();
}

test('there are ten workflows', () => {
  expect(graphs.map(({ workflow }) => workflow)).toHaveLength(10);
});

describe.each(graphs.map((graph) => [graph.workflow, compileSubject(graph, catalogue)] as const))(
  '%s',
  (name, subject) => {
    test.each(scenariosOf(name).map((one) => [one.name, one] as const))(
      'with the real functions: %s',
      async (_, { scenario, outcome: wanted }) => {
        const outcome = await runCase(moto, { subject, messages, scenario });
        if (outcome.kind !== 'ran') return expect(outcome.kind).toBe(wanted);
        if (wanted !== undefined) expect(outcome.runs.embedded.output).toMatchObject({ outcome: wanted });
        expect(outcome.runs.embedded).toEqual(outcome.runs.moto);
        const [one = [], other = []] = outcome.effects;
        const failed = outcome.runs.embedded.status === 'FAILED';
        expect(comparable(one, failed)).toEqual(comparable(other, failed));
      },
    );

    test('on every way through it, with answers by chance', async () => {
      const { runs, missed } = await coverWorkflow(subject, { tries: 800 });
      expect(missed).toEqual([]);
      for (const run of runs) {
        const { embedded, moto: theirs } = await runOnBoth(moto, { asl: subject.asl, ...run });
        expect(embedded, JSON.stringify(run.input)).toEqual(theirs);
      }
    });

    test('is valid ASL', async () => {
      expect(await validateAsl(subject.asl)).toEqual([]);
    });
  },
);
