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
 * becomes an expression that yields it. What holds no such text is not copied.
 */
export function literalValue(value: Json): Json {
  if (typeof value === 'string') return looksLikeExpression(value) ? expression(JSON.stringify(value)) : value;
  if (!holdsExpression(value)) return value;
  if (Array.isArray(value)) return value.map(literalValue);
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, field]) => [key, literalValue(field)]));
}

function looksLikeExpression(text: string): boolean {
  return text.startsWith('{%');
}

function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return looksLikeExpression(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsExpression);
}

/** The object without the fields that are `undefined`. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
