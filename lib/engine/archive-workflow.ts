import { conflict } from '../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import { type Asked, type AuditDeps, auditEntry } from './workflows/audit-entry.ts';
import { findLiveState } from './workflows/find-live-state.ts';

/** What archiving needs. */
export interface ArchiveWorkflowDeps extends AuditDeps {
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
}

/** Which workflow, and on whose account: a deployment archives what comes from files, people what they made. */
export interface ArchiveWorkflowRequest extends Asked {
  readonly origin: LiveState['origin'];
  /** The state that was seen; left out: whatever it is. */
  readonly revision?: number | undefined;
}

/**
 * Disables a workflow and puts it out of the way. Everything is kept: versions, draft, rollout, history; runs in flight
 * finish. Enabling it takes it back. Archiving what is archived changes nothing.
 *
 * @throws AppError SB601 no such workflow · SB611 someone else changed it meanwhile · SB663 its file keeps it
 */
export function createArchiveWorkflow(
  deps: ArchiveWorkflowDeps,
): (request: ArchiveWorkflowRequest) => Promise<LiveState> {
  return async (request) => {
    const { workflow, by, origin, revision } = request;
    const current = await findLiveState(deps.liveStates, workflow);
    if (current.origin === 'file' && origin === 'api') {
      throw conflict({
        code: 'SB663',
        message: `"${workflow}" comes from a file, and is archived when the file goes.`,
        resolution: 'Allowed now: disable it (enabled: false); or remove its file and deploy.',
      });
    }
    if (current.archived) {
      return current;
    }
    const next: LiveState = {
      inFlight: 'finish',
      ...current,
      revision: (revision ?? current.revision) + 1,
      enabled: false,
      archived: true,
      changedAt: new Date(deps.clock.now()).toISOString(),
      changedBy: by,
    };
    const before = { enabled: current.enabled, archived: false };
    const change = { from: before, to: { enabled: false, archived: true } };
    await deps.liveStates.put(next, auditEntry(deps, request, 'workflow.archived', change));
    return next;
  };
}
