import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/workflow/json.ts';
import { goldenCatalogue, loadGolden } from '../golden/golden-definitions.ts';
import { changeConditions, compileSubject, coverWorkflow } from './cover-workflow.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';
import { runEmbedded, runOnBoth } from './run-on-both.ts';
import { validateAsl } from './validate-asl.ts';

let moto: MotoEngine;
beforeAll(async () => {
  moto = await startMotoEngine();
});
afterAll(() => moto.close());

const catalogue = goldenCatalogue();
const subject = compileSubject(loadGolden('routes-on-event', catalogue), catalogue);

/** On how many of the workflow's covering runs an engine with another machine comes to something else than moto. */
async function disagreements(asl: JsonObject): Promise<number> {
  const { runs } = await coverWorkflow(subject, { tries: 40 });
  let found = 0;
  for (const run of runs) {
    const { moto: theirs } = await runOnBoth(moto, { asl: subject.asl, ...run });
    const { observed } = await runEmbedded({ asl, ...run });
    if (JSON.stringify(observed) !== JSON.stringify(theirs)) found += 1;
  }
  return found;
}

test('C4 a broken condition is caught by the comparison', async () => {
  expect(await disagreements(subject.asl)).toBe(0);
  const broken = changeConditions(subject.asl, (condition) => condition.replace('>=', '<'));
  expect(broken).not.toEqual(subject.asl);
  expect(await disagreements(broken)).toBeGreaterThan(0);
});

test('invalid ASL is caught by each of the two validators', async () => {
  expect(await validateAsl(subject.asl)).toEqual([]);
  const states = subject.asl.States;
  const lost = { ...subject.asl, StartAt: 'Nowhere' };
  const unknown = { ...subject.asl, States: { ...Object(states), Extra: { Type: 'Sleep', End: true } } };
  for (const broken of [lost, unknown]) expect(await validateAsl(broken)).not.toEqual([]);
  const validators = new Set(
    [...(await validateAsl(lost)), ...(await validateAsl(unknown))].map((found) => found.validator),
  );
  expect([...validators].toSorted()).toEqual(['amazon-states-language-service', 'asl-validator']);
});
