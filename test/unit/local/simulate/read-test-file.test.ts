import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTestFile, testContext } from '../../../../lib/local/simulate/read-test-file.ts';
import { readWorkspace } from '../../../../lib/local/workspace/read-workspace.ts';

const WORKFLOW = `workflow: hello
trigger: { event: lead.created }
steps:
  - { id: note, do: task.create, with: { title: Hello } }
  - { id: choose, routes: [{ id: rich, if: { field: event.lead.amount, above: 9000 }, then: [{ end: rich }] }] }
`;

async function readCases(cases: string, name = 'hello.test.yaml') {
  const folder = await mkdtemp(join(tmpdir(), 'cases-'));
  await writeFile(join(folder, 'hello.workflow.yaml'), WORKFLOW);
  await writeFile(join(folder, name), `workflow: hello\ncases:\n${cases}`);
  return readTestFile(join(folder, name), testContext(await readWorkspace(folder)));
}

describe('a test file', () => {
  test('gives its cases with the scenario they play', async () => {
    const { cases, issues } = await readCases(
      '  - { name: One, event: { lead: { amount: 10000 } }, expect: { path: [note] } }\n',
    );

    expect(issues).toEqual([]);
    expect(cases).toMatchObject([{ line: 3, case: { name: 'One' }, scenario: { contact: 'contact-1' } }]);
    expect(cases[0]?.scenario.trigger.data).toMatchObject({ lead: { amount: 10000, source: 'Website' } });
  });

  test.each([
    ['a step that does not exist', '{ name: A, expect: { path: [noet] } }', 'SB837', 'Did you mean "note"?'],
    ['an answer for no step', '{ name: A, answers: { noet: {} }, expect: {} }', 'SB837', 'Did you mean "note"?'],
    [
      'an answer that a step cannot have',
      '{ name: A, answers: { choose: rich }, expect: {} }',
      'SB837',
      'needs no answer',
    ],
    ['a key that does not exist', '{ name: A, contcat: {}, expect: {} }', 'SB201', 'Did you mean "contact"?'],
    ['an event of another type', '{ name: A, event: { lead: { amount: much } }, expect: {} }', 'SB834', '/lead/amount'],
    ['an undeclared field', '{ name: A, event: { lead: { amuont: 5 } }, expect: {} }', 'SB839', 'amuont'],
    [
      'an unknown event',
      '{ name: A, timeline: [{ after: 1 hour, event: lead.creatd }], expect: {} }',
      'SB836',
      'lead.created',
    ],
    ['no moment', '{ name: A, timeline: [{ event: lead.created }], expect: {} }', 'SB831', 'Either after or at'],
    [
      'two happenings at once',
      '{ name: A, timeline: [{ after: 1 hour, event: lead.created, approve: note }], expect: {} }',
      'SB831',
      'One of event',
    ],
    [
      'data of no event',
      '{ name: A, timeline: [{ after: 1 hour, contact: { tags: [] }, data: {} }], expect: {} }',
      'SB831',
      'data does not belong',
    ],
    [
      'a time before the trigger',
      '{ name: A, timeline: [{ at: "2020-01-01T00:00:00Z", event: lead.created }], expect: {} }',
      'SB835',
      'before the trigger',
    ],
    [
      'an approval of no approve step',
      '{ name: A, timeline: [{ after: 1 hour, approve: note }], expect: {} }',
      'SB837',
      'no approve step',
    ],
    ['a wrong duration', '{ name: A, timeline: [{ after: 4h, event: lead.created }], expect: {} }', 'SB208', '4 hours'],
    [
      'an outcome that no run can have',
      '{ name: A, expect: { outcome: { broken: really } } }',
      'SB832',
      'An outcome is',
    ],
    ['a path that is none', '{ name: A, missing: [lead], expect: {} }', 'SB833', 'Name a field'],
  ])('is refused for %s, at its line', async (_what, one, code, words) => {
    const { issues } = await readCases(`  - ${one}\n`);

    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code, line: 3 });
    expect(issues[0]?.message).toContain(words);
  });

  test('runs nothing while one of its cases is wrong', async () => {
    const { cases } = await readCases('  - { name: A, expect: {} }\n  - { name: B, expect: { path: [noet] } }\n');

    expect(cases).toEqual([]);
  });

  test('belongs to the workflow that its name says', async () => {
    const { issues } = await readCases('  - { name: A, expect: {} }\n', 'other.test.yaml');

    expect(issues).toMatchObject([{ code: 'SB838', line: 1 }]);
  });

  test('takes fields out that the case calls missing, from the event and from records', async () => {
    const { cases, issues } = await readCases(
      '  - { name: A, missing: [event.lead.status, contact.tags, lead.amount], expect: {} }\n',
    );

    expect(issues).toEqual([]);
    const { trigger, records } = cases[0]?.scenario ?? {};
    expect(trigger?.data).not.toHaveProperty('lead.status');
    expect(records?.find(({ name }) => name === 'contact')?.fields).toEqual({ segments: [], consents: [] });
    expect(records?.find(({ name }) => name === 'lead')?.fields).not.toHaveProperty('amount');
  });
});
