import type { Json } from '../../workflow/json.ts';
import { setOwn } from './json-object.ts';

/**
 * The plain JSON of what JSONata yields: its arrays carry marks that a stored and reloaded run would lose, so they
 * are copied. A number that JSON cannot write becomes its name, as on AWS. Throws for a function.
 */
export function toPlainJson(value: unknown): Json {
  if (typeof value === 'number') {
    return plainNumber(value);
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => (item === undefined ? null : toPlainJson(item)));
  }
  if (typeof value === 'object') {
    return plainObject(value);
  }
  throw new TypeError(`JSON holds no ${typeof value}.`);
}

function plainNumber(value: number): Json {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  // JSON has one zero only; a run that was stored and one that was not must not differ.
  return value === 0 ? 0 : value;
}

function plainObject(value: object): Json {
  const plain: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) {
      setOwn(plain, key, toPlainJson(item));
    }
  }
  return plain;
}
