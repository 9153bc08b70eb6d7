import type { RunCounts } from '../../ports/run-store.ts';
import type { LocalDatabase } from './open-database.ts';
import { sumChanges } from './summed-changes.ts';

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
export function createWorkflowCounters({ sql, commit }: LocalDatabase): WorkflowCounters {
  const change = sql.prepare(
    `INSERT INTO workflow_counts (workflow, last_run_at, ${NAMES.join(', ')}) VALUES (?, ?${', ?'.repeat(NAMES.length)})
     ON CONFLICT (workflow) DO UPDATE SET last_run_at = coalesce(excluded.last_run_at, last_run_at),
     ${NAMES.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const lastRuns = new Map<string, string>();
  const add = sumChanges<CounterName>(commit, ([workflow = ''], sum) => {
    change.run(workflow, lastRuns.get(String(workflow)) ?? null, ...NAMES.map((name) => sum[name] ?? 0));
    lastRuns.delete(String(workflow));
  });
  const select = sql.prepare('SELECT * FROM workflow_counts WHERE workflow = ?');
  return {
    add: (workflow, changed, lastRunAt) => {
      add([workflow], changed);
      if (lastRunAt !== undefined) {
        lastRuns.set(workflow, lastRunAt);
      }
    },
    read: (workflow) => {
      commit.settle();
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
