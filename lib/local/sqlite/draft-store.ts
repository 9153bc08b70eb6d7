import { type Draft, type DraftStore, draftChanged } from '../../ports/draft-store.ts';
import { prepareAudit } from './audit-log.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Drafts in SQLite. A row without a body remembers the revision of a draft that is gone. */
export function createSqliteDraftStore(database: LocalDatabase): DraftStore {
  const { sql, commit } = database;
  const writeAudit = prepareAudit(database);
  const select = sql.prepare('SELECT revision, body FROM drafts WHERE workflow = ?');
  const upsert = sql.prepare(
    'INSERT INTO drafts (workflow, revision, body) VALUES (?, ?, ?) ON CONFLICT (workflow) DO UPDATE SET revision = excluded.revision, body = excluded.body',
  );
  const present = (workflow: string): number => {
    const row = select.get(workflow);
    return row === undefined || row.body === null ? 0 : Number(row.revision);
  };
  return {
    get: async (workflow) => fromColumn<Draft>(select.get(workflow), 'body'),
    put: async (next, expected, ...audit) => {
      const { workflow } = next;
      if (present(workflow) !== expected) {
        throw draftChanged(workflow);
      }
      const draft = { ...next, revision: Number(select.get(workflow)?.revision ?? 0) + 1 };
      commit.begin();
      upsert.run(workflow, draft.revision, JSON.stringify(draft));
      writeAudit(audit);
      return draft;
    },
    remove: async (workflow, revision, ...audit) => {
      if (revision < 1 || present(workflow) !== revision) {
        throw draftChanged(workflow);
      }
      commit.begin();
      upsert.run(workflow, revision, null);
      writeAudit(audit);
    },
  };
}
