import type { Json } from '../../../workflow/json.ts';
import type { AstNode } from '../expression-ast.ts';
import type { Scope } from '../functions.ts';
import { isJsonObject } from '../json-object.ts';

/** Says that only the JSONata engine knows the answer. */
export const needsEngine = Symbol('needs the JSONata engine');

/** What a natively evaluated expression gives: its value, nothing, or the advice to ask the engine. */
export type NativeResult = Json | undefined | typeof needsEngine;

/** An expression evaluated without the engine. */
export type NativeExpression = (scope: Scope) => NativeResult;

/** A value that is neither a list nor an object. */
export type Scalar = null | boolean | number | string;

/** Whether a value is neither a list nor an object. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Any further mark on a node (grouping, focus, kept arrays …) changes its meaning. */
export function hasOnly(node: AstNode, keys: readonly string[]): boolean {
  return Object.entries(node).every(
    ([key, mark]) => mark === undefined || key === 'position' || key === 'type' || keys.includes(key),
  );
}

/** JSONata takes an object marked like this for a function; data may carry the mark by accident. */
export function looksLikeFunction(value: unknown): boolean {
  return isJsonObject(value) && (value._jsonata_function === true || value._jsonata_lambda === true);
}

/** JSONata's idea of true; of nothing there is none. Lists are left to the engine. */
export function truth(value: Json | undefined): boolean | undefined | typeof needsEngine {
  if (value === undefined) {
    return undefined;
  }
  if (isScalar(value)) {
    return value !== null && value !== false && value !== 0 && value !== '';
  }
  return Array.isArray(value) || looksLikeFunction(value) ? needsEngine : Object.keys(value).length > 0;
}

/** JSONata's text of a single value. */
export function textOf(value: Scalar): string {
  if (typeof value === 'string') {
    return value;
  }
  const rounded = typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(15)) : value;
  return JSON.stringify(rounded);
}
