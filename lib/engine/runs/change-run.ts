import { transient } from '../../errors/app-error.ts';
import type { Run } from '../../ports/run.ts';
import type { RunStore } from '../../ports/run-store.ts';

/** Enough for every writer that a run has at one time; beyond it something is wrong, and the caller tries again. */
const MOST_TRIES = 8;

/** What a change led to. `before` and `after` are the same run where nothing had to change. */
export interface RunChange {
  readonly before: Run;
  readonly after: Run;
}

/**
 * Reads a run and writes what `next` makes of it, again from the start when someone else was faster. `next` returns
 * `undefined` to leave it as it is. No such run: `undefined`.
 */
export async function changeRun(
  runs: Pick<RunStore, 'get' | 'replace'>,
  id: string,
  next: (run: Run) => Run | undefined,
): Promise<RunChange | undefined> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const before = await runs.get(id);
    if (before === undefined) {
      return undefined;
    }
    const after = next(before);
    if (after === undefined) {
      return { before, after: before };
    }
    if (await runs.replace(before, after)) {
      return { before, after };
    }
  }
  throw transient({ code: 'SB641', message: `Run ${id} was changed by others ${MOST_TRIES} times in a row.` });
}
