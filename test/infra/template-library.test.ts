import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readWorkflowFiles } from '../../lib/constructs/read-workflow-files.ts';

test('V5 templates are no workflows of the deployment', () => {
  const templates = readdirSync('statemachines/templates').filter((name) => name.endsWith('.workflow.yaml'));
  const own = readdirSync('statemachines').filter((name) => name.endsWith('.workflow.yaml'));

  const { workflows, messages, catalogue } = readWorkflowFiles('statemachines', []);

  expect(templates.length).toBeGreaterThan(20);
  expect(workflows.map(({ file }) => file).sort()).toEqual(own.sort());
  expect(messages.has('registration_welcome')).toBe(false);
  expect(catalogue.events.has('survey.answered')).toBe(false);
});
