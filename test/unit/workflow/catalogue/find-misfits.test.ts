import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { describeType, findMisfits } from '../../../../lib/workflow/catalogue/find-misfits.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

function problemsOf(value: Json, type: FieldType): string[] {
  return findMisfits({ field: value }, { field: type }).map((misfit) => `${misfit.pointer} ${misfit.problem}`);
}

describe('values of the declared type', () => {
  test.each<[Json, FieldType]>([
    ['any text', { type: 'text' }],
    ['low', { type: 'text', values: ['low', 'high'] }],
    [1.5, { type: 'number' }],
    [false, { type: 'boolean' }],
    ['2026-03-02T09:00:00Z', { type: 'time' }],
    ['2026-03-02T09:00:00.123+02:00', { type: 'time' }],
    ['2028-02-29', { type: 'date' }],
    ['23:59', { type: 'clock' }],
    [[1, 2], { type: 'list', of: { type: 'number' } }],
    [
      { a: 1, more: true },
      { type: 'object', fields: { a: { type: 'number' } } },
    ],
    [{ anything: [] }, { type: 'any' }],
    [null, { type: 'number', optional: true }],
  ])('%j fits %j', (value, type) => {
    expect(problemsOf(value, type)).toEqual([]);
  });

  test('a missing optional field fits', () => {
    expect(findMisfits({}, { field: { type: 'text', optional: true } })).toEqual([]);
  });
});

describe('values of another type', () => {
  test.each<[Json, FieldType, string]>([
    [7, { type: 'text' }, '/field is 7, must be text'],
    ['medium', { type: 'text', values: ['low', 'high'] }, '/field is "medium", must be one of low, high'],
    ['1', { type: 'number' }, '/field is "1", must be a number'],
    ['true', { type: 'boolean' }, '/field is "true", must be true or false'],
    [1, { type: 'time' }, '/field is 1, must be a time (ISO 8601 with Z or an offset)'],
    [
      '2026-03-02T09:00:00',
      { type: 'time' },
      '/field is "2026-03-02T09:00:00", must be a time (ISO 8601 with Z or an offset)',
    ],
    [
      '2026-02-30T09:00Z',
      { type: 'time' },
      '/field is "2026-02-30T09:00Z", must be a time (ISO 8601 with Z or an offset)',
    ],
    [
      '2026-01-01T25:00Z',
      { type: 'time' },
      '/field is "2026-01-01T25:00Z", must be a time (ISO 8601 with Z or an offset)',
    ],
    ['2026-13-01', { type: 'date' }, '/field is "2026-13-01", must be a date (2026-12-24)'],
    [2026, { type: 'date' }, '/field is 2026, must be a date (2026-12-24)'],
    ['24.12.2026', { type: 'date' }, '/field is "24.12.2026", must be a date (2026-12-24)'],
    ['9:00', { type: 'clock' }, '/field is "9:00", must be a clock (09:00)'],
    [9, { type: 'clock' }, '/field is 9, must be a clock (09:00)'],
    [{ a: 1 }, { type: 'list', of: { type: 'any' } }, '/field is an object, must be a list'],
    [[1], { type: 'object', fields: {} }, '/field is a list, must be an object'],
    [[null], { type: 'list', of: { type: 'number' } }, '/field/0 is null, must be a number'],
    ['x'.repeat(50), { type: 'number' }, `/field is "${'x'.repeat(40)}…", must be a number`],
    [{}, { type: 'object', fields: { 'a/b~c': { type: 'any' } } }, '/field/a~1b~0c is missing, must be any value'],
    [null, { type: 'object', fields: {} }, '/field is missing, must be an object'],
  ])('%j does not fit %j', (value, type, problem) => {
    expect(problemsOf(value, type)).toEqual([problem]);
  });
});

test('a list is described as one', () => {
  expect(describeType({ type: 'list', of: { type: 'any' } })).toBe('a list');
});
