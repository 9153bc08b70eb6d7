import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { invalid } from '../../errors/app-error.ts';
import type { Page, PageRequest } from '../../ports/page.ts';
import type { Run } from '../../ports/run.ts';
import type { RunFilter, RunIndex } from '../../ports/run-store.ts';
import { fromColumn, type Row } from './json-column.ts';

const ARMS = ['control', 'treatment'] as const;

/** Lists of runs by when they were created, each read from an index that is sorted so. */
export function createRunLists(sql: DatabaseSync): Pick<RunIndex, 'list'> {
  const statements = prepare(sql);
  return {
    list: async (filter, { limit, cursor }) => {
      const { from = 0, to = Number.MAX_SAFE_INTEGER } = filter;
      const place = cursor === undefined ? [to, 0] : readCursor(cursor, to);
      const found = partitionsOf(statements, filter).flatMap(([statement, ...keys]) =>
        statement.all(...keys, from, ...place, limit + 1),
      );
      return pageOf(found.toSorted(byCreation), limit);
    },
  };
}

function prepare(sql: DatabaseSync) {
  // Each names its index: without statistics the planner takes one that reads more.
  const list = (index: string, where: string): StatementSync =>
    sql.prepare(
      `SELECT created_at, number, body FROM runs INDEXED BY ${index}
       WHERE ${where} created_at >= ? AND (created_at, number) < (?, ?)
       ORDER BY created_at DESC, number DESC LIMIT ?`,
    );
  return {
    all: list('runs_created', ''),
    byContact: list('runs_of_contact', 'contact = ? AND'),
    byWorkflow: list('runs_of_workflow', 'workflow = ? AND'),
    byStatus: list('runs_of_status', 'status = ? AND'),
    byBoth: list('runs_of_both', 'workflow = ? AND status = ? AND'),
    byVersion: list('runs_of_version', "workflow = ? AND body ->> 'version' = ? AND body ->> 'arm' = ? AND"),
    byArm: list('runs_of_arm', "workflow = ? AND body ->> 'arm' = ? AND"),
  };
}

type Partition = readonly [StatementSync, ...SQLInputValue[]];

/** What makes up a list: several where no index is sorted by time alone. */
function partitionsOf(statements: ReturnType<typeof prepare>, filter: RunFilter): readonly Partition[] {
  const { contact, workflow, status, version, arm } = filter;
  if (contact !== undefined) return [[statements.byContact, contact]];
  if (workflow === undefined) return [status === undefined ? [statements.all] : [statements.byStatus, status]];
  if (version !== undefined) {
    return (arm === undefined ? ARMS : [arm]).map((one) => [statements.byVersion, workflow, version, one]);
  }
  if (arm !== undefined) return [[statements.byArm, workflow, arm]];
  return [status === undefined ? [statements.byWorkflow, workflow] : [statements.byBoth, workflow, status]];
}

function byCreation(left: Row, right: Row): number {
  return Number(right.created_at) - Number(left.created_at) || Number(right.number) - Number(left.number);
}

function pageOf(rows: readonly Row[], limit: number): Page<Run> {
  const items = rows.slice(0, limit).flatMap((row) => fromColumn<Run>(row, 'body') ?? []);
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { items, next: `${last.created_at}.${last.number}` } : { items };
}

/** Where the page before ended, or the end of the time that is asked for, whichever is earlier. */
function readCursor(cursor: NonNullable<PageRequest['cursor']>, to: number): readonly [number, number] {
  const [, createdAt, number] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (createdAt === undefined || number === undefined) {
    throw invalid({
      code: 'SB708',
      message: `'${cursor}' is no cursor.`,
      resolution: 'Take the cursor from `next` of the page before.',
    });
  }
  return Number(createdAt) < to ? [Number(createdAt), Number(number)] : [to, 0];
}
