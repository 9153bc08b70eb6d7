import type { Scheduler, TimerTask } from '../../ports/scheduler.ts';
import { fromColumn } from '../sqlite/json-column.ts';
import type { LocalDatabase } from '../sqlite/open-database.ts';
import type { Timeline } from './timeline.ts';

/** What timers are kept in, and whom they tell. */
export interface LocalSchedulerDeps {
  readonly database: LocalDatabase;
  readonly timeline: Timeline;
  /** Takes the task over, in the transaction that forgets the timer. */
  readonly onDue: (task: TimerTask) => void;
}

/** Timers that a restart does not lose. */
export interface LocalScheduler extends Scheduler {
  /** Sets what was set when the process ended; what has fallen due meanwhile is due at once. */
  readonly resume: () => void;
}

/** Timers in SQLite, woken by the engine's timeline. */
export function createLocalScheduler({ database, timeline, onDue }: LocalSchedulerDeps): LocalScheduler {
  const { sql, commit } = database;
  const select = sql.prepare('SELECT id, due_at, task FROM timers ORDER BY due_at, id');
  const upsert = sql.prepare(
    `INSERT INTO timers (id, due_at, task) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, task = excluded.task`,
  );
  const remove = sql.prepare('DELETE FROM timers WHERE id = ?');
  const arm = (id: string, dueAt: number, task: TimerTask): void => {
    timeline.set(nameOf(id), dueAt, () => {
      commit.begin();
      remove.run(id);
      onDue(task);
    });
  };
  return {
    at: async ({ id, at, task }) => {
      const dueAt = Date.parse(at);
      commit.begin();
      upsert.run(id, dueAt, JSON.stringify(task));
      arm(id, dueAt, task);
    },
    cancel: async (id) => {
      commit.begin();
      remove.run(id);
      timeline.cancel(nameOf(id));
    },
    resume: () => {
      for (const row of select.all()) {
        const task = fromColumn<TimerTask>(row, 'task');
        if (task !== undefined) {
          arm(String(row.id), Number(row.due_at), task);
        }
      }
    },
  };
}

function nameOf(id: string): string {
  return `timer ${id}`;
}
