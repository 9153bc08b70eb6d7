import type { FieldType } from '../../catalogue/catalogue.ts';

/** What an operator compares its field with. */
export type Compared =
  /** A value of the field's own type; `each`: a list of them. */
  | 'same'
  | 'each_same'
  /** Text for text, an item for a list; `each`: a list of them. */
  | 'item'
  | 'each_item'
  | 'pattern'
  /** A map of one number operator. */
  | 'count'
  /** Nothing that has a type of its own: a duration, true or false. */
  | 'nothing';

export interface OperatorRule {
  /** Types of field that it can hold for. */
  readonly fields: readonly FieldType['type'][];
  readonly compared: Compared;
}

const SCALARS: OperatorRule['fields'] = ['text', 'number', 'boolean', 'time', 'date', 'clock'];
const MOMENTS: OperatorRule['fields'] = ['time', 'date', 'clock'];
const EVERYTHING: OperatorRule['fields'] = [...SCALARS, 'list', 'object'];

/** THE table of operators: what each can be used on, and with. */
export const OPERATORS: Readonly<Record<string, OperatorRule>> = {
  is: { fields: SCALARS, compared: 'same' },
  is_not: { fields: SCALARS, compared: 'same' },
  in: { fields: SCALARS, compared: 'each_same' },
  not_in: { fields: SCALARS, compared: 'each_same' },
  contains: { fields: ['text', 'list'], compared: 'item' },
  contains_any: { fields: ['text', 'list'], compared: 'each_item' },
  contains_all: { fields: ['text', 'list'], compared: 'each_item' },
  contains_none: { fields: ['text', 'list'], compared: 'each_item' },
  starts_with: { fields: ['text'], compared: 'same' },
  ends_with: { fields: ['text'], compared: 'same' },
  matches: { fields: ['text'], compared: 'pattern' },
  below: { fields: ['number'], compared: 'same' },
  at_most: { fields: ['number'], compared: 'same' },
  above: { fields: ['number'], compared: 'same' },
  at_least: { fields: ['number'], compared: 'same' },
  between: { fields: ['number', ...MOMENTS], compared: 'each_same' },
  before: { fields: MOMENTS, compared: 'same' },
  after: { fields: MOMENTS, compared: 'same' },
  within_last: { fields: ['time', 'date'], compared: 'nothing' },
  within_next: { fields: ['time', 'date'], compared: 'nothing' },
  exists: { fields: EVERYTHING, compared: 'nothing' },
  is_empty: { fields: ['text', 'list'], compared: 'nothing' },
  count: { fields: ['list'], compared: 'count' },
};

/** Operators whose literals the building of the graph has compared with the field's type already. */
export const COMPARISONS: ReadonlySet<string> = new Set([
  'below',
  'at_most',
  'above',
  'at_least',
  'between',
  'before',
  'after',
]);
