import type { Executions } from '../ports/executions.ts';
import { hasEnded } from '../ports/run.ts';
import type { RunHistoryStore } from '../ports/run-history-store.ts';
import type { RunStore } from '../ports/run-store.ts';

/** What archiving needs. */
export interface ArchiveHistoryDeps {
  readonly runs: Pick<RunStore, 'get'>;
  readonly executions: Pick<Executions, 'history'>;
  readonly histories: Pick<RunHistoryStore, 'put'>;
}

/**
 * Keeps the history of an ended run beside its record: Step Functions forgets it after 90 days. Called from a queue
 * that spares the 20 reads a second. Doing it again, after a redrive, replaces it.
 *
 * @returns whether there was something to keep
 */
export function createArchiveHistory(deps: ArchiveHistoryDeps): (runId: string) => Promise<boolean> {
  return async (runId) => {
    const run = await deps.runs.get(runId);
    if (run?.expiresAt === undefined || !hasEnded(run)) {
      return false;
    }
    const history = await deps.executions.history({ machineRef: run.machineRef, name: run.id });
    if (history.length === 0) {
      return false;
    }
    await deps.histories.put(run.id, history, run.expiresAt);
    return true;
  };
}
