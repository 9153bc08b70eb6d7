import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { FieldConditionDefinition } from '../schema/condition-schema.ts';
import { type ComparedSide, readNumber } from './build-comparison.ts';
import { combine, negate } from './combine.ts';
import type { CompareOperator, Condition } from './condition.ts';

type CountDefinition = NonNullable<FieldConditionDefinition['count']>;

/** The normal form of `count: { at_least: 3 }`; what is no list counts 0. */
export function buildCount(definition: CountDefinition, side: ComparedSide): Condition {
  const { is, is_not: isNot, below, at_most: atMost, above, at_least: atLeast, between = [] } = definition;
  const counted = (name: string, operator: CompareOperator, value: Json | undefined): Condition[] => {
    if (value === undefined) return [];
    const number = readNumber(value, { ...side, pointer: joinPointer(side.pointer, name) });
    return [{ kind: 'count', field: side.field, operator, value: number }];
  };
  return combine('all', [
    ...counted('is', '=', is),
    ...counted('is_not', '=', isNot).map(negate),
    ...counted('below', '<', below),
    ...counted('at_most', '<=', atMost),
    ...counted('above', '>', above),
    ...counted('at_least', '>=', atLeast),
    ...counted('between', '>=', between[0]),
    ...counted('between', '<=', between[1]),
  ]);
}
