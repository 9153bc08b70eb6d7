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
  /** With `lastRunAt`, ISO 8601, for a run that is new. */
  readonly add: (workflow: string, change: Partial<Record<CounterName, number>>, lastRunAt?: string) => void;
  readonly read: (workflow: string) => RunCounts;
}

/** Counters in SQLite; the caller has begun the commit. */
export function createWorkflowCounters(sql: DatabaseSync): WorkflowCounters {
  const add = sql.prepare(
    `INSERT INTO workflow_counts (workflow, last_run_at, ${NAMES.join(', ')}) VALUES (?, ?${', ?'.repeat(NAMES.length)})
     ON CONFLICT (workflow) DO UPDATE SET last_run_at = coalesce(excluded.last_run_at, last_run_at),
     ${NAMES.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const select = sql.prepare('SELECT * FROM workflow_counts WHERE workflow = ?');
  return {
    add: (workflow, change, lastRunAt) => {
      add.run(workflow, lastRunAt ?? null, ...NAMES.map((name) => change[name] ?? 0));
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
