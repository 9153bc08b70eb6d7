import type { Json } from '../../../workflow/json.ts';
import type { Scope } from '../functions.ts';
import { ownValue } from '../json-object.ts';
import {
  isScalar,
  looksLikeFunction,
  type NativeExpression,
  type NativeResult,
  needsEngine,
  textOf,
  truth,
} from './native-value.ts';

/** A call of one of the functions that conditions are made of; a variable of the same name goes before it. */
export function compileCall(name: string, args: readonly NativeExpression[]): NativeExpression | undefined {
  if (name === 'millis' && args.length === 0) {
    return unlessVariable(name, ({ host }) => host.now);
  }
  const [first, second] = args;
  const unary = ownValue(unaryFunctions, name);
  if (unary !== undefined && first !== undefined && args.length === 1) {
    return unlessVariable(name, (scope) => {
      const value = first(scope);
      return value === needsEngine || looksLikeFunction(value) ? needsEngine : unary(value);
    });
  }
  if (name === 'contains' && first !== undefined && second !== undefined && args.length === 2) {
    return unlessVariable(name, (scope) => contains(first(scope), second(scope)));
  }
  return undefined;
}

const unaryFunctions: Readonly<Record<string, (value: Json | undefined) => NativeResult>> = {
  exists: (value) => value !== undefined,
  boolean: truth,
  not: (value) => {
    const holds = truth(value);
    return typeof holds === 'boolean' ? !holds : holds;
  },
  type: (value) => (value === undefined ? undefined : typeName(value)),
  count: (value) => {
    if (value === undefined) {
      return 0;
    }
    return Array.isArray(value) ? value.length : 1;
  },
  string: (value) =>
    value === undefined || isScalar(value) ? (value === undefined ? value : textOf(value)) : needsEngine,
  length: (value) => ofText(value, (text) => [...text].length),
  lowercase: (value) => ofText(value, (text) => text.toLowerCase()),
  uppercase: (value) => ofText(value, (text) => text.toUpperCase()),
  toMillis: (value) => ofText(value, (text) => (isoTime.test(text) ? Date.parse(text) : Number.NaN)),
};

/** The part of what JSONata takes for a time that needs no thought. */
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function unlessVariable(name: string, call: (scope: Scope) => NativeResult): NativeExpression {
  return (scope) => (scope.lookup(name) === undefined ? call(scope) : needsEngine);
}

function typeName(value: Json): NativeResult {
  if (isScalar(value)) {
    return value === null ? 'null' : typeof value;
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return looksLikeFunction(value) ? needsEngine : 'object';
}

function ofText(value: Json | undefined, result: (text: string) => string | number): NativeResult {
  if (value === undefined) {
    return undefined;
  }
  const given = typeof value === 'string' ? result(value) : Number.NaN;
  return Number.isNaN(given) ? needsEngine : given;
}

function contains(text: NativeResult, part: NativeResult): NativeResult {
  return typeof text === 'string' && typeof part === 'string' ? text.includes(part) : needsEngine;
}
