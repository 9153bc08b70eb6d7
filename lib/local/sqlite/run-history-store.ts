import type { RunHistoryStore } from '../../ports/run-history-store.ts';
import type { Json } from '../../workflow/json.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Histories of ended runs in SQLite. */
export function createSqliteRunHistoryStore({ sql, commit }: LocalDatabase): RunHistoryStore {
  const put = sql.prepare(
    `INSERT INTO run_histories (id, expires_at, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body`,
  );
  const get = sql.prepare('SELECT body FROM run_histories WHERE id = ?');
  return {
    put: async (runId, history, expiresAt) => {
      commit.begin();
      put.run(runId, expiresAt, JSON.stringify(history));
    },
    get: async (runId) => fromColumn<readonly Json[]>(get.get(runId), 'body'),
  };
}
