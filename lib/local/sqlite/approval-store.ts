import type { Approval, ApprovalStore } from '../../ports/approval-store.ts';
import { fromColumn, readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Approvals in SQLite. */
export function createSqliteApprovalStore({ sql, commit }: LocalDatabase): ApprovalStore {
  const byId = sql.prepare('SELECT body FROM approvals WHERE id = ?');
  const byKey = sql.prepare('SELECT body FROM approvals WHERE key = ?');
  const insert = sql.prepare('INSERT INTO approvals (id, key, status, body) VALUES (?, ?, ?, ?)');
  const renew = sql.prepare('UPDATE approvals SET status = ?, body = ? WHERE id = ?');
  const update = sql.prepare(
    `UPDATE approvals SET status = ?, body = ? WHERE id = ? AND status = ? AND json_extract(body, '$.createdAt') = ?`,
  );
  const all = sql.prepare('SELECT number, body FROM approvals WHERE number < ? ORDER BY number DESC LIMIT ?');
  const byStatus = sql.prepare(
    'SELECT number, body FROM approvals WHERE status = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  return {
    create: async (approval) => {
      const known = fromColumn<Approval>(byKey.get(approval.key), 'body');
      const stored = known === undefined ? approval : { ...approval, id: known.id };
      const { id, key, status } = stored;
      commit.begin();
      if (known === undefined) {
        insert.run(id, key, status, JSON.stringify(stored));
      } else {
        renew.run(status, JSON.stringify(stored), id);
      }
      return stored;
    },
    get: async (id) => fromColumn<Approval>(byId.get(id), 'body'),
    replace: async (next, from) => {
      commit.begin();
      return update.run(next.status, JSON.stringify(next), next.id, from, next.createdAt).changes === 1;
    },
    list: async ({ status }, page) =>
      status === undefined ? readPage(all, [], page) : readPage(byStatus, [status], page),
  };
}
