import type { Json } from '../../../workflow/json.ts';
import { type Compiled, compileExpression, type Expression } from '../expression.ts';
import type { ExpressionRights } from '../expression-ast.ts';
import { isJsonObject } from '../json-object.ts';
import type { State } from '../machine.ts';
import type { ExpressionTemplate, Template } from '../template.ts';
import { below, type Problem } from './problem.ts';

/** A definition on its way to a machine: what is known of it, and what is wrong with it. */
export interface Loading {
  readonly problems: Problem[];
  readonly states: Map<string, State>;
  readonly expressions: Map<string, Compiled>;
}

/** Where a field stands: in the document, and within its state as Step Functions' messages name it. */
export interface Place {
  readonly pointer: string;
  readonly location: string;
}

/** Writes down a problem. */
export function complain(loading: Loading, pointer: string, message: string): void {
  loading.problems.push({ pointer, message });
}

/** A key of an object, one level further down. */
export function atKey({ pointer, location }: Place, key: string): Place {
  return { pointer: below(pointer, key), location: `${location}/${key}` };
}

/** An item of a list, one level further down. */
export function atIndex({ pointer, location }: Place, index: number): Place {
  return { pointer: below(pointer, index), location: `${location}[${index}]` };
}

/** Compiles the expressions inside a value. */
export function loadTemplate(loading: Loading, value: Json, place: Place, rights: ExpressionRights): Template {
  if (typeof value === 'string') {
    return loadText(loading, value, place, rights);
  }
  if (typeof value !== 'object' || value === null) {
    return { kind: 'constant', value };
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, loadTemplate(loading, item, atKey(place, key), rights)] as const,
    );
    return entries.every(([, item]) => item.kind === 'constant')
      ? { kind: 'constant', value }
      : { kind: 'object', entries };
  }
  const items = value.map((item, index) => loadTemplate(loading, item, atIndex(place, index), rights));
  return items.every((item) => item.kind === 'constant') ? { kind: 'constant', value } : { kind: 'array', items };
}

/** A text, compiled if it is an expression. */
export function loadText(
  loading: Loading,
  text: string,
  place: Place,
  rights: ExpressionRights,
): ExpressionTemplate | { readonly kind: 'constant'; readonly value: string } {
  const opens = text.startsWith('{%');
  const closes = text.endsWith('%}') && text.length >= 4;
  if (opens && closes) {
    return loadExpression(loading, text, place, rights);
  }
  if (opens || text.endsWith('%}')) {
    complain(loading, place.pointer, 'An expression starts with {% and ends with %}, with nothing before or behind.');
  }
  return { kind: 'constant', value: text };
}

/** An expression; equal ones are compiled once. */
export function loadExpression(
  loading: Loading,
  text: string,
  place: Place,
  rights: ExpressionRights,
): ExpressionTemplate {
  const source = text.slice(2, -2).trim();
  const key = `${rights.errorOutput} ${source}`;
  const compiled = loading.expressions.get(key) ?? compileExpression(source, rights);
  loading.expressions.set(key, compiled);
  if ('expression' in compiled) {
    return { kind: 'expression', expression: compiled.expression, location: place.location };
  }
  for (const problem of compiled.problems) {
    complain(loading, place.pointer, problem);
  }
  return { kind: 'expression', expression: broken(source), location: place.location };
}

/** Stands in for an expression with problems, so that loading goes on to find the others; it never runs. */
function broken(source: string): Expression {
  return { source, evaluate: () => null };
}
