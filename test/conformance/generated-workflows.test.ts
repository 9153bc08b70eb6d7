import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenCatalogue } from '../golden/golden-definitions.ts';
import { arbitraryWorkflow } from '../property/arbitrary-workflow.ts';
import { loadGenerated } from '../property/load-generated.ts';
import { compileSubject } from './cover-workflow.ts';
import { forEachAtOnce } from './for-each-at-once.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';
import { runOnBoth } from './run-on-both.ts';
import { scriptRun } from './scripted-run.ts';
import { validateAsl } from './validate-asl.ts';
import { nodesOf } from './values-to-try.ts';

const COUNT = 320;
const SEED = 20_260_302;
/** Runs of each workflow, with answers of their own. */
const RUNS = 2;
/** As many as moto interprets at once. */
const AT_ONCE = 12;

let moto: MotoEngine;
beforeAll(async () => {
  moto = await startMotoEngine();
});
afterAll(() => moto.close());

describe(`${COUNT} generated workflows (seed ${SEED})`, () => {
  const catalogue = goldenCatalogue();
  const definitions = fc.sample(arbitraryWorkflow, { numRuns: COUNT, seed: SEED });
  const subjects = definitions.map((definition) => compileSubject(loadGenerated(definition, catalogue), catalogue));

  test('hold every kind of step', () => {
    const kinds = new Set(subjects.flatMap(({ graph }) => nodesOf(graph.root).map(({ kind }) => kind)));
    expect([...kinds].toSorted()).toEqual([
      ...['approve', 'do', 'each', 'experiment', 'jump', 'parallel', 'routes', 'wait', 'wait_for'],
    ]);
  });

  test(`come to the same end by the same states on moto, in ${RUNS} runs each`, async () => {
    const ends = new Map<string, number>();
    await forEachAtOnce(AT_ONCE, subjects, async (subject, index) => {
      for (let run = 0; run < RUNS; run += 1) {
        const scripted = scriptRun(subject, index * RUNS + run, { now: Date.now() });
        const { embedded, moto: theirs } = await runOnBoth(moto, { asl: subject.asl, ...scripted });
        expect(embedded, `workflow ${index}, run ${run}: ${JSON.stringify(definitions[index])}`).toEqual(theirs);
        const end = embedded.error ?? embedded.status;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
    });
    expect([...ends.keys()]).toEqual(
      expect.arrayContaining(['SUCCEEDED', 'States.Timeout', 'Signalbox.Permanent', 'Signalbox.Transient']),
    );
  }, 300_000);

  test('are valid ASL', async () => {
    for (const [index, { asl }] of subjects.entries()) {
      expect(await validateAsl(asl), JSON.stringify(definitions[index])).toEqual([]);
    }
  }, 300_000);
});
