import type { Json } from '../../../workflow/json.ts';
import { ownValue } from '../json-object.ts';
import { isScalar, type NativeExpression, type NativeResult, needsEngine, textOf, truth } from './native-value.ts';

/**
 * A binary operator. What would be an error is left to the engine, which knows its words; so are lists and objects
 * where JSONata looks inside them.
 */
export function compileOperator(
  operator: unknown,
  left: NativeExpression,
  right: NativeExpression,
): NativeExpression | undefined {
  if (operator === 'and' || operator === 'or') {
    return shortCircuit(operator, left, right);
  }
  const apply = ownValue(operators, String(operator));
  if (apply === undefined) {
    return undefined;
  }
  return (scope) => {
    const a = left(scope);
    if (a === needsEngine) {
      return needsEngine;
    }
    const b = right(scope);
    return b === needsEngine ? needsEngine : apply(a, b);
  };
}

type Operands = [left: Json | undefined, right: Json | undefined];

const operators: Readonly<Record<string, (...operands: Operands) => NativeResult>> = {
  '=': (a, b) => (a === undefined || b === undefined ? false : equal(a, b)),
  '!=': (a, b) => (a === undefined || b === undefined ? false : negated(equal(a, b))),
  '<': (a, b) => compared(a, b, (order) => order < 0),
  '<=': (a, b) => compared(a, b, (order) => order <= 0),
  '>': (a, b) => compared(a, b, (order) => order > 0),
  '>=': (a, b) => compared(a, b, (order) => order >= 0),
  '+': (a, b) => calculated(a, b, (x, y) => x + y),
  '-': (a, b) => calculated(a, b, (x, y) => x - y),
  '*': (a, b) => calculated(a, b, (x, y) => x * y),
  '/': (a, b) => calculated(a, b, (x, y) => x / y),
  '%': (a, b) => calculated(a, b, (x, y) => x % y),
  '&': joined,
  in: included,
};

function shortCircuit(operator: 'and' | 'or', left: NativeExpression, right: NativeExpression): NativeExpression {
  const decides = operator === 'or';
  return (scope) => {
    const first = held(left(scope));
    if (first === needsEngine || first === decides) {
      return first;
    }
    return held(right(scope));
  };
}

/** Nothing counts as false. */
function held(value: NativeResult): boolean | typeof needsEngine {
  return value === needsEngine ? needsEngine : (truth(value) ?? false);
}

function equal(a: Json, b: Json): boolean | typeof needsEngine {
  return isScalar(a) || isScalar(b) ? a === b : needsEngine;
}

function negated(value: boolean | typeof needsEngine): boolean | typeof needsEngine {
  return value === needsEngine ? needsEngine : !value;
}

function compared(a: Json | undefined, b: Json | undefined, holds: (order: number) => boolean): NativeResult {
  if (typeof a === 'number' && typeof b === 'number') {
    return holds(a - b);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return holds(a < b ? -1 : Number(a > b));
  }
  return isNothingAnd(a, b, isComparable) ? undefined : needsEngine;
}

function calculated(a: Json | undefined, b: Json | undefined, result: (x: number, y: number) => number): NativeResult {
  if (typeof a === 'number' && typeof b === 'number') {
    const value = result(a, b);
    // JSON has one zero, and no infinity: that is the engine's affair.
    return Number.isFinite(value) ? value + 0 : needsEngine;
  }
  return isNothingAnd(a, b, isNumber) ? undefined : needsEngine;
}

/** Whether one operand is missing and the other one fits: the result is missing then, too. */
function isNothingAnd(a: Json | undefined, b: Json | undefined, fits: (value: Json | undefined) => boolean): boolean {
  return (a === undefined && fits(b)) || (b === undefined && fits(a));
}

function isComparable(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'number' || typeof value === 'string';
}

function isNumber(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'number';
}

function joined(...operands: Operands): NativeResult {
  let text = '';
  for (const operand of operands) {
    if (operand !== undefined && !isScalar(operand)) {
      return needsEngine;
    }
    text += operand === undefined ? '' : textOf(operand);
  }
  return text;
}

function included(item: Json | undefined, list: Json | undefined): NativeResult {
  if (item === undefined || list === undefined) {
    return false;
  }
  if (!isScalar(item)) {
    return needsEngine;
  }
  return Array.isArray(list) ? list.includes(item) : list === item;
}
