import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { filterType } from '../../../../lib/workflow/references/filter-type.ts';
import { FILTER_NAMES, isFilterName } from '../../../../lib/workflow/references/filters.ts';

const any: FieldType = { type: 'any' };
const text: FieldType = { type: 'text' };
const number: FieldType = { type: 'number' };
const numbers: FieldType = { type: 'list', of: number };
const thing: FieldType = { type: 'object', fields: {} };

describe('what comes out of a filter', () => {
  test.each<[string, FieldType, FieldType['type']]>([
    ['date', { type: 'time' }, 'text'],
    ['upcase', text, 'text'],
    ['downcase', number, 'text'],
    ['capitalize', text, 'text'],
    ['truncate', text, 'text'],
    ['round', number, 'number'],
    ['plus', number, 'number'],
    ['minus', number, 'number'],
    ['times', number, 'number'],
    ['divided_by', number, 'number'],
    ['join', numbers, 'text'],
    ['map', numbers, 'list'],
    ['size', numbers, 'number'],
    ['size', text, 'number'],
    ['first', numbers, 'number'],
    ['last', any, 'any'],
    ['split', text, 'list'],
    ['replace', text, 'text'],
    ['url_encode', text, 'text'],
    ['json', thing, 'text'],
    ['default', number, 'number'],
  ])('%s of %j is %s', (name, input, output) => {
    if (!isFilterName(name)) throw new Error(`${name} is no filter`);
    expect(filterType(name, input, any)).toMatchObject({ type: { type: name === 'default' ? 'any' : output } });
  });

  test('a default of the same type keeps it', () => {
    expect(filterType('default', number, number)).toEqual({ type: number });
  });

  test('every filter takes what is not known', () => {
    const refused = FILTER_NAMES.filter(isFilterName).filter((name) => 'problem' in filterType(name, any, any));
    expect(refused).toEqual([]);
  });
});

describe('what does not go in', () => {
  test.each([
    ['upcase', numbers, 'The filter upcase takes text, not a list'],
    ['plus', text, 'The filter plus takes a number, not text'],
    ['size', thing, 'The filter size takes a list or text, not an object'],
    ['date', number, 'The filter date takes a time or a date or text, not a number'],
  ] as const)('%s of %j', (name, input, problem) => {
    expect(filterType(name, input, any)).toEqual({ problem });
  });
});
