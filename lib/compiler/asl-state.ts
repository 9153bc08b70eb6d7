import type { Json, JsonObject } from '../workflow/json.ts';

/** A state of the machine, ready to be written out. */
export type AslState = JsonObject & { readonly Type: string };

/** States by name, in the order they are written. */
export type AslStates = ReadonlyMap<string, AslState>;

/** JSONata text as a field's value. */
export function expression(text: string): string {
  return `{% ${text} %}`;
}

/**
 * A value as it stands, in a field where texts of the form `{% … %}` are expressions: a user's text of that form
 * becomes an expression that yields it.
 */
export function literalValue(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('{%') ? expression(JSON.stringify(value)) : value;
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value === 'object' && value !== null) return mapValues(value as JsonObject, literalValue);
  return value;
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** The object without the fields that are `undefined`. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
