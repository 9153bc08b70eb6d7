import type { Json } from '../../workflow/json.ts';
import type { Expression } from './expression.ts';
import type { Scope } from './functions.ts';
import { setOwn } from './json-object.ts';

/** A JSON value of a definition with its `{% … %}` strings compiled. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | ExpressionTemplate
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyArray<readonly [key: string, template: Template]> };

/** One `{% … %}` string, and the field it stands in, as error messages name it. */
export interface ExpressionTemplate {
  readonly kind: 'expression';
  readonly expression: Expression;
  readonly location: string;
}

/** Fills in a template. A promise only where the JSONata engine was needed; throws or rejects with a `StatesError`. */
export function evaluateTemplate(template: Template, scope: Scope): Json | Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return template.expression.evaluate(scope, template.location);
    case 'array':
      return evaluateItems(template.items, scope);
    case 'object':
      return evaluateEntries(template.entries, scope);
  }
}

async function evaluateItems(items: readonly Template[], scope: Scope): Promise<Json> {
  const values: Json[] = [];
  for (const item of items) {
    const value = evaluateTemplate(item, scope);
    values.push(value instanceof Promise ? await value : value);
  }
  return values;
}

/** Fills in one template after the other, so that the first failing expression is the same on every run. */
export async function evaluateEntries(
  entries: ReadonlyArray<readonly [key: string, template: Template]>,
  scope: Scope,
): Promise<Readonly<Record<string, Json>>> {
  const values: Record<string, Json> = {};
  for (const [key, template] of entries) {
    const value = evaluateTemplate(template, scope);
    setOwn(values, key, value instanceof Promise ? await value : value);
  }
  return values;
}
