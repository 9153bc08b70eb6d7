import { expect, test } from 'vitest';
import { compilePath } from '../../../../lib/compiler/conditions/follow-path.ts';

const roots = {
  event: {
    lead: { tags: ['a', 'b'], empty: null },
    lines: [{ sku: 'x', parts: [1] }, { sku: 'y' }],
    one: [{ sku: 'x', parts: [1] }],
    nested: [[{ sku: 'x' }, { sku: 'y' }], []],
    mixed: [1, null, { sku: 'x' }],
    plain: 7,
  },
};

test.each([
  ['a field', ['lead', 'tags'], ['a', 'b']],
  ['null as it is', ['lead', 'empty'], null],
  ['nothing behind null', ['lead', 'empty', 'more'], undefined],
  ['nothing behind text', ['plain', 'more'], undefined],
  ['an item by its index', ['lines', 1, 'sku'], 'y'],
  ['an item from the end', ['lines', -1, 'sku'], 'y'],
  ['nothing past the end', ['lines', 5], undefined],
  ['a value as a list of one', ['plain', 0], 7],
  ['null as a list of one', ['lead', 'empty', 0], null],
  ['nothing of what is not there', ['gone', 0], undefined],
  ['what a name finds in each item', ['lines', 'sku'], ['x', 'y']],
  ['a single finding alone', ['one', 'sku'], 'x'],
  ['a list of one that was reached in a single item', ['one', 'parts'], [1]],
  ['what a name finds in lists of lists', ['nested', 'sku'], ['x', 'y']],
  ['past what has no fields', ['mixed', 'sku'], 'x'],
  ['nothing that objects have from their prototype', ['lead', 'toString'], undefined],
  ['an index of each item', ['lines', 'parts', 0], 1],
])('a path reads %s', (_what, segments, expected) => {
  expect(compilePath({ root: 'event', segments })(roots)).toEqual(expected);
});

test('a path whose root is not there reads nothing', () => {
  expect(compilePath({ root: 'contact', segments: ['tags'] })(roots)).toBeUndefined();
});
