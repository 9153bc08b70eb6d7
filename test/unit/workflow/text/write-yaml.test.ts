import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../lib/workflow/json.ts';
import { readYaml } from '../../../../lib/workflow/text/read-yaml.ts';
import { writeValue } from '../../../../lib/workflow/text/write-value.ts';
import { type Comments, writeYaml } from '../../../../lib/workflow/text/write-yaml.ts';

describe('a value in one line', () => {
  test.each<[Json, string]>([
    ['marketing', 'marketing'],
    ['3 days', '3 days'],
    ['/checkout', '/checkout'],
    ['ana@example.com', 'ana@example.com'],
    ['no', '"no"'],
    ['True', '"True"'],
    ['null', '"null"'],
    ['09:00', '"09:00"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['ends ', '"ends "'],
    ['', '""'],
    ['12', '"12"'],
    [12.5, '12.5'],
    [true, 'true'],
    [[], '[]'],
    [['a', 'b,c'], '[a, "b,c"]'],
    [{}, '{}'],
    [{ a: 1, 'b c:': ['d'] }, '{ a: 1, "b c:": [d] }'],
  ])('%j is written %s, and read alike', (value, text) => {
    expect(writeValue(value)).toBe(text);
    expect(readYaml(`key: ${text}\n`)).toMatchObject({ tree: { key: value }, issues: [] });
  });
});

describe('a definition as text', () => {
  const write = (tree: JsonObject, comments: Comments = new Map()) => writeYaml(tree, comments);

  test('has short maps in one line, and steps below each other', () => {
    const tree = { workflow: 'a', trigger: { event: 'lead.created' }, steps: [{ id: 'b', wait: '1 day' }] };

    expect(write(tree)).toBe('workflow: a\ntrigger: { event: lead.created }\nsteps:\n  - { id: b, wait: 1 day }\n');
  });

  test('breaks what is too long, and lists of several maps', () => {
    const long = 'x'.repeat(110);
    const tree = {
      steps: [
        { id: 'a', text: long, tags: ['b', 'c'] },
        { id: 'd', if: { any: [{ e: 1 }, { f: 2 }] } },
      ],
    };

    const text = write(tree);

    expect(text).toBe(
      `steps:\n  - id: a\n    text: ${long}\n    tags: [b, c]\n  - id: d\n    if:\n      any:\n        - { e: 1 }\n        - { f: 2 }\n`,
    );
    expect(readYaml(text).tree).toEqual(tree);
  });

  test('breaks texts and lists that are longer than a line where they stand alone', () => {
    const long = `${'x '.repeat(70)}y`;
    const tree = { note: long, list: [long, [1, { a: 1 }, { b: 2 }]], steps: [] };

    expect(readYaml(write(tree))).toMatchObject({ tree, issues: [] });
  });

  test('has comments above a step and behind the last one', () => {
    const second = { id: 'b', wait: '2 days' };
    const last = { id: 'c', wait: '1 day' };
    const steps = [{ id: 'a', then: [last] }, second];
    const comments = new Map([
      [second, { above: ['By hand: SMS'], below: [] }],
      [last, { above: [], below: ['By hand: a call'] }],
    ]);

    expect(write({ steps }, comments)).toBe(`steps:
  - id: a
    then:
      - { id: c, wait: 1 day }
      # By hand: a call
  # By hand: SMS
  - { id: b, wait: 2 days }
`);
  });

  test('gives room to a comment above an only step', () => {
    const only = { end: 'done' };

    expect(
      write({ steps: [{ id: 'a', then: [only] }] }, new Map([[only, { above: ['Nothing left'], below: [] }]])),
    ).toBe(`steps:
  - id: a
    then:
      # Nothing left
      - { end: done }
`);
  });
});
