import { hasEnded, type Run } from '../../ports/run.ts';
import type { RunCounts } from '../../ports/run-store.ts';

/** Changes of a workflow's numbers, by name; only what is not 0. */
export type CountChange = Partial<Record<Exclude<keyof RunCounts, 'lastRunAt'>, number>>;

/** How the numbers change with a run: each run counts in the state it is in, and once as converted. */
export function countChange(stored: Run, next: Run): CountChange {
  const change: CountChange = {};
  for (const name of countedAs(stored)) {
    change[name] = -1;
  }
  for (const name of countedAs(next)) {
    change[name] = (change[name] ?? 0) + 1;
    if (change[name] === 0) {
      delete change[name];
    }
  }
  return change;
}

function countedAs(run: Run): readonly (keyof CountChange)[] {
  return [
    ...(run.convertedAt === undefined ? [] : (['converted'] as const)),
    ...(run.status === 'waiting' ? (['waiting'] as const) : []),
    hasEnded(run) ? run.status : 'open',
  ];
}
