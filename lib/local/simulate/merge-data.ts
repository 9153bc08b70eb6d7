import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';

/** The base with what differs laid over it: maps are merged, everything else (lists, too) is replaced. */
export function mergeData(base: JsonObject, changes: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(changes)) {
    const below = merged.get(name);
    merged.set(name, isJsonObject(below) && isJsonObject(value) ? mergeData(below, value) : value);
  }
  return Object.fromEntries(merged);
}

/** The data with a value at a path of names: `setField(data, ['lead', 'contact_id'], 'c1')`. */
export function setField(data: JsonObject, [name, ...rest]: readonly string[], value: Json): JsonObject {
  if (name === undefined) return data;
  const below = data[name];
  return {
    ...data,
    [name]: rest.length === 0 ? value : setField(isJsonObject(below) ? below : {}, rest, value),
  };
}

/** The data without what stands at a path of names. */
export function withoutField(data: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined || !Object.hasOwn(data, name)) return data;
  if (rest.length === 0) return Object.fromEntries(Object.entries(data).filter(([key]) => key !== name));
  const below = data[name];
  return isJsonObject(below) ? { ...data, [name]: withoutField(below, rest) } : data;
}
