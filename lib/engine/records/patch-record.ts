import type { RecordPatch, StoredRecord } from '../../ports/record-store.ts';
import { isJsonList, type Json } from '../../workflow/json.ts';

/** The record after a change: fields set, then items added to and removed from lists, then fields taken away. */
export function patchRecord(
  record: StoredRecord,
  { set = {}, unset = [], add = {}, remove = {} }: RecordPatch,
): StoredRecord {
  const fields = new Map<string, Json>(Object.entries({ ...record, ...set }));
  for (const [field, items] of Object.entries(add)) {
    fields.set(field, union(listOf(fields.get(field)), items));
  }
  for (const [field, items] of Object.entries(remove)) {
    fields.set(
      field,
      listOf(fields.get(field)).filter((item) => !includes(items, item)),
    );
  }
  for (const field of unset) {
    fields.delete(field);
  }
  return { ...Object.fromEntries(fields), id: record.id };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

function union(list: readonly Json[], items: readonly Json[]): readonly Json[] {
  const all = [...list];
  for (const item of items) {
    if (!includes(all, item)) {
      all.push(item);
    }
  }
  return all;
}

function includes(list: readonly Json[], item: Json): boolean {
  const text = JSON.stringify(item);
  return list.some((other) => JSON.stringify(other) === text);
}
