import type { LocalDatabase } from './open-database.ts';

/** What DynamoDB's TTL does for the deployed engine: forgets what has expired. Returns how many rows went. */
export function removeExpired({ sql, commit }: LocalDatabase, now: number): number {
  const seconds = Math.floor(now / 1000);
  commit.begin();
  sql.prepare('DELETE FROM run_inputs WHERE id IN (SELECT id FROM runs WHERE expires_at < ?)').run(seconds);
  return ['runs', 'skipped_runs', 'signals', 'waits', 'run_histories'].reduce(
    (sum, table) => sum + Number(sql.prepare(`DELETE FROM ${table} WHERE expires_at < ?`).run(seconds).changes),
    0,
  );
}
