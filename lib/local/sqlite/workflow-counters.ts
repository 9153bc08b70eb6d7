import type { DatabaseSync } from 'node:sqlite';
import type { RunCounts } from '../../ports/run-store.ts';

/** The name of a number that is kept for each workflow. */
export type CounterName = Exclude<keyof RunCounts, 'lastRunAt'>;

const NAMES = [
  ...(['started', 'open', 'waiting', 'succeeded', 'failed'] as const),
  ...(['stopped', 'exited', 'converted', 'skipped'] as const),
] satisfies CounterName[];

/** Numbers of runs by workflow, changed in the transaction of what they count. */
export interface WorkflowCounters {
  readonly add: (workflow: string, change: Partial<Record<CounterName, number>>) => void;
  readonly noteRun: (workflow: string, createdAt: string) => void;
  readonly read: (workflow: string) => RunCounts;
}

/** Counters in SQLite; the caller has begun the commit. */
export function createWorkflowCounters(sql: DatabaseSync): WorkflowCounters {
  const ensure = sql.prepare('INSERT INTO workflow_counts (workflow) VALUES (?) ON CONFLICT (workflow) DO NOTHING');
  const add = sql.prepare(
    `UPDATE workflow_counts SET ${NAMES.map((name) => `${name} = ${name} + ?`).join(', ')} WHERE workflow = ?`,
  );
  const note = sql.prepare('UPDATE workflow_counts SET last_run_at = ? WHERE workflow = ?');
  const select = sql.prepare('SELECT * FROM workflow_counts WHERE workflow = ?');
  return {
    add: (workflow, change) => {
      ensure.run(workflow);
      add.run(...NAMES.map((name) => change[name] ?? 0), workflow);
    },
    noteRun: (workflow, createdAt) => {
      note.run(createdAt, workflow);
    },
    read: (workflow) => {
      const row = select.get(workflow);
      const count = (name: CounterName): number => Number(row?.[name] ?? 0);
      const lastRunAt = row?.last_run_at;
      return {
        started: count('started'),
        open: count('open'),
        waiting: count('waiting'),
        succeeded: count('succeeded'),
        failed: count('failed'),
        stopped: count('stopped'),
        exited: count('exited'),
        converted: count('converted'),
        skipped: count('skipped'),
        ...(typeof lastRunAt === 'string' ? { lastRunAt } : {}),
      };
    },
  };
}
