import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../lib/errors/app-error.ts';
import { insertStep, moveStep, removeStep, replaceStep } from '../../../../lib/workflow/text/edit-steps.ts';

const TEXT = `steps: # s
  # of a
  - id: a
    do: |
      x

  # free

  # of b, one
  # of b, two
  - { id: b } # behind b
  -
    id: c # inside c
    # under c
  - id: d
    routes:
      - { id: r, then: [{ goto: b }, { end: x }] } # note
      - id: s
        then:
          # only
          - end: y
z: 1
`;

/** The lines that the edit took away, with -, and those it brought, with +. */
function changes(edited: string, from = TEXT): string[] {
  const before = from.split('\n');
  const after = edited.split('\n');
  const start = before.findIndex((line, index) => line !== after[index]);
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  const gone = before.slice(start, before.length - end).map((line) => `-${line}`);
  return [...gone, ...after.slice(start, after.length - end).map((line) => `+${line}`)];
}

describe('removing a step', () => {
  test('given one with comments directly above, then they go with it, and others stay', () => {
    expect(changes(removeStep(TEXT, '/steps/0'))).toEqual(['-  # of a', '-  - id: a', '-    do: |', '-      x']);
    expect(changes(removeStep(TEXT, '/steps/1'))).toEqual([
      '-  # of b, one',
      '-  # of b, two',
      '-  - { id: b } # behind b',
    ]);
  });

  test('given one with comments under it, indented further than its dash, then they go with it', () => {
    expect(changes(removeStep(TEXT, '/steps/2'))).toEqual(['-  -', '-    id: c # inside c', '-    # under c']);
  });

  test('given the only one, then an empty list stays', () => {
    expect(changes(removeStep(TEXT, '/steps/3/routes/1/then/0'))).toEqual([
      '-        then:',
      '-          # only',
      '-          - end: y',
      '+        then: []',
    ]);
  });

  test.each([
    ['[{ a: 1 }, { b: 2 }, { c: 3 }]', 0, '[{ b: 2 }, { c: 3 }]'],
    ['[{ a: 1 }, { b: 2 }, { c: 3 }]', 1, '[{ a: 1 }, { c: 3 }]'],
    ['[{ a: 1 }, { b: 2 }, { c: 3 }]', 2, '[{ a: 1 }, { b: 2 }]'],
    ['[{ a: 1 }]', 0, '[]'],
    ['[ { a: 1 }, ]', 0, '[ ]'],
    ['[{ a: 1 }, { b: 2 },]', 1, '[{ a: 1 }, ]'],
    [
      '[\n  # of a\n  { a: 1 }, # behind a\n  # of b\n  { b: 2 } # behind b, too\n]',
      0,
      '[\n  # of b\n  { b: 2 } # behind b, too\n]',
    ],
    [
      '[\n  { a: 1 }, # behind a, with comma\n  # of b\n  { b: 2 } # behind b\n]',
      1,
      '[\n  { a: 1 } # behind a, with comma\n]',
    ],
    ['[\n  { a: 1 },\n  { b: 2 }]', 1, '[\n  { a: 1 }\n  ]'],
  ])('given %j, then without the one at %i it is %j', (list, index, left) => {
    expect(removeStep(`x: ${list}\n`, `/x/${index}`)).toBe(`x: ${left}\n`);
  });
});

describe('inserting a step', () => {
  test('given a block list, then it stands before the step and its comments', () => {
    expect(changes(insertStep(TEXT, { list: '/steps', index: 1 }, '# why\nid: n\n\nwait: 1 day\n'))).toEqual([
      '+  # why',
      '+  - id: n',
      '+',
      '+    wait: 1 day',
    ]);
  });

  test('given the end of a list, then it stands behind the last step and its comments', () => {
    expect(changes(insertStep(TEXT, { list: '/steps/3/routes/1/then', index: 1 }, '{ end: z }'))).toEqual([
      '+          - { end: z }',
    ]);
  });

  test('given a text without line end, then it gets one', () => {
    expect(insertStep('steps:\n- id: a', { list: '/steps', index: 1 }, 'id: b')).toBe('steps:\n- id: a\n- id: b\n');
  });

  test('given line ends of two signs, then the step has them, too', () => {
    expect(insertStep('steps:\r\n  - id: a\r\n', { list: '/steps', index: 0 }, 'id: b\ndo: x')).toBe(
      'steps:\r\n  - id: b\r\n    do: x\r\n  - id: a\r\n',
    );
  });

  test.each([
    ['[{ a: 1 }]', 0, 'id: n\nwith: { x: 1 }', '[{ id: n, with: { x: 1 } }, { a: 1 }]'],
    ['[{ a: 1 }]', 1, '{ id: n }', '[{ a: 1 }, { id: n }]'],
    ['[]', 0, 'id: n', '[{ id: n }]'],
    ['[ ]', 0, '{ id: n }', '[{ id: n } ]'],
    ['[{ a: 1 }]', 1, '# why\nid: n', '[{ a: 1 },\n  # why\n  { id: n }]'],
    ['[{ a: 1 }]', 0, '# why\nid: n', '[\n  # why\n  { id: n }, { a: 1 }]'],
    ['[\n    { a: 1 }\n  ]', 0, '# why\nid: n', '[\n    # why\n    { id: n },\n    { a: 1 }\n  ]'],
    ['[{ a: 1 }]', 1, 'id: n # inside\n# under\n', '[{ a: 1 },\n  # under\n  {\n    id: n # inside\n  }]'],
  ])('given %j, then with one at %i it is as expected', (list, index, step, result) => {
    expect(insertStep(`x: ${list}\n`, { list: '/x', index }, step)).toBe(`x: ${result}\n`);
  });
});

describe('replacing a step', () => {
  test('given one in flow style by another, then comments around it stay', () => {
    expect(changes(replaceStep(TEXT, '/steps/1', '{ id: bb }'))).toEqual([
      '-  - { id: b } # behind b',
      '+  - { id: bb } # behind b',
    ]);
  });

  test('given one in flow style by a block, then the comment behind it moves above', () => {
    expect(changes(replaceStep(TEXT, '/steps/1', '  id: bb\n  do: x\n'))).toEqual([
      '-  - { id: b } # behind b',
      '+  # behind b',
      '+  - id: bb',
      '+    do: x',
    ]);
  });

  test('given one with comments of its own, then they take the place of those above', () => {
    expect(changes(replaceStep(TEXT, '/steps/0', '# fresh\n{ id: aa }'))).toEqual([
      '-  # of a',
      '-  - id: a',
      '-    do: |',
      '-      x',
      '+  # fresh',
      '+  - { id: aa }',
    ]);
  });

  test('given one in a flow list, then nothing else changes', () => {
    expect(changes(replaceStep(TEXT, '/steps/3/routes/0/then/1', 'end: z'))).toEqual([
      '-      - { id: r, then: [{ goto: b }, { end: x }] } # note',
      '+      - { id: r, then: [{ goto: b }, { end: z }] } # note',
    ]);
  });

  test('given the last line of a text without line end, then it gets none', () => {
    expect(replaceStep('steps:\n  - id: a', '/steps/0', 'id: b')).toBe('steps:\n  - id: b');
  });

  test('given a text that keeps its line ends, then they stay', () => {
    expect(replaceStep('steps:\n  - id: a\n', '/steps/0', 'id: b\ndo: |+\n  x\n\n')).toBe(
      'steps:\n  - id: b\n    do: |+\n      x\n\n',
    );
  });
});

describe('moving a step', () => {
  const text = `steps:
  # of a
  - id: a
    do: |
      x

  # free

  - { id: b } # behind b
  - id: c
    then:
      - id: d
`;

  test('given a place in another list, then it goes there with its comments', () => {
    expect(moveStep(text, '/steps/0', { list: '/steps/2/then', index: 1 })).toBe(`steps:

  # free

  - { id: b } # behind b
  - id: c
    then:
      - id: d
      # of a
      - id: a
        do: |
          x
`);
  });

  test('given a place further up, then it goes there, and a comment behind it moves above', () => {
    expect(moveStep(text, '/steps/1', { list: '/steps', index: 0 })).toBe(`steps:
  # behind b
  - { id: b }
  # of a
  - id: a
    do: |
      x

  # free

  - id: c
    then:
      - id: d
`);
  });

  test('given a list around its own, then the list it leaves is empty', () => {
    const moved = moveStep(text, '/steps/2/then/0', { list: '/steps', index: 2 });
    expect(moved).toContain('  - id: d\n  - id: c\n    then: []\n');
  });

  test('given its own place, then nothing changes', () => {
    expect(moveStep(text, '/steps/1', { list: '/steps', index: 1 })).toBe(text);
    expect(moveStep(text, '/steps/1', { list: '/steps', index: 2 })).toBe(text);
  });
});

describe('what cannot be edited', () => {
  const code = (edit: () => string): string => {
    try {
      return edit();
    } catch (error) {
      return error instanceof AppError ? error.code : String(error);
    }
  };

  test.each([
    ['a step that is not there', () => removeStep(TEXT, '/steps/9'), 'SB120'],
    ['a list that is not there', () => insertStep(TEXT, { list: '/none', index: 0 }, 'id: x'), 'SB120'],
    ['a list in no map', () => insertStep('- [1]', { list: '/0', index: 0 }, 'id: x'), 'SB120'],
    ['a place behind the end', () => insertStep(TEXT, { list: '/steps', index: 5 }, 'id: x'), 'SB120'],
    ['a place before the start', () => insertStep(TEXT, { list: '/steps', index: -1 }, 'id: x'), 'SB120'],
    ['a map', () => removeStep(TEXT, '/steps/0/id'), 'SB120'],
    ['a step without a map', () => insertStep(TEXT, { list: '/steps', index: 0 }, '- id: x'), 'SB121'],
    ['a step that is no YAML', () => insertStep(TEXT, { list: '/steps', index: 0 }, 'id: ['), 'SB121'],
    ['an empty step', () => replaceStep(TEXT, '/steps/0', '# nothing\n'), 'SB121'],
    ['a text that is no YAML', () => removeStep('steps: [', '/steps/0'), 'SB123'],
    ['a move into itself', () => moveStep(TEXT, '/steps/3', { list: '/steps/3/routes/1/then', index: 0 }), 'SB122'],
  ])('given %s, then that is an error', (_what, edit, expected) => {
    expect(code(edit)).toBe(expected);
  });
});
