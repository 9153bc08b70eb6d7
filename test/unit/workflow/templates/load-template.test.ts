import { describe, expect, test } from 'vitest';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';
import { loadTemplate } from '../../../../lib/workflow/templates/load-template.ts';
import { teamCatalogue } from './team-catalogue.ts';

const catalogue = teamCatalogue();
const DEFINITION = `workflow: greet
trigger: { event: contact.created }
audience: { consent: marketing }
steps:
  - { id: pause, wait: 2 days }
  - { id: mail, do: email.send, with: { template: hello } }
  - { id: more, wait: 2 days }
`;
const HEAD = 'template: greet\nname: Greet\nnote: Says hello.\ncategory: customers\n';

function load(questions: string, { head = HEAD, text = DEFINITION, file = 'greet.template.yaml' } = {}) {
  const { graph } = loadWorkflow({ text, catalogue });
  const definition = { text, ...(graph === undefined ? {} : { graph }) };
  return loadTemplate({ text: `${head}questions:${questions}\n`, file, definition, catalogue });
}

describe('loading a template', () => {
  test('what the definition has is the default, unless an answer is required', () => {
    const { template, issues } = load(`
  - { id: wait, ask: How long?, type: duration, at: [/steps/0/wait, /steps/2/wait] }
  - { id: mail, ask: Which?, type: message, required: true, at: [/steps/1/with/template] }`);

    expect(issues).toEqual([]);
    expect(template?.questions.map((question) => [question.id, question.required, question.standing])).toEqual([
      ['wait', false, '2 days'],
      ['mail', true, 'hello'],
    ]);
  });

  test('what the definition names is what a team needs', () => {
    const { template } = load(' []');

    expect(template?.needs).toMatchObject({ consents: ['marketing'], messages: ['hello'], actions: ['email.send'] });
    expect(template?.source).toBe(DEFINITION);
  });

  test('everything wrong with its structure is told at once, with its place', () => {
    const { template, issues } = load(`
  - { id: wait, ask: How long?, type: choice, at: [steps] }
  - { id: wait, ask: How long?, type: durations, at: [] }`);

    expect(template).toBeUndefined();
    expect(issues.map(({ code, pointer, line }) => [code, pointer, line])).toEqual([
      ['SB552', '/questions/0/at/0', 6],
      ['SB212', '/questions/1/type', 7],
      ['SB215', '/questions/1/at', 7],
    ]);
  });

  test('choices and the type choice need each other', () => {
    const { issues } = load(`
  - { id: wait, ask: How long?, type: choice, at: [/steps/0/wait] }
  - { id: more, ask: How long?, type: duration, choices: [1 day, 2 days], at: [/steps/2/wait] }`);

    expect(issues.map(({ code }) => code)).toEqual(['SB217', 'SB217']);
  });

  test('ids of questions are unique', () => {
    const { issues } = load(`
  - { id: wait, ask: How long?, type: duration, at: [/steps/0/wait] }
  - { id: wait, ask: How long?, type: duration, at: [/steps/2/wait] }`);

    expect(issues.map(({ code }) => code)).toEqual(['SB222']);
  });

  test('a place that the definition does not have is an error', () => {
    const { template, issues } = load('\n  - { id: wait, ask: How long?, type: duration, at: [/steps/9/wait] }');

    expect(template).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB552', line: 6, message: 'The definition has nothing at /steps/9/wait' }]);
  });

  test('places with different values cannot have one answer', () => {
    const { issues } = load('\n  - { id: wait, ask: How long?, type: text, at: [/steps/0/wait, /steps/1/id] }');

    expect(issues.map(({ code }) => code)).toEqual(['SB553', 'SB553']);
  });

  test('what stands at the place must be such an answer', () => {
    const { issues } = load('\n  - { id: mail, ask: How long?, type: duration, at: [/steps/1/with/template] }');

    expect(issues).toMatchObject([{ code: 'SB553', message: expect.stringContaining('"hello" is no duration') }]);
  });

  test('two questions cannot stand at one place, or inside of each other', () => {
    const { issues } = load(`
  - { id: one, ask: How long?, type: duration, at: [/steps/0/wait] }
  - { id: two, ask: How long?, type: duration, at: [/steps/0/wait] }`);

    expect(issues).toMatchObject([{ code: 'SB554', pointer: '/questions/1/at/0' }]);
  });

  test('without a definition there is no template', () => {
    const { template, issues } = loadTemplate({ text: `${HEAD}questions: []\n`, catalogue });

    expect(template).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB551', message: 'There is no greet.workflow.yaml beside this file' }]);
  });

  test('a definition with errors gives no template, and says so itself', () => {
    const { template, issues } = load(' []', { text: DEFINITION.replace('hello', 'hullo') });

    expect({ template, issues }).toEqual({ template: undefined, issues: [] });
  });

  test('file, template and definition have one id', () => {
    const { issues } = load(' []', {
      text: DEFINITION.replace('workflow: greet', 'workflow: meet'),
      file: 'x/hi.template.yaml',
    });

    expect(issues.map(({ message, file }) => [message, file])).toEqual([
      ['The file hi.template.yaml holds the template "greet". Name it greet.template.yaml', 'x/hi.template.yaml'],
      ['The definition beside this file is "meet", not "greet"', 'x/hi.template.yaml'],
    ]);
  });
});
