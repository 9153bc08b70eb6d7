import type { AuditEntry, AuditLog } from '../../ports/audit-log.ts';
import { readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** The audit log in SQLite. */
export function createSqliteAuditLog(database: LocalDatabase): AuditLog {
  const { sql, commit } = database;
  const write = prepareAudit(database);
  const all = sql.prepare('SELECT number, body FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?');
  const ofOne = sql.prepare(
    'SELECT number, body FROM audit WHERE workflow = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  return {
    append: async (entry) => {
      commit.begin();
      write([entry]);
    },
    list: async ({ workflow }, page) =>
      workflow === undefined ? readPage<AuditEntry>(all, [], page) : readPage<AuditEntry>(ofOne, [workflow], page),
  };
}

/** Writes entries within the transaction that is open. */
export function prepareAudit({ sql }: LocalDatabase): (entries: readonly AuditEntry[]) => void {
  const insert = sql.prepare('INSERT INTO audit (id, workflow, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');
  return (entries) => {
    for (const entry of entries) {
      insert.run(entry.id, entry.workflow, JSON.stringify(entry));
    }
  };
}
