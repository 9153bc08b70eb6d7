import type { FieldType } from '../catalogue/catalogue.ts';
import type { FilterName } from './filters.ts';
import { mergeTypes } from './merge-types.ts';
import { nounOf } from './resolve-type.ts';

/** What comes out of a filter, or why that value cannot go in. */
export type FilteredType = { readonly type: FieldType } | { readonly problem: string };

type Input = Exclude<FieldType['type'], 'object' | 'any'>;

const TEXTS: readonly Input[] = ['text', 'number', 'boolean', 'time', 'date', 'clock'];
const TEXT: FieldType = { type: 'text' };
const NUMBER: FieldType = { type: 'number' };
const ANY: FieldType = { type: 'any' };

/** What each filter takes (empty: everything) and makes. */
const FILTER_TYPES: Readonly<
  Record<FilterName, readonly [readonly Input[], (input: FieldType, fallback: FieldType) => FieldType]>
> = {
  default: [[], mergeTypes],
  date: [['time', 'date', 'text'], () => TEXT],
  upcase: [TEXTS, () => TEXT],
  downcase: [TEXTS, () => TEXT],
  capitalize: [TEXTS, () => TEXT],
  truncate: [TEXTS, () => TEXT],
  round: [['number'], () => NUMBER],
  plus: [['number'], () => NUMBER],
  minus: [['number'], () => NUMBER],
  times: [['number'], () => NUMBER],
  divided_by: [['number'], () => NUMBER],
  join: [['list'], () => TEXT],
  map: [['list'], () => ({ type: 'list', of: ANY })],
  size: [['list', 'text'], () => NUMBER],
  first: [['list'], itemOf],
  last: [['list'], itemOf],
  split: [TEXTS, () => ({ type: 'list', of: TEXT })],
  replace: [TEXTS, () => TEXT],
  url_encode: [TEXTS, () => TEXT],
  json: [[], () => TEXT],
};

/** The type behind a filter. `fallback` is the type of `default`'s argument. */
export function filterType(filter: FilterName, input: FieldType, fallback: FieldType): FilteredType {
  const [accepted, output] = FILTER_TYPES[filter];
  if (input.type !== 'any' && accepted.length > 0 && !accepted.some((type) => type === input.type)) {
    const wanted = accepted === TEXTS ? 'text' : accepted.map((type) => nounOf(typeCalled(type))).join(' or ');
    return { problem: `The filter ${filter} takes ${wanted}, not ${nounOf(input)}` };
  }
  return { type: output(input, fallback) };
}

function itemOf(list: FieldType): FieldType {
  return list.type === 'list' ? list.of : ANY;
}

function typeCalled(type: Input): FieldType {
  return type === 'list' ? { type, of: ANY } : { type };
}
