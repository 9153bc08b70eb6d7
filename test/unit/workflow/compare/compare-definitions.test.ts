import { describe, expect, test } from 'vitest';
import { compareDefinitions } from '../../../../lib/workflow/compare/compare-definitions.ts';
import { describeDifference } from '../../../../lib/workflow/compare/describe-difference.ts';
import { parseDefinition } from '../../../../lib/workflow/text/parse-definition.ts';

const HEAD = 'workflow: welcome\ntrigger: { event: lead.created }\n';

function difference(before: string, after: string) {
  const [old, next] = [before, after].map((text) => parseDefinition(text).definition);
  if (old === undefined || next === undefined) throw new Error('The texts of this test are definitions');
  return compareDefinitions(old, next);
}

/** Of two lists of steps, in lines. */
const lines = (before: string, after: string) =>
  describeDifference(difference(`${HEAD}steps:\n${before}`, `${HEAD}steps:\n${after}`));

const step = (id: string, days = 1) => `  - { id: ${id}, wait: ${days} days }\n`;

describe('V3 comparing two definitions', () => {
  test('comments and layout are no difference', () => {
    const text = `${HEAD}steps:\n  # why\n${step('one')}`;
    expect(difference(text, `${HEAD}steps: [{ wait: "1 days", id: one }]\n`)).toEqual({ settings: [], steps: [] });
  });

  test('settings are told by where they are, with before and after', () => {
    const steps = `steps:\n${step('one')}`;
    const before = `name: Welcome\nworkflow: welcome\ntrigger: { event: lead.created }\n${steps}`;
    const after = `workflow: welcome\nnote: Greets\ntrigger: { event: contact.created }\n${steps}`;
    const { settings } = difference(before, after);
    expect(settings).toEqual([
      { pointer: '/note', after: 'Greets' },
      { pointer: '/trigger/event', before: 'lead.created', after: 'contact.created' },
      { pointer: '/name', before: 'Welcome' },
    ]);
    expect(describeDifference({ settings, steps: [] })).toEqual([
      '~ /note: nothing → "Greets"',
      '~ /trigger/event: "lead.created" → "contact.created"',
      '~ /name: "Welcome" → nothing',
    ]);
  });

  test('a step that was added and one that was removed say where, and what they do', () => {
    expect(lines(step('one') + step('two'), step('one') + step('three'))).toEqual([
      '+ three, behind one in steps: {"id":"three","wait":"1 days"}',
      '- two, behind one in steps: {"id":"two","wait":"1 days"}',
    ]);
  });

  test('a changed step says which of its values changed, however deep', () => {
    const mail = (to: string, subject: string) =>
      `  - { id: mail, do: notify.send, with: { to: [${to}], text: "${subject}" } }\n`;
    const before = mail('"a@example.com"', 'Hello');
    const after = mail('"a@example.com", "b@example.com"', 'x'.repeat(200));
    expect(lines(before, after)).toEqual([
      '~ mail',
      '    /with/to/1: nothing → "b@example.com"',
      expect.stringMatching(/^ {4}\/with\/text: "Hello" → "x{119}…$/),
    ]);
  });

  test('as few steps as possible have moved', () => {
    const before = step('a') + step('b') + step('c') + step('d');
    const after = step('d') + step('a') + step('b') + step('c', 2);
    expect(lines(before, after)).toEqual([
      '> d: from behind c in steps to first in steps',
      '~ c',
      '    /wait: "1 days" → "2 days"',
    ]);
  });

  test('steps in lists inside steps are compared by themselves, and move from list to list', () => {
    const routes = (then: string, otherwise: string) =>
      `  - id: ask\n    routes:\n      - { id: yes_route, if: { field: event.lead.source, is: x }, then: [${then}] }\n    otherwise: [${otherwise}]\n`;
    const [one, two] = ['{ id: one, wait: 1 days }', '{ id: two, wait: 1 days }'];
    expect(lines(routes(`${one}, ${two}`, '{ end: lost }'), routes(two, `${one}, { end: lost }`))).toEqual([
      '> one: from first in ask/routes/0/then to first in ask/otherwise',
    ]);
    expect(lines(routes(one, '{ end: lost }'), routes(one, '{ end: won }'))).toEqual([
      '+ end: won in ask/otherwise, first in ask/otherwise: {"end":"won"}',
      '- end: lost in ask/otherwise, first in ask/otherwise: {"end":"lost"}',
    ]);
  });

  test('steps that say the same without an id are told apart by their order', () => {
    const { steps } = difference(
      `${HEAD}steps: [{ wait: 1 days }]\n`,
      `${HEAD}steps: [{ wait: 1 days }, { end: done }, { end: done }]\n`,
    );
    expect(steps.map((one) => `${one.kind} ${one.step}`)).toEqual([
      'added end: done in steps',
      'added end: done in steps (2)',
    ]);
  });

  test('a draft that names a step twice is compared all the same', () => {
    const { steps } = difference(`${HEAD}steps:\n${step('one')}`, `${HEAD}steps:\n${step('one')}${step('one', 2)}`);
    expect(steps).toMatchObject([{ kind: 'added', after: { wait: '2 days' } }]);
  });
});
