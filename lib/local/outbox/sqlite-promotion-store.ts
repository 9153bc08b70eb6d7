import type { DatabaseSync } from 'node:sqlite';
import type { PromotionDecision, PromotionStore } from '../../ports/promotion-store.ts';

/** Decisions about promotions, in a table of their own. */
export function createSqlitePromotionStore(sql: DatabaseSync): PromotionStore {
  sql.exec(
    `CREATE TABLE IF NOT EXISTS promotions (
      id TEXT PRIMARY KEY, contact TEXT NOT NULL, decided_at TEXT NOT NULL, expires_at TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS promotions_of_contact ON promotions (contact, decided_at)`,
  );
  const insert = sql.prepare(
    'INSERT INTO promotions (id, contact, decided_at, expires_at, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const select = sql.prepare(
    'SELECT body FROM promotions WHERE contact = ? AND expires_at > ? ORDER BY decided_at DESC, id DESC',
  );
  return {
    async put(decision) {
      const { id, contact, decidedAt, expiresAt } = decision;
      insert.run(id, contact, comparable(decidedAt), comparable(expiresAt), JSON.stringify(decision));
    },
    async list(contact, at) {
      // This store wrote the rows itself.
      return select.all(contact, comparable(at)).map(({ body }) => JSON.parse(String(body)) as PromotionDecision);
    },
  };
}

/** ISO 8601 comes with and without fractions; texts compare only in one form. */
function comparable(time: string): string {
  return new Date(time).toISOString();
}
