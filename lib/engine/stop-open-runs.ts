import { AppError } from '../errors/app-error.ts';
import { OPEN_STATUSES } from '../ports/run.ts';
import type { RunIndex } from '../ports/run-store.ts';
import type { EndStoppedRunDeps } from './runs/end-stopped-run.ts';
import { createStopRun } from './stop-run.ts';
import type { Asked } from './workflows/audit-entry.ts';

/** What stopping needs. */
export interface StopOpenRunsDeps extends EndStoppedRunDeps {
  readonly runIndex: Pick<RunIndex, 'list'>;
}

/** Whose runs are to stop. */
export interface StopOpenRunsRequest extends Asked {
  /** ISO 8601: runs created later go on. */
  readonly createdBefore?: string | undefined;
  /** `next` of the report before. Beginning anew is as good: what has stopped is not open. */
  readonly cursor?: string | undefined;
  /** 1–100 runs looked at, 100 by default. */
  readonly limit?: number | undefined;
}

/** What was done, and what could not be done this time. */
export interface StopOpenRunsReport {
  readonly stopped: readonly string[];
  readonly failures: readonly { readonly id: string; readonly message: string }[];
  /** Absent: that were all. */
  readonly next?: string;
}

/** Stops some open runs of a workflow. */
export type StopOpenRuns = (request: StopOpenRunsRequest) => Promise<StopOpenRunsReport>;

/** Stops the open runs of a workflow, a page at a time. One run's trouble does not keep the others. */
export function createStopOpenRuns(deps: StopOpenRunsDeps): StopOpenRuns {
  const stop = createStopRun(deps);
  return async ({ workflow, by, why, createdBefore, cursor, limit = 100 }) => {
    const { place, inner } = readCursor(cursor);
    const [status = 'pending'] = OPEN_STATUSES.slice(place);
    const page = await deps.runIndex.list({ workflow, status }, { limit, ...(inner === '' ? {} : { cursor: inner }) });
    const stopped: string[] = [];
    const failures: { readonly id: string; readonly message: string }[] = [];
    for (const { id, createdAt } of page.items) {
      if (createdBefore !== undefined && createdAt >= createdBefore) {
        continue;
      }
      try {
        await stop({ runId: id, kind: 'operator', by, ...(why === undefined ? {} : { comment: why }) });
        stopped.push(id);
      } catch (error) {
        failures.push(...unlessEnded(id, error));
      }
    }
    const next = nextCursor(place, page.next);
    return { stopped, failures, ...(next === undefined ? {} : { next }) };
  };
}

/** Every page, one after the other. */
export async function stopAllRuns(
  stop: StopOpenRuns,
  request: StopOpenRunsRequest,
): Promise<Omit<StopOpenRunsReport, 'next'>> {
  const stopped: string[] = [];
  const failures: { readonly id: string; readonly message: string }[] = [];
  let { cursor } = request;
  do {
    const report: StopOpenRunsReport = await stop({ ...request, cursor });
    stopped.push(...report.stopped);
    failures.push(...report.failures);
    cursor = report.next;
  } while (cursor !== undefined);
  return { stopped, failures };
}

/** A cursor is the place among the statuses, and the cursor in that status's list. */
function readCursor(cursor = '0|'): { readonly place: number; readonly inner: string } {
  const bar = cursor.indexOf('|');
  return { place: Number(cursor.slice(0, bar)), inner: cursor.slice(bar + 1) };
}

function nextCursor(place: number, inner: string | undefined): string | undefined {
  if (inner !== undefined) {
    return `${place}|${inner}`;
  }
  return place + 1 < OPEN_STATUSES.length ? `${place + 1}|` : undefined;
}

/** What ended by itself meanwhile needs no stop. */
function unlessEnded(id: string, error: unknown): StopOpenRunsReport['failures'] {
  return error instanceof AppError && error.code === 'SB622' ? [] : [{ id, message: String(error) }];
}
