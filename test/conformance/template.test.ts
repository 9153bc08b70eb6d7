import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cdk } from './cdk-cli.ts';
import { lintTemplate } from './lint-template.ts';
import { ROOT } from './paths.ts';
import { idsOf, machineDefinitions, readTemplate, type Template } from './synthesized-template.ts';
import { validateAsl } from './validate-asl.ts';

const WORKFLOWS = 9;

/** What cfn-lint says that is as it should be, by rule. */
const IGNORED = {
  W3005: 'CDK lets whatever needs a role wait for the role and its policy; the role alone would be implied.',
};

describe.each(['dev', 'prod'])('the template of stage %s', (stage) => {
  let output: string;
  let template: Template;

  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), 'signalbox-template-'));
    const app = { app: `${ROOT}bin/app.ts`, output, context: { stage } };
    await cdk({ environment: {} }, app, 'synth', '--quiet');
    template = await readTemplate(app, `Signalbox-${stage}`);
  });
  afterAll(() => rm(output, { recursive: true, force: true }));

  test('has nothing that cfn-lint finds', async () => {
    expect(await lintTemplate(template, Object.keys(IGNORED))).toEqual([]);
  });

  test('has a state machine for each workflow file, which both validators accept', async () => {
    const definitions = machineDefinitions(template);
    expect(definitions.size).toBe(WORKFLOWS);
    for (const [id, definition] of definitions) {
      expect({ id, findings: await validateAsl(definition) }).toEqual({ id, findings: [] });
    }
  });

  test('has a release for each workflow file', () => {
    expect(idsOf(template, 'Custom::SignalboxWorkflow')).toHaveLength(WORKFLOWS);
  });
});
