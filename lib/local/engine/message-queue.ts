import type { Row } from '../sqlite/json-column.ts';
import type { LocalDatabase } from '../sqlite/open-database.ts';

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
  /** The messages as they stand in the queue, due at once. */
  readonly add: (topic: string, bodies: readonly string[], now: number) => readonly Message[];
  /** The oldest due messages that are not handled yet. */
  readonly due: (now: number, limit: number) => readonly Message[];
  /** When the next message falls due after a moment. */
  readonly nextDueAt: (after: number) => number | undefined;
  readonly remove: (id: number) => void;
  readonly retry: (id: number, dueAt: number) => void;
  readonly bury: (id: number, reason: string, at: number) => void;
  /** Newest first. */
  readonly listDead: (limit: number) => readonly DeadLetter[];
  /** Puts dead letters back, all or the one; returns how many. */
  readonly redrive: (now: number, id?: number) => number;
  readonly count: () => { readonly waiting: number; readonly dead: number };
}

/**
 * A queue in SQLite. A message is written with the commit of the turn that added it, unless it was handled by then: what
 * came of it is in the same commit, and the message itself has nothing left to say.
 */
export function createMessageQueue({ sql, commit }: LocalDatabase): MessageQueue {
  const statements = prepare(sql);
  const fresh = new Map<number, Message & { readonly dueAt: number }>();
  let lastId = Number(sql.prepare('SELECT max(id) AS id FROM messages').get()?.id ?? 0);
  const store = (): void => {
    for (const { id, topic, body, dueAt } of fresh.values()) {
      statements.insert.run(id, topic, body, dueAt);
    }
    fresh.clear();
  };
  commit.beforeCommit(store);
  return {
    add: (topic, bodies, now) => {
      commit.begin();
      return bodies.map((body) => {
        lastId += 1;
        const message = { id: lastId, topic, body, attempts: 0 };
        fresh.set(lastId, { ...message, dueAt: now });
        return message;
      });
    },
    due: (now, limit) => {
      store();
      return statements.selectDue.all(now, limit).map(toMessage);
    },
    nextDueAt: (after) => {
      store();
      const dueAt = statements.selectNext.get(after)?.due_at;
      return typeof dueAt === 'number' ? dueAt : undefined;
    },
    remove: (id) => {
      if (!fresh.delete(id)) {
        commit.begin();
        statements.remove.run(id);
      }
    },
    retry: (id, dueAt) => {
      commit.begin();
      store();
      statements.retry.run(dueAt, id);
    },
    bury: (id, reason, at) => {
      commit.begin();
      store();
      statements.bury.run(reason, at, id);
    },
    listDead: (limit) =>
      statements.selectDead.all(limit).map((row) => ({
        ...toMessage(row),
        reason: String(row.dead_reason),
        diedAt: Number(row.died_at),
      })),
    redrive: (now, id) => Number(statements.revive.run(now, id ?? null).changes),
    count: () => {
      store();
      const row = statements.counts.get();
      return { waiting: Number(row?.waiting ?? 0), dead: Number(row?.dead ?? 0) };
    },
  };
}

function prepare(sql: LocalDatabase['sql']) {
  return {
    insert: sql.prepare('INSERT INTO messages (id, topic, body, due_at) VALUES (?, ?, ?, ?)'),
    selectDue: sql.prepare(
      'SELECT id, topic, body, attempts FROM messages WHERE dead_reason IS NULL AND due_at <= ? ORDER BY id LIMIT ?',
    ),
    selectNext: sql.prepare('SELECT min(due_at) AS due_at FROM messages WHERE dead_reason IS NULL AND due_at > ?'),
    remove: sql.prepare('DELETE FROM messages WHERE id = ?'),
    retry: sql.prepare('UPDATE messages SET attempts = attempts + 1, due_at = ? WHERE id = ?'),
    bury: sql.prepare('UPDATE messages SET attempts = attempts + 1, dead_reason = ?, died_at = ? WHERE id = ?'),
    selectDead: sql.prepare(
      'SELECT id, topic, body, attempts, dead_reason, died_at FROM messages WHERE dead_reason IS NOT NULL ORDER BY died_at DESC, id DESC LIMIT ?',
    ),
    revive: sql.prepare(
      'UPDATE messages SET attempts = 0, dead_reason = NULL, died_at = NULL, due_at = ?1 WHERE dead_reason IS NOT NULL AND (?2 IS NULL OR id = ?2)',
    ),
    counts: sql.prepare('SELECT count(*) - count(dead_reason) AS waiting, count(dead_reason) AS dead FROM messages'),
  };
}

function toMessage(row: Row): Message {
  return { id: Number(row.id), topic: String(row.topic), body: String(row.body), attempts: Number(row.attempts) };
}
