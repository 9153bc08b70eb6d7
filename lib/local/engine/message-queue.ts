import type { DatabaseSync } from 'node:sqlite';

/** A message of the durable queue. */
export interface Message {
  readonly id: number;
  /** Which consumer it is for. */
  readonly topic: string;
  readonly body: string;
  /** Tries that failed so far. */
  readonly attempts: number;
}

/** A message that was given up, with the reason. */
export interface DeadLetter {
  readonly id: number;
  readonly topic: string;
  readonly body: string;
  readonly attempts: number;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly diedAt: number;
}

/** What SQS does for the deployed engine: accepted messages stay until they were handled or given up. */
export interface MessageQueue {
  readonly add: (topic: string, bodies: readonly string[], dueAt: number) => void;
  /** The oldest due messages after the given id that are not handled yet. */
  readonly due: (now: number, limit: number, afterId: number) => readonly Message[];
  /** When the next message falls due. */
  readonly nextDueAt: () => number | undefined;
  readonly remove: (id: number) => void;
  readonly retry: (id: number, dueAt: number) => void;
  readonly bury: (id: number, reason: string, at: number) => void;
  /** Newest first. */
  readonly listDead: (limit: number) => readonly DeadLetter[];
  /** Puts dead letters back, all or the one; returns how many. */
  readonly redrive: (now: number, id?: number) => number;
  readonly count: () => { readonly waiting: number; readonly dead: number };
}

/** A queue in SQLite; the caller decides about transactions. */
export function createMessageQueue(database: DatabaseSync): MessageQueue {
  const insert = database.prepare('INSERT INTO messages (topic, body, due_at) VALUES (?, ?, ?)');
  const selectDue = database.prepare(
    'SELECT id, topic, body, attempts FROM messages WHERE id > ? AND dead_reason IS NULL AND due_at <= ? ORDER BY id LIMIT ?',
  );
  const selectNext = database.prepare('SELECT min(due_at) AS due_at FROM messages WHERE dead_reason IS NULL');
  const remove = database.prepare('DELETE FROM messages WHERE id = ?');
  const retry = database.prepare('UPDATE messages SET attempts = attempts + 1, due_at = ? WHERE id = ?');
  const bury = database.prepare(
    'UPDATE messages SET attempts = attempts + 1, dead_reason = ?, died_at = ? WHERE id = ?',
  );
  const selectDead = database.prepare(
    'SELECT id, topic, body, attempts, dead_reason, died_at FROM messages WHERE dead_reason IS NOT NULL ORDER BY died_at DESC, id DESC LIMIT ?',
  );
  const revive = database.prepare(
    'UPDATE messages SET attempts = 0, dead_reason = NULL, died_at = NULL, due_at = ?1 WHERE dead_reason IS NOT NULL AND (?2 IS NULL OR id = ?2)',
  );
  const counts = database.prepare(
    'SELECT count(*) - count(dead_reason) AS waiting, count(dead_reason) AS dead FROM messages',
  );
  return {
    add: (topic, bodies, dueAt) => {
      for (const body of bodies) {
        insert.run(topic, body, dueAt);
      }
    },
    due: (now, limit, afterId) =>
      selectDue.all(afterId, now, limit).map((row) => ({
        id: Number(row.id),
        topic: String(row.topic),
        body: String(row.body),
        attempts: Number(row.attempts),
      })),
    nextDueAt: () => {
      const dueAt = selectNext.get()?.due_at;
      return typeof dueAt === 'number' ? dueAt : undefined;
    },
    remove: (id) => {
      remove.run(id);
    },
    retry: (id, dueAt) => {
      retry.run(dueAt, id);
    },
    bury: (id, reason, at) => {
      bury.run(reason, at, id);
    },
    listDead: (limit) =>
      selectDead.all(limit).map((row) => ({
        id: Number(row.id),
        topic: String(row.topic),
        body: String(row.body),
        attempts: Number(row.attempts),
        reason: String(row.dead_reason),
        diedAt: Number(row.died_at),
      })),
    redrive: (now, id) => Number(revive.run(now, id ?? null).changes),
    count: () => {
      const row = counts.get();
      return { waiting: Number(row?.waiting ?? 0), dead: Number(row?.dead ?? 0) };
    },
  };
}
