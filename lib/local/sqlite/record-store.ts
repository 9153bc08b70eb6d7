import { patchRecord } from '../../engine/records/patch-record.ts';
import type { RecordStore, StoredRecord } from '../../ports/record-store.ts';
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
      const after = patchRecord(before ?? { id }, patch);
      commit.begin();
      replace.run(name, id, JSON.stringify(after));
      return before === undefined ? { after } : { before, after };
    },
  };
}
