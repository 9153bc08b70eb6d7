import type { Hold, HoldStore } from '../../ports/hold-store.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Actions that are kept back, in SQLite. */
export function createSqliteHoldStore({ sql, commit }: LocalDatabase): HoldStore {
  const select = sql.prepare('SELECT body FROM holds WHERE workflow = ? AND key = ?');
  const list = sql.prepare('SELECT body FROM holds WHERE workflow = ? AND key > ? ORDER BY key LIMIT ?');
  const upsert = sql.prepare(
    `INSERT INTO holds (workflow, key, token, expires_at, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (workflow, key) DO UPDATE SET
      token = excluded.token, expires_at = excluded.expires_at, body = excluded.body`,
  );
  const remove = sql.prepare('DELETE FROM holds WHERE workflow = ? AND key = ? AND token = ?');
  return {
    put: async (hold) => {
      const { workflow, key, token, endsAt } = hold;
      commit.begin();
      upsert.run(workflow, key, token, Math.ceil(Date.parse(endsAt) / 1000), JSON.stringify(hold));
    },
    get: async (workflow, key) => fromColumn<Hold>(select.get(workflow, key), 'body'),
    remove: async ({ workflow, key, token }) => {
      commit.begin();
      remove.run(workflow, key, token);
    },
    list: async (workflow, { limit, cursor = '' }) => {
      const rows = list.all(workflow, cursor, limit + 1);
      const items = rows.slice(0, limit).flatMap((row) => fromColumn<Hold>(row, 'body') ?? []);
      const last = items.at(-1);
      return rows.length > limit && last !== undefined ? { items, next: last.key } : { items };
    },
  };
}
