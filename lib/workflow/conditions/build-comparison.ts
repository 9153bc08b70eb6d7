import { Temporal } from 'temporal-polyfill';
import type { FieldType } from '../catalogue/catalogue.ts';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { Path } from '../references/path.ts';
import { isClock, isDate, isTime } from '../schema/moment.ts';
import { combine } from './combine.ts';
import type { CompareOperator, ComparisonType, Condition, Operand } from './condition.ts';
import type { ConditionPlace } from './condition-place.ts';
import { readOperand } from './read-operand.ts';

/** The field of a comparison, and the place of the operator beside it. */
export interface ComparedSide {
  readonly field: Path;
  readonly type: FieldType | undefined;
  readonly pointer: string;
  readonly place: ConditionPlace;
}

type Order = Exclude<CompareOperator, '='>;

/** `below` and its kin compare numbers, `before` and `after` what the field is declared to be. */
export function buildComparison(
  operator: Order,
  value: Json,
  what: 'number' | 'moment',
  side: ComparedSide,
): Condition {
  if (what === 'number') return compare(side.field, operator, readNumber(value, side), 'number');
  const operand = readOperand(value, side.pointer, side.place.report);
  const as = comparisonType(side, [operand], 'time');
  return compare(side.field, operator, inType(operand, as, side), as);
}

/** Both ends are included. A range of clocks may pass midnight: then it holds from the low end on or up to the high. */
export function buildBetween(ends: readonly [Json, Json], side: ComparedSide): Condition {
  const atLow = { ...side, pointer: joinPointer(side.pointer, 0) };
  const atHigh = { ...side, pointer: joinPointer(side.pointer, 1) };
  const read = {
    low: readOperand(ends[0], atLow.pointer, side.place.report),
    high: readOperand(ends[1], atHigh.pointer, side.place.report),
  };
  const as = comparisonType(side, [read.low, read.high], 'number');
  const low = inType(read.low, as, atLow);
  const high = inType(read.high, as, atHigh);
  const above = compare(side.field, '>=', low, as);
  const below = compare(side.field, '<=', high, as);
  if (as !== 'clock') return combine('all', [above, below]);
  const [inOrder, pastMidnight] = clockOrder(low, high);
  return combine('any', [
    ...(inOrder === false ? [] : [combine('all', [...inOrder, above, below])]),
    ...(pastMidnight === false ? [] : [combine('all', [...pastMidnight, combine('any', [above, below])])]),
  ]);
}

/** A number written down, or a reference. */
export function readNumber(value: Json, { pointer, place }: ComparedSide): Operand {
  const operand = readOperand(value, pointer, place.report);
  if (operand.kind === 'literal' && typeof operand.value !== 'number') {
    place.report('SB219', pointer, `${JSON.stringify(value)} is no number. Write one without quotes, or "{{ path }}"`);
  }
  return operand;
}

/** When a range of clocks is in order, and when it passes midnight: always (no conditions), never, or by its values. */
function clockOrder(low: Operand, high: Operand): [readonly Condition[] | false, readonly Condition[] | false] {
  if (low.kind === 'path') return [[compare(low.path, '<=', high, 'clock')], [compare(low.path, '>', high, 'clock')]];
  if (high.kind === 'path') return [[compare(high.path, '>=', low, 'clock')], [compare(high.path, '<', low, 'clock')]];
  return String(low.value) <= String(high.value) ? [[], false] : [false, []];
}

function compare(field: Path, operator: Order, value: Operand, as: ComparisonType): Condition {
  return { kind: 'compare', field, operator, value, as };
}

/** What the field is declared to be; where that is not known, what it is compared with. */
function comparisonType(
  { type, place }: ComparedSide,
  operands: readonly Operand[],
  otherwise: ComparisonType,
): ComparisonType {
  const compared = operands.map((operand) =>
    operand.kind === 'path' ? comparable(place.typeOf(operand.path)?.type) : literalType(operand.value),
  );
  return comparable(type?.type) ?? compared.find((found) => found !== undefined) ?? otherwise;
}

function comparable(type: FieldType['type'] | undefined): ComparisonType | undefined {
  return type === 'number' || type === 'time' || type === 'date' || type === 'clock' ? type : undefined;
}

function literalType(value: Json): ComparisonType | undefined {
  if (typeof value === 'number') return 'number';
  const text = String(value);
  if (isTime(text)) return 'time';
  if (isDate(text)) return 'date';
  return isClock(text) ? 'clock' : undefined;
}

const MENDS: Readonly<Record<ComparisonType, string>> = {
  number: 'a number without quotes',
  time: 'a time such as "2026-12-24T09:00:00Z" or a date',
  date: 'a date such as "2026-12-24"',
  clock: 'a clock such as "09:00"',
};

/** The operand as that type: a date beside a time is the day's start; a literal that does not fit is reported. */
function inType(operand: Operand, as: ComparisonType, { pointer, place }: ComparedSide): Operand {
  if (operand.kind === 'path') return operand;
  const type = literalType(operand.value);
  if (type === as) return operand;
  const written = JSON.stringify(operand.value);
  if (type !== 'date' || as !== 'time') {
    place.report(
      'SB405',
      pointer,
      `${written} cannot be compared with ${AS_WORDS[as]}. Write ${MENDS[as]}, or "{{ path }}"`,
    );
    return operand;
  }
  if (place.zone === 'contact') {
    const message = `${written} begins at another moment in each contact's zone, and the field is a time. Write a time: "${operand.value}T00:00:00Z"`;
    place.report('SB406', pointer, message);
    return operand;
  }
  const start = Temporal.PlainDate.from(String(operand.value)).toZonedDateTime(place.zone).toInstant();
  return { kind: 'literal', value: start.toString() };
}

const AS_WORDS: Readonly<Record<ComparisonType, string>> = {
  number: 'a number',
  time: 'a time',
  date: 'a date',
  clock: 'a clock',
};
