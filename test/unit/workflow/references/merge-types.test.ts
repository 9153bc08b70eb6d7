import { expect, test } from 'vitest';
import type { FieldType } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { mergeTypes } from '../../../../lib/workflow/references/merge-types.ts';

const text: FieldType = { type: 'text' };
const number: FieldType = { type: 'number' };

test.each<[string, FieldType, FieldType, FieldType]>([
  ['the same type stays', number, number, number],
  ['what differs is anything', text, number, { type: 'any' }],
  ['what one side may lack may be missing', { ...number, optional: true }, number, { ...number, optional: true }],
  ['on either side', text, { ...number, optional: true }, { type: 'any', optional: true }],
  [
    'words add up',
    { type: 'text', values: ['a', 'b'] },
    { type: 'text', values: ['b', 'c'] },
    { type: 'text', values: ['a', 'b', 'c'] },
  ],
  ['text is wider than words', { type: 'text', values: ['a'] }, text, text],
  [
    'lists merge by their items',
    { type: 'list', of: text },
    { type: 'list', of: number },
    { type: 'list', of: { type: 'any' } },
  ],
  [
    'fields that one side lacks may be missing',
    { type: 'object', fields: { a: text, both: number } },
    { type: 'object', fields: { both: number, b: text } },
    { type: 'object', fields: { a: { ...text, optional: true }, both: number, b: { ...text, optional: true } } },
  ],
  [
    'an open object stays open',
    { type: 'object', fields: {}, open: true },
    { type: 'object', fields: {} },
    { type: 'object', fields: {}, open: true },
  ],
])('%s', (_, left, right, merged) => {
  expect(mergeTypes(left, right)).toEqual(merged);
});
