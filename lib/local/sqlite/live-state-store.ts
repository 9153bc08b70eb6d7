import { conflict } from '../../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Live states in SQLite. */
export function createSqliteLiveStateStore({ sql, commit }: LocalDatabase): LiveStateStore {
  const get = sql.prepare('SELECT body FROM live_states WHERE workflow = ?');
  const list = sql.prepare('SELECT body FROM live_states ORDER BY workflow');
  const insert = sql.prepare(
    'INSERT INTO live_states (workflow, revision, body) VALUES (?, ?, ?) ON CONFLICT (workflow) DO NOTHING',
  );
  const update = sql.prepare('UPDATE live_states SET revision = ?, body = ? WHERE workflow = ? AND revision = ?');
  return {
    get: async (workflow) => fromColumn<LiveState>(get.get(workflow), 'body'),
    list: async () => list.all().flatMap((row) => fromColumn<LiveState>(row, 'body') ?? []),
    put: async (next) => {
      const { workflow, revision } = next;
      const body = JSON.stringify(next);
      commit.begin();
      const { changes } =
        revision === 1 ? insert.run(workflow, revision, body) : update.run(revision, body, workflow, revision - 1);
      if (changes !== 1) {
        throw conflict({
          code: 'SB611',
          message: `The live state of ${workflow} was changed by someone else meanwhile.`,
          resolution: 'Read it again, and decide again.',
        });
      }
    },
  };
}
