import type { RecordPatch, RecordStore, StoredRecord } from '../../ports/record-store.ts';
import { isJsonList, type Json } from '../../workflow/json.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Contacts and the other records in SQLite. */
export function createSqliteRecordStore({ sql, commit }: LocalDatabase): RecordStore {
  const select = sql.prepare('SELECT body FROM records WHERE name = ? AND id = ?');
  const insert = sql.prepare('INSERT INTO records (name, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const replace = sql.prepare(
    'INSERT INTO records (name, id, body) VALUES (?, ?, ?) ON CONFLICT (name, id) DO UPDATE SET body = excluded.body',
  );
  const get = (name: string, id: string): StoredRecord | undefined =>
    fromColumn<StoredRecord>(select.get(name, id), 'body');
  return {
    get: async (name, id) => get(name, id),
    getMany: async (keys) =>
      keys.flatMap(({ name, id }) => {
        const record = get(name, id);
        return record === undefined ? [] : [{ name, record }];
      }),
    create: async (name, record) => {
      commit.begin();
      return insert.run(name, record.id, JSON.stringify(record)).changes === 1;
    },
    put: async (name, record) => {
      commit.begin();
      replace.run(name, record.id, JSON.stringify(record));
    },
    patch: async (name, id, patch) => {
      const before = get(name, id);
      const after = patched(before ?? { id }, patch);
      commit.begin();
      replace.run(name, id, JSON.stringify(after));
      return before === undefined ? { after } : { before, after };
    },
  };
}

function patched(record: StoredRecord, { set = {}, unset = [], add = {}, remove = {} }: RecordPatch): StoredRecord {
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
