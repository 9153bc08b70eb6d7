import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../lib/workflow/json.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';
import { instantiateTemplate } from '../../../../lib/workflow/templates/instantiate-template.ts';
import { loadTemplate } from '../../../../lib/workflow/templates/load-template.ts';
import { placeAnswers } from '../../../../lib/workflow/templates/place-answers.ts';
import type { Question } from '../../../../lib/workflow/templates/template.ts';
import { teamCatalogue } from './team-catalogue.ts';

const catalogue = teamCatalogue();
const DEFINITION = `# A greeting.
workflow: greet # its id
trigger: { event: contact.created }
audience: { consent: marketing }
steps:
  # Not at once.
  - { id: pause, wait: 2 days } # long enough
  - id: mail
    do: email.send
    with:
      subject: Hello
      text: |
        Good to
        have you.
  - { id: tag, do: contact.tag, with: { add: [new] } }
  - { id: hand_over, do: contact.assign, with: { to: sales } }
`;
const QUESTIONS = `template: greet
name: Greet
note: Says hello.
category: customers
questions:
  - { id: wait, ask: How long?, type: duration, at: [/steps/0/wait] }
  - { id: text, ask: What do you write?, type: text, at: [/steps/1/with/text] }
  - { id: tags, ask: Which tags?, type: texts, at: [/steps/2/with/add] }
  - { id: team, ask: Who takes over?, type: team, required: true, at: [/steps/3/with/to] }
`;

function template(text = DEFINITION) {
  const { graph } = loadWorkflow({ text, catalogue });
  const definition = { text, ...(graph === undefined ? {} : { graph }) };
  const { template: loaded, issues } = loadTemplate({ text: QUESTIONS, definition, catalogue });
  if (loaded === undefined) throw new Error(JSON.stringify(issues));
  return loaded;
}

function use(answers: Readonly<Record<string, Json>>, more: { name?: string; workflow?: string } = {}, on = catalogue) {
  return instantiateTemplate(template(), { workflow: 'my-greeting', answers, catalogue: on, ...more });
}

describe('V5 using a template', () => {
  test('puts answers into their places, and every other byte stays', () => {
    const { text, issues, graph } = use({ team: 'leads', wait: '3 days' });

    expect(issues).toEqual([]);
    expect(text).toBe(
      DEFINITION.replace('workflow: greet', 'workflow: my-greeting')
        .replace('wait: 2 days', 'wait: 3 days')
        .replace('to: sales', 'to: leads'),
    );
    expect(graph?.workflow).toBe('my-greeting');
  });

  test('writes lists, and texts of several lines, so that they mean the same', () => {
    const { graph, text } = use({ team: 'leads', text: 'One\ntwo: three', tags: ['VIP', 'yes', 'a: b'] });

    expect(text).toContain('with: { add: [VIP, "yes", "a: b"] }');
    expect(JSON.stringify(graph?.definition)).toContain('"text":"One\\ntwo: three"');
  });

  test('gives it a name', () => {
    const { text } = use({ team: 'leads' }, { name: 'My: greeting' });

    expect(text).toContain('workflow: my-greeting\nname: "My: greeting" # its id\n');
  });

  test('replaces the name that the definition has', () => {
    const named = template(DEFINITION.replace('trigger:', 'name: Greeting\ntrigger:'));

    const { text } = instantiateTemplate(named, {
      workflow: 'own',
      name: 'Own',
      answers: { team: 'leads' },
      catalogue,
    });

    expect(text).toContain('name: Own\ntrigger:');
    expect(text).not.toContain('Greeting');
  });

  test('tells everything that is wrong with the answers at once', () => {
    const { text, issues } = use({ wait: '4h', tagz: ['a'] }, { workflow: 'My Greeting', name: '' });

    expect(text).toBeUndefined();
    expect(issues.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['SB207', '/workflow'],
      ['SB214', '/name'],
      ['SB563', '/answers/wait'],
      ['SB562', '/answers/team'],
      ['SB561', '/answers/tagz'],
    ]);
    expect(issues.at(-1)?.message).toContain('Did you mean "tags"?');
  });

  test('checks the result under the catalogue of where it goes', () => {
    const { text, issues, missing } = use({ team: 'ana@example.com' }, {}, { ...catalogue, consents: new Set() });

    expect(text).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB427', file: 'my-greeting.workflow.yaml', line: 4 }]);
    expect(missing).toEqual([{ kind: 'consents', name: 'marketing' }]);
  });

  test('does not miss what an answer replaces', () => {
    const { missing, issues } = use({ team: 'leads' }, {}, { ...catalogue, teams: new Map([['leads', []]]) });

    expect(missing).toEqual([]);
    expect(issues).toEqual([]);
  });

  test('leaves out answers whose place the text does not have', () => {
    const question: Question = {
      id: 'ghost',
      ask: 'What?',
      type: 'text',
      at: ['/steps/9'],
      required: false,
      standing: 'boo',
    };

    const text = placeAnswers({ ...template(), questions: [question] }, { workflow: 'own', answers: { ghost: 'boo' } });

    expect(text).toBe(DEFINITION.replace('workflow: greet', 'workflow: own'));
  });
});
