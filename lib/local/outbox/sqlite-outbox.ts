import type { DatabaseSync } from 'node:sqlite';
import type { Outbox, OutboxMessage } from '../../ports/outbox.ts';

/** Messages that a laptop does not send, in a table of its own. Adding one twice keeps the first. */
export function createSqliteOutbox(sql: DatabaseSync): Outbox {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT',
  );
  const insert = sql.prepare('INSERT INTO outbox (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');
  const select = sql.prepare('SELECT body FROM outbox ORDER BY number DESC LIMIT ?');
  return {
    async add(message) {
      insert.run(message.id, JSON.stringify(message));
    },
    async list(limit) {
      // This store wrote the rows itself.
      return select.all(limit).map(({ body }) => JSON.parse(String(body)) as OutboxMessage);
    },
  };
}
