import type { EffectLedger, EffectState } from '../../ports/effect-ledger.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Side effects in SQLite. A claim is on the disk before its effect is done: that is what it is for. */
export function createSqliteEffectLedger({ sql, commit }: LocalDatabase): EffectLedger {
  const select = sql.prepare('SELECT attempt, body FROM effects WHERE key = ?');
  const insert = sql.prepare('INSERT INTO effects (key, attempt, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const finish = sql.prepare(
    `INSERT INTO effects (key, attempt, body) VALUES (?, '', ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body`,
  );
  const release = sql.prepare(`DELETE FROM effects WHERE key = ? AND attempt = ? AND body ->> 'status' = 'started'`);
  return {
    begin: async (key, attempt, at) => {
      const state: EffectState = { status: 'started', attempt, at };
      commit.begin();
      const claimed = insert.run(key, attempt, JSON.stringify(state)).changes === 1;
      await commit.durable();
      return claimed ? { claimed } : { claimed, state: fromColumn<EffectState>(select.get(key), 'body') ?? state };
    },
    finish: async (key, outcome) => {
      commit.begin();
      finish.run(key, JSON.stringify({ status: 'done', outcome } satisfies EffectState));
      await commit.durable();
    },
    release: async (key, attempt) => {
      commit.begin();
      release.run(key, attempt);
    },
  };
}
