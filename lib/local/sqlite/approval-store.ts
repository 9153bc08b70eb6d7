import type { Approval, ApprovalStore } from '../../ports/approval-store.ts';
import { fromColumn, readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Approvals in SQLite. */
export function createSqliteApprovalStore({ sql, commit }: LocalDatabase): ApprovalStore {
  const byId = sql.prepare('SELECT body FROM approvals WHERE id = ?');
  const byKey = sql.prepare('SELECT body FROM approvals WHERE key = ?');
  const insert = sql.prepare(
    'INSERT INTO approvals (id, key, status, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = sql.prepare('UPDATE approvals SET status = ?, body = ? WHERE id = ? AND status = ?');
  const all = sql.prepare('SELECT number, body FROM approvals WHERE number < ? ORDER BY number DESC LIMIT ?');
  const byStatus = sql.prepare(
    'SELECT number, body FROM approvals WHERE status = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  return {
    create: async (approval) => {
      commit.begin();
      insert.run(approval.id, approval.key, approval.status, JSON.stringify(approval));
      return fromColumn<Approval>(byKey.get(approval.key), 'body') ?? approval;
    },
    get: async (id) => fromColumn<Approval>(byId.get(id), 'body'),
    replace: async (next, from) => {
      commit.begin();
      return update.run(next.status, JSON.stringify(next), next.id, from).changes === 1;
    },
    list: async ({ status }, page) =>
      status === undefined ? readPage(all, [], page) : readPage(byStatus, [status], page),
  };
}
