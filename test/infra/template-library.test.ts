import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTemplateFiles } from '../../lib/constructs/read-template-files.ts';
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

describe('V5 a deployment carries templates', () => {
  test('of the folder beside its workflows', () => {
    const files = readTemplateFiles({ workflows: 'statemachines' });

    expect(files.get('vip-routing.template.yaml')).toBe(
      readFileSync('statemachines/templates/vip-routing.template.yaml', 'utf8'),
    );
    expect(files.has('messages/registration_welcome.message.yaml')).toBe(true);
    expect([...files.keys()]).toEqual([...files.keys()].toSorted());
  });

  test('of the library that comes with Signalbox, where there are no others', () => {
    expect(readTemplateFiles({})).toEqual(readTemplateFiles({ workflows: 'statemachines' }));
  });

  test('of the folder that is named, which must exist', () => {
    expect([...readTemplateFiles({ templates: 'statemachines' }).keys()]).toContain('vip-routing.workflow.yaml');
    expect(() => readTemplateFiles({ templates: 'nowhere' })).toThrow(expect.objectContaining({ code: 'SB905' }));
  });
});
