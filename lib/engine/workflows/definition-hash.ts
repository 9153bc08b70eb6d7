import type { Hash } from '../../ports/ids.ts';
import { isJsonList, isJsonObject, type Json } from '../../workflow/json.ts';

/** A version's identity: hex SHA-256 over the definition as JSON with sorted keys. Layout and comments are no part. */
export function definitionHash(definition: Json, hash: Hash): string {
  return hash(JSON.stringify(canonical(definition)));
}

function canonical(value: Json): Json {
  if (isJsonList(value)) {
    return value.map(canonical);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, canonical(value[key] ?? null)]));
}
