import validateWithAslValidator from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { invoke, machine } from './asl-fragments.ts';
import type { WRONG_REJECTIONS } from './asl-validator-rejections.ts';
import { validateAsl } from './validate-asl.ts';

const pass = (rest: object): object => machine('A', { A: { Type: 'Pass', ...rest, End: true } });
const catcher = (rest: object): object =>
  machine('T', {
    T: invoke('f', {}, { Catch: [{ ErrorEquals: ['Signalbox.Held'], ...rest, Next: 'E' }], Next: 'E' }),
    E: { Type: 'Succeed' },
  });

test.each([
  ['task with catcher', catcher({ Assign: { a: '{% $states.errorOutput %}' }, Output: '{% $states.input %}' })],
  ['wait', machine('W', { W: { Type: 'Wait', Seconds: '{% 5 %}', Assign: { a: 1 }, End: true } })],
  [
    'choice',
    machine('C', {
      C: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Assign: { a: 1 }, Next: 'E' }], Default: 'E' },
      E: { Type: 'Succeed', Output: {} },
    }),
  ],
])('a valid %s has no findings', async (_, definition) => {
  expect(await validateAsl(definition)).toEqual([]);
});

describe('what asl-validator wrongly rejects', () => {
  const examples: Readonly<Record<keyof typeof WRONG_REJECTIONS, readonly object[]>> = {
    'literal-output': ['text', 5, true, null, ['list']].map((Output) => pass({ Output })),
    'line-break': [pass({ Output: '{% (\n  1\n) %}' }), pass({ Assign: { text: 'a\nb' } })],
    'empty-text': [pass({ Assign: { text: '' } })],
    'nested-list': [pass({ Assign: { list: [[1], ['a']] } })],
    'literal-condition': [
      machine('C', {
        C: { Type: 'Choice', Choices: [{ Condition: true, Next: 'E' }], Default: 'E' },
        E: { Type: 'Succeed' },
      }),
    ],
  };
  test.each(Object.entries(examples))('%s', async (_, definitions) => {
    for (const definition of definitions) {
      expect(validateWithAslValidator(definition).isValid).toBe(false);
      expect(await validateAsl(definition)).toEqual([]);
    }
  });
});

describe('an invalid definition is caught', () => {
  test.each([
    ['a target that is not there', machine('A', { A: { Type: 'Pass', Next: 'Nowhere' } }), /Nowhere/],
    ['an unreachable state', machine('A', { A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }), /reach/],
    ['an expression that does not parse', pass({ Output: '{% 1 + %}' }), /Output/],
    ['a field that does not exist', pass({ Bogus: 1 }), /not supported/],
    ['a field of a catcher that does not exist', catcher({ Bogus: 1 }), /not supported/],
    ['a field of JSONPath', pass({ ResultPath: '$.a' }), /QueryLanguage/],
    ['no end', machine('A', { A: { Type: 'Pass' } }), /End/],
    [
      'a way out of a branch',
      machine('P', {
        P: { Type: 'Parallel', Branches: [machine('F', { F: { Type: 'Pass', Next: 'E' } })], Next: 'E' },
        E: { Type: 'Succeed' },
      }),
      /cannot transition/,
    ],
    [
      'one name in two scopes',
      machine('P', { P: { Type: 'Parallel', Branches: [machine('P', { P: { Type: 'Succeed' } })], End: true } }),
      /already exists/,
    ],
    ['a negative wait', machine('W', { W: { Type: 'Wait', Seconds: -1, End: true } }), /minimum/],
    ['a name over 80 characters', machine('n'.repeat(81), { ['n'.repeat(81)]: { Type: 'Succeed' } }), /additional/],
  ])('%s', async (_, definition, message) => {
    const findings = await validateAsl(definition);
    expect(findings.map((finding) => finding.message).join('\n')).toMatch(message);
  });
});
