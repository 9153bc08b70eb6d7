import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, fault } from '../../errors/app-error.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { SCHEMA } from './schema.ts';

/** The embedded engine's one database: every store keeps its tables in it, and all commit together. */
export interface LocalDatabase {
  readonly sql: DatabaseSync;
  readonly commit: GroupCommit;
  /** Commits what is open, and closes the file. */
  readonly close: () => void;
}

/** `:memory:` keeps nothing when the process ends. */
export const IN_MEMORY = ':memory:';

/**
 * Opens the database file, made when it is not there.
 *
 * @throws AppError SB802 the disk is full or cannot be written · SB803 another engine has it open · SB804 it is damaged
 * or no database · SB805 a newer Signalbox wrote it
 */
export function openDatabase(path: string): LocalDatabase {
  try {
    if (path !== IN_MEMORY) {
      mkdirSync(dirname(path), { recursive: true });
    }
    const sql = new DatabaseSync(path);
    sql.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
    sql.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;');
    sql.exec('PRAGMA cache_size = -16000;');
    // 16 MB between two copies of the log into the file, each of which flushes twice and has everybody wait.
    sql.exec('PRAGMA wal_autocheckpoint = 4000;');
    // In exclusive mode the first write takes the file, so that a second engine is told at once.
    prepareTables(sql, path);
    const commit = createGroupCommit(sql, (error) => explainDatabaseError(error, path));
    return {
      sql,
      commit,
      close: () => {
        commit.flush();
        sql.close();
      },
    };
  } catch (error) {
    throw explainDatabaseError(error, path);
  }
}

function prepareTables(sql: DatabaseSync, path: string): void {
  const found = Number(sql.prepare('PRAGMA user_version').get()?.user_version);
  if (found > SCHEMA_VERSION) {
    throw fault({
      code: 'SB805',
      message: `${path} was written by a newer Signalbox (tables ${found}, this one knows ${SCHEMA_VERSION}).`,
      resolution: 'Use that version of Signalbox, or another folder for its data.',
    });
  }
  sql.exec(`BEGIN IMMEDIATE; ${SCHEMA}`);
  migrate(sql, found);
  sql.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
}

interface Explanation {
  readonly code: string;
  readonly says: string;
  readonly mend: string;
}

const IN_USE: Explanation = {
  code: 'SB803',
  says: 'is in use by another process',
  mend: 'Stop the other engine, or give this one a folder of its own.',
};

/** SQLite's primary result codes that a person can do something about. */
const EXPLAINED: Readonly<Record<number, Explanation>> = {
  5: IN_USE,
  6: IN_USE,
  8: { code: 'SB802', says: 'cannot be written', mend: 'Give this user the right to write it.' },
  10: { code: 'SB802', says: 'cannot be read or written', mend: 'Look after the disk, then start the engine again.' },
  11: { code: 'SB804', says: 'is damaged', mend: 'Put back a copy of it, or move it away to begin anew.' },
  13: {
    code: 'SB802',
    says: 'cannot grow: the disk is full',
    mend: 'Make room, then start the engine again. Nothing is half-written.',
  },
  14: { code: 'SB802', says: 'cannot be opened', mend: 'Look whether its folder can be written.' },
  26: { code: 'SB804', says: 'is no database', mend: 'Put back a copy of it, or move it away to begin anew.' },
};

/** The clear form of what SQLite threw; other errors stay as they are. */
export function explainDatabaseError(error: unknown, path: string): unknown {
  if (error instanceof AppError || typeof error !== 'object' || error === null || !('errcode' in error)) {
    return error;
  }
  const explained = EXPLAINED[Number(error.errcode) & 0xff];
  return explained === undefined
    ? error
    : fault({
        code: explained.code,
        message: `The engine's data file ${path} ${explained.says}.`,
        resolution: explained.mend,
        cause: error,
      });
}
