import { RE2JS } from 're2js';
import type { FieldType } from '../catalogue/catalogue.ts';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { Path } from '../references/path.ts';
import { readBarePath } from '../references/read-path.ts';
import { isTemplate } from '../references/template.ts';
import type { FieldConditionDefinition } from '../schema/condition-schema.ts';
import { durationSeconds } from '../schema/duration.ts';
import { buildBetween, buildComparison } from './build-comparison.ts';
import { buildCount } from './build-count.ts';
import { combine, negate } from './combine.ts';
import type { Condition, Operand } from './condition.ts';
import type { ConditionPlace } from './condition-place.ts';
import { readOperand } from './read-operand.ts';

type Operators = Required<Omit<FieldConditionDefinition, 'field' | 'ignore_case'>>;

/** The field, and what stands beside it. */
interface Side {
  readonly field: Path;
  readonly type: FieldType | undefined;
  readonly ignoreCase: boolean;
  /** Of the operator. */
  readonly pointer: string;
  readonly place: ConditionPlace;
}

const BUILDERS: { readonly [Name in keyof Operators]: (value: Operators[Name], side: Side) => Condition } = {
  is: (value, side) => equals(value, side),
  is_not: (value, side) => negate(equals(value, side)),
  in: (values, side) => oneOf(values, side),
  not_in: (values, side) => negate(oneOf(values, side)),
  contains: (value, side) => contains('any', [operand(value, side)], side),
  contains_any: (values, side) => contains('any', operands(values, side), side),
  contains_all: (values, side) => contains('all', operands(values, side), side),
  contains_none: (values, side) => negate(contains('any', operands(values, side), side)),
  starts_with: (value, side) => ({ kind: 'starts_with', ...onText(side), value: operand(value, side) }),
  ends_with: (value, side) => ({ kind: 'ends_with', ...onText(side), value: operand(value, side) }),
  matches: (pattern, side) => ({ kind: 'matches', ...onText(side), pattern: readPattern(pattern, side) }),
  below: (value, side) => buildComparison('<', value, 'number', side),
  at_most: (value, side) => buildComparison('<=', value, 'number', side),
  above: (value, side) => buildComparison('>', value, 'number', side),
  at_least: (value, side) => buildComparison('>=', value, 'number', side),
  between: (ends, side) => buildBetween(ends, side),
  before: (value, side) => buildComparison('<', value, 'moment', side),
  after: (value, side) => buildComparison('>', value, 'moment', side),
  within_last: (value, side) => within('last', value, side),
  within_next: (value, side) => within('next', value, side),
  exists: (wanted, { field }) => when(wanted, { kind: 'exists', field }),
  is_empty: (wanted, { field }) => when(wanted, { kind: 'empty', field }),
  count: (value, side) => buildCount(value, side),
};

/** The normal form of `{ field: path, OPERATOR: value }`. */
export function buildFieldCondition(
  definition: FieldConditionDefinition,
  pointer: string,
  place: ConditionPlace,
): Condition {
  const { field: text, ignore_case: ignoreCase = false, ...operators } = definition;
  const field = readBarePath(text, joinPointer(pointer, 'field'), place.report);
  const side = { field, type: place.typeOf(field), ignoreCase, place };
  // The schema has made sure that there is exactly one.
  const conditions = Object.keys(operators)
    .filter(isOperator)
    .flatMap((name) => apply(name, operators, { ...side, pointer: joinPointer(pointer, name) }));
  return combine('all', conditions);
}

function isOperator(name: string): name is keyof Operators {
  return Object.hasOwn(BUILDERS, name);
}

function apply<Name extends keyof Operators>(name: Name, operators: Partial<Operators>, side: Side): Condition[] {
  return [operators[name]].filter((value) => value !== undefined).map((value) => BUILDERS[name](value, side));
}

function onText({ field, ignoreCase }: Side): { readonly field: Path; readonly ignoreCase: boolean } {
  return { field, ignoreCase };
}

function operand(value: Json, { pointer, place }: Side): Operand {
  return readOperand(value, pointer, place.report);
}

function operands(values: readonly Json[], { pointer, place }: Side): Operand[] {
  return values.map((value, index) => readOperand(value, joinPointer(pointer, index), place.report));
}

function equals(value: Json, side: Side): Condition {
  return { kind: 'equals', ...onText(side), value: operand(value, side) };
}

function oneOf(values: readonly Json[], side: Side): Condition {
  return { kind: 'one_of', ...onText(side), values: operands(values, side) };
}

function contains(quantifier: 'any' | 'all', values: readonly Operand[], side: Side): Condition {
  const declared = side.type?.type;
  const holder = declared === 'text' || declared === 'list' ? declared : 'any';
  return { kind: 'contains', ...onText(side), values, quantifier, holder };
}

function when(wanted: boolean, condition: Condition): Condition {
  return wanted ? condition : negate(condition);
}

function within(direction: 'last' | 'next', value: string, { field, type }: Side): Condition {
  const as = type?.type === 'date' ? 'date' : 'time';
  return { kind: 'within', field, direction, seconds: durationSeconds(value), as };
}

/** Step Functions and we run the same RE2 subset; a pattern from elsewhere could be one that it cannot run. */
function readPattern(pattern: string, { pointer, place }: Side): string {
  if (isTemplate(pattern)) {
    place.report(
      'SB403',
      pointer,
      'A pattern is written down, not referred to. Use contains or starts_with for a value',
    );
  } else {
    try {
      RE2JS.compile(pattern);
    } catch (error) {
      const reason = String(error).replace(/^\w+: /, '');
      place.report(
        'SB404',
        pointer,
        `"${pattern}" is no pattern that RE2 reads: ${reason}. Escape signs with \\, and leave out look-around and back-references`,
      );
    }
  }
  return pattern;
}
