import { type LiveState, type LiveStateStore, liveStateChanged } from '../../ports/live-state-store.ts';
import { prepareAudit } from './audit-log.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Live states in SQLite. */
export function createSqliteLiveStateStore(database: LocalDatabase): LiveStateStore {
  const { sql, commit } = database;
  const writeAudit = prepareAudit(database);
  const get = sql.prepare('SELECT body FROM live_states WHERE workflow = ?');
  const list = sql.prepare('SELECT body FROM live_states ORDER BY workflow');
  const insert = sql.prepare(
    'INSERT INTO live_states (workflow, revision, body) VALUES (?, ?, ?) ON CONFLICT (workflow) DO NOTHING',
  );
  const update = sql.prepare('UPDATE live_states SET revision = ?, body = ? WHERE workflow = ? AND revision = ?');
  return {
    get: async (workflow) => fromColumn<LiveState>(get.get(workflow), 'body'),
    list: async () => list.all().flatMap((row) => fromColumn<LiveState>(row, 'body') ?? []),
    put: async (next, ...audit) => {
      const { workflow, revision } = next;
      const body = JSON.stringify(next);
      commit.begin();
      const { changes } =
        revision === 1 ? insert.run(workflow, revision, body) : update.run(revision, body, workflow, revision - 1);
      if (changes !== 1) {
        throw liveStateChanged(workflow);
      }
      writeAudit(audit);
    },
  };
}
