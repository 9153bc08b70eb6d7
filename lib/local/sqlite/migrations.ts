import type { DatabaseSync } from 'node:sqlite';

/**
 * What an older data file lacks beside tables and indexes, which the schema adds wherever they are missing. Each brings
 * the file to the number it is listed under, in this order, and is never changed once it was released.
 */
const MIGRATIONS: readonly { readonly to: number; readonly statements: string }[] = [
  {
    to: 2,
    // Live states have names and origins: those of the active version, or of the newest.
    statements: `
      UPDATE live_states SET body = (
        SELECT json_set(
          live_states.body,
          '$.name', coalesce(json_extract(known.manifest, '$.name'), live_states.workflow),
          '$.origin', coalesce(json_extract(known.body, '$.origin'), 'file')
        )
        FROM (SELECT 1) LEFT JOIN versions AS known
          ON known.workflow = live_states.workflow AND known.number = coalesce(
            json_extract(live_states.body, '$.active'),
            (SELECT max(number) FROM versions WHERE workflow = live_states.workflow)
          )
      );`,
  },
  {
    to: 3,
    // Runs are listed by when they were created, and have indexes of other names for it.
    statements: `
      DROP INDEX IF EXISTS runs_by_workflow;
      DROP INDEX IF EXISTS runs_by_status;
      DROP INDEX IF EXISTS runs_by_both;
      DROP INDEX IF EXISTS runs_by_contact;`,
  },
];

/** Grows with each migration: older programs would misread what newer ones wrote. */
export const SCHEMA_VERSION = 3;

/** Carries an older file over, within the transaction that is open. A file that was just made needs nothing. */
export function migrate(sql: DatabaseSync, found: number): void {
  for (const { statements } of MIGRATIONS.filter(({ to }) => to > found)) {
    sql.exec(statements);
  }
}
