import type { DatabaseSync } from 'node:sqlite';
import type { ExecutionState, ExecutionStatus } from '../asl/execution-state.ts';
import type { HistoryRecord } from '../asl/history-record.ts';

/** An execution as it is kept. */
export interface StoredExecution {
  readonly machineRef: string;
  readonly state: ExecutionState;
}

/** Where executions survive the process: written before what they ask for is done. */
export interface ExecutionJournal {
  /** Keeps a new execution with its history so far; `false` if one of that name is there already: nothing changes then. */
  readonly insert: (name: string, execution: StoredExecution, history: readonly HistoryRecord[]) => boolean;
  /** Keeps the state and adds to the history, both or neither. */
  readonly save: (name: string, state: ExecutionState, history: readonly HistoryRecord[]) => void;
  readonly load: (name: string) => StoredExecution | undefined;
  readonly history: (name: string) => readonly HistoryRecord[];
  /** When it ended (ms), if it has. */
  readonly endedAt: (name: string) => number | undefined;
  /** Names of executions that have not ended, of one machine or all, oldest first. */
  readonly listRunning: (machineRef?: string) => readonly string[];
}

/** A journal in SQLite; the caller decides about transactions. */
export function createExecutionJournal(database: DatabaseSync): ExecutionJournal {
  const insert = database.prepare(
    'INSERT INTO executions (name, machine_ref, status, state, ended_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING',
  );
  const update = database.prepare('UPDATE executions SET status = ?, state = ?, ended_at = ? WHERE name = ?');
  const append = database.prepare('INSERT INTO execution_history (name, first_id, records) VALUES (?, ?, ?)');
  const select = database.prepare('SELECT machine_ref, state FROM executions WHERE name = ?');
  const selectHistory = database.prepare('SELECT records FROM execution_history WHERE name = ? ORDER BY first_id');
  const selectRunning = database.prepare(
    "SELECT name FROM executions WHERE status = 'RUNNING' AND (?1 IS NULL OR machine_ref = ?1) ORDER BY number",
  );
  const selectEndedAt = database.prepare('SELECT ended_at FROM executions WHERE name = ?');
  const addHistory = (name: string, history: readonly HistoryRecord[]): void => {
    const [first] = history;
    if (first !== undefined) {
      append.run(name, first.id, JSON.stringify(history));
    }
  };
  return {
    insert: (name, { machineRef, state }, history) => {
      const { status } = state;
      const kept = insert.run(name, machineRef, status, JSON.stringify(state), endedAt(status, history)).changes === 1;
      if (kept) {
        addHistory(name, history);
      }
      return kept;
    },
    save: (name, state, history) => {
      addHistory(name, history);
      update.run(state.status, JSON.stringify(state), endedAt(state.status, history), name);
    },
    load: (name) => {
      const row = select.get(name);
      return row === undefined
        ? undefined
        : { machineRef: String(row.machine_ref), state: JSON.parse(String(row.state)) as ExecutionState };
    },
    history: (name) =>
      selectHistory.all(name).flatMap((row) => JSON.parse(String(row.records)) as readonly HistoryRecord[]),
    endedAt: (name) => {
      const moment = selectEndedAt.get(name)?.ended_at;
      return typeof moment === 'number' ? moment : undefined;
    },
    listRunning: (machineRef) => selectRunning.all(machineRef ?? null).map((row) => String(row.name)),
  };
}

function endedAt(status: ExecutionStatus, history: readonly HistoryRecord[]): number | null {
  return status === 'RUNNING' ? null : (history.at(-1)?.at ?? null);
}
