import type { LocalDatabase } from './open-database.ts';

/** What is kept as long as a run: tables, and their columns with its id. */
const OF_RUNS = [
  ['run_inputs', 'id'],
  ['executions', 'name'],
  ['execution_history', 'name'],
] as const;

/** What DynamoDB's TTL does for the deployed engine: forgets what has expired. Returns how many rows went. */
export function removeExpired({ sql, commit }: LocalDatabase, now: number): number {
  const seconds = Math.floor(now / 1000);
  commit.begin();
  for (const [table, id] of OF_RUNS) {
    sql.prepare(`DELETE FROM ${table} WHERE ${id} IN (SELECT id FROM runs WHERE expires_at < ?)`).run(seconds);
  }
  return ['runs', 'skipped_runs', 'signals', 'waits', 'holds', 'run_histories'].reduce(
    (sum, table) => sum + Number(sql.prepare(`DELETE FROM ${table} WHERE expires_at < ?`).run(seconds).changes),
    0,
  );
}
