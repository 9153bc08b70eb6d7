import type { DatabaseSync } from 'node:sqlite';
import { type AppError, fault } from '../../errors/app-error.ts';

/**
 * One transaction for all that is written in a turn, a few passes of the event loop, so that a thousand runs share one
 * flush to the disk. Whatever leaves the process (an answer to an app, a call of a function) waits for `durable` first:
 * a crash forgets the whole turn, and nobody outside has seen it.
 */
export interface GroupCommit {
  /** To be called before a write. */
  readonly begin: () => void;
  /** Resolves when everything written so far is on the disk. */
  readonly durable: () => Promise<void>;
  /** Called ahead of every commit: what was kept in memory during the turn is written now, or was over before. */
  readonly beforeCommit: (write: () => void) => void;
  /** Writes what is kept in memory now, so that a statement can read it. */
  readonly settle: () => void;
  /** Commits now, e.g. before closing. */
  readonly flush: () => void;
}

/**
 * A turn ends with the first pass of the event loop that writes nothing, or with this one. Answers of one commit bring
 * the next requests one by one: without waiting a pass, the first of them would have a flush for itself.
 */
const MOST_PASSES = 8;

/**
 * Group commits on a database that nobody else opens transactions on. Each store's write is one SQLite statement, or
 * several between two awaits, so that a turn never ends inside it.
 */
export function createGroupCommit(database: DatabaseSync, explain: (error: unknown) => unknown): GroupCommit {
  let turn:
    | { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (error: unknown) => void }
    | undefined;
  const writes: (() => void)[] = [];
  const settle = (): void => {
    for (const write of writes) {
      write();
    }
  };
  const flush = (): void => {
    const ending = turn;
    if (ending === undefined) {
      return;
    }
    try {
      if (!database.isTransaction) {
        throw rolledBack();
      }
      settle();
      database.exec('COMMIT');
      ending.resolve();
    } catch (error) {
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
      ending.reject(explain(error));
    } finally {
      turn = undefined;
    }
  };
  let passes = 0;
  let isQuiet = true;
  const pass = (): void => {
    passes += 1;
    if (isQuiet || passes === MOST_PASSES) {
      flush();
    } else {
      isQuiet = true;
      setImmediate(pass);
    }
  };
  const begin = (): void => {
    isQuiet = false;
    if (turn === undefined) {
      database.exec('BEGIN IMMEDIATE');
      turn = Promise.withResolvers<void>();
      turn.promise.catch(() => undefined);
      passes = 0;
      setImmediate(pass);
    }
  };
  return {
    begin,
    durable: () => turn?.promise ?? Promise.resolve(),
    beforeCommit: (write) => {
      writes.push(write);
    },
    settle,
    flush,
  };
}

/** On a full disk SQLite rolls the whole transaction back by itself, and only the statement that met it was told. */
function rolledBack(): AppError {
  return fault({
    code: 'SB802',
    message: 'What the engine did last could not be written to its data file, and was taken back as a whole.',
    resolution: 'Look after the disk, then start the engine again: it goes on from what was written before.',
  });
}
