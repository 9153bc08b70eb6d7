import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/workflow/json.ts';
import { goldenCatalogue, goldenNames, loadGolden } from '../golden/golden-definitions.ts';
import { compileSubject, coverWorkflow } from './cover-workflow.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';
import { runOnBoth } from './run-on-both.ts';
import { validateAsl } from './validate-asl.ts';

let moto: MotoEngine;
beforeAll(async () => {
  moto = await startMotoEngine();
});
afterAll(() => moto.close());

const catalogue = goldenCatalogue();

/** Events that chance would not come upon. */
const EVENTS: Readonly<Record<string, JsonObject>> = {
  'condition-expression': { total: 100, lines: [{ sku: 'contact-1', quantity: 2, parts: [] }] },
};

/** States that no event leads to: a route before theirs takes all that would come to them. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  'conditions-on-time': ['end: recent'],
  'conditions-on-text': ['end: has', 'end: edges', 'end: empty'],
};

describe.each(goldenNames())('golden definition %s', (name) => {
  const subject = compileSubject(loadGolden(name, catalogue), catalogue);

  test('comes to the same end by the same states on moto, on every way through it', async () => {
    const { runs, missed } = await coverWorkflow(subject, { tries: 300, event: EVENTS[name] ?? {} });
    expect(missed).toEqual(NEVER[name] ?? []);
    for (const [index, run] of runs.entries()) {
      const { embedded, moto: theirs } = await runOnBoth(moto, { asl: subject.asl, ...run });
      expect(embedded, `run ${index} with ${JSON.stringify(run.input)}`).toEqual(theirs);
    }
  });

  test('is valid ASL', async () => {
    expect(await validateAsl(subject.asl)).toEqual([]);
  });
});
