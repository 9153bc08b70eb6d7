import type { ContactActivityStore, OpenRun, OpenWait, Signal } from '../../ports/contact-activity-store.ts';
import { hasEnded, mayStillConvert, type Run } from '../../ports/run.ts';
import { fromColumn } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** What contacts' runs await, and what happened to contacts, in SQLite. Its runs are read off the runs themselves. */
export function createSqliteContactActivityStore({ sql, commit }: LocalDatabase): ContactActivityStore {
  const insertSignal = sql.prepare(
    'INSERT INTO signals (contact, event, at, id, expires_at, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const countSignal = sql.prepare(
    `INSERT INTO signal_counts (contact, event, count) VALUES (?, ?, 1)
     ON CONFLICT (contact, event) DO UPDATE SET count = count + 1`,
  );
  const selectSignals = sql.prepare(
    'SELECT body FROM signals WHERE contact = ? AND event = ? AND at >= ? ORDER BY at, id',
  );
  const selectCount = sql.prepare('SELECT count FROM signal_counts WHERE contact = ? AND event = ?');
  const putWait = sql.prepare(
    `INSERT INTO waits (contact, key, token, expires_at, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (contact, key) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at, body = excluded.body`,
  );
  const removeWait = sql.prepare('DELETE FROM waits WHERE contact = ? AND key = ? AND token = ?');
  const selectWaits = sql.prepare('SELECT body FROM waits WHERE contact = ? ORDER BY key');
  const selectOpen = sql.prepare('SELECT body FROM runs WHERE open = 1 AND contact = ?');
  const selectConverting = sql.prepare(
    `SELECT body FROM runs
     WHERE open = 0 AND body ->> 'goalUntil' IS NOT NULL AND body ->> 'convertedAt' IS NULL AND contact = ?`,
  );
  return {
    putSignal: async (signal) => {
      const { contact, event, at, id, expiresAt } = signal;
      commit.begin();
      if (insertSignal.run(contact, event, at, id, expiresAt, JSON.stringify(signal)).changes === 1) {
        countSignal.run(contact, event);
      }
    },
    listSignals: async (contact, event, since) => ({
      signals: selectSignals.all(contact, event, since).flatMap((row) => fromColumn<Signal>(row, 'body') ?? []),
      revision: Number(selectCount.get(contact, event)?.count ?? 0),
    }),
    putWait: async (wait) => {
      commit.begin();
      putWait.run(wait.contact, wait.key, wait.token, wait.expiresAt, JSON.stringify(wait));
    },
    removeWait: async ({ contact, key, token }) => {
      commit.begin();
      removeWait.run(contact, key, token);
    },
    listOpen: async (contact) => {
      commit.settle();
      return {
        runs: [...selectOpen.all(contact), ...selectConverting.all(contact)].flatMap((row) => {
          const run = fromColumn<Run>(row, 'body');
          return run !== undefined && (!hasEnded(run) || mayStillConvert(run)) ? [openRun(run, contact)] : [];
        }),
        waits: selectWaits.all(contact).flatMap((row) => fromColumn<OpenWait>(row, 'body') ?? []),
      };
    },
  };
}

function openRun(run: Run, contact: string): OpenRun {
  const { id: runId, workflow, version, trigger } = run;
  return { contact, runId, workflow, version, triggeredAt: trigger.at, ...(hasEnded(run) ? { ended: true } : {}) };
}
