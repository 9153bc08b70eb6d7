import type { Compiled } from '../../compiler/compile-workflow.ts';
import type { Hash } from '../../ports/ids.ts';
import { isJsonList, isJsonObject, type Json } from '../../workflow/json.ts';

/**
 * A version's identity: hex SHA-256 over the definition and over what the compiler made of it, as JSON with sorted
 * keys. Layout and comments are no part. A catalogue or a compiler that reads the same definition otherwise makes
 * another version of it: what was published before goes on as it began.
 */
export function versionHash(definition: Json, { manifest, asl }: Compiled, hash: Hash): string {
  // By way of text, since a manifest's type says nothing of an index.
  const compiled: Json = JSON.parse(JSON.stringify(manifest));
  return hash(JSON.stringify(canonical([definition, compiled, asl])));
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
