import type { SkippedRunStore } from '../../ports/skipped-run-store.ts';
import { readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';
import { createWorkflowCounters } from './workflow-counters.ts';

/** Triggers that started no run, in SQLite. */
export function createSqliteSkippedRunStore(database: LocalDatabase): SkippedRunStore {
  const { sql, commit } = database;
  const counters = createWorkflowCounters(database);
  const insert = sql.prepare(
    'INSERT INTO skipped_runs (id, workflow, contact, expires_at, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byWorkflow = sql.prepare(
    'SELECT number, body FROM skipped_runs WHERE workflow = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  const byContact = sql.prepare(
    'SELECT number, body FROM skipped_runs WHERE contact = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  return {
    put: async (skipped) => {
      const { id, workflow, contact = null, expiresAt } = skipped;
      commit.begin();
      if (insert.run(id, workflow, contact, expiresAt, JSON.stringify(skipped)).changes === 1) {
        counters.add(workflow, { skipped: 1 });
      }
    },
    list: async (filter, page) =>
      'workflow' in filter
        ? readPage(byWorkflow, [filter.workflow], page)
        : readPage(byContact, [filter.contact], page),
  };
}
