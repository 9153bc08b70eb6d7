import { findLiveState } from '../../engine/workflows/find-live-state.ts';
import type { AuditLog } from '../../ports/audit-log.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { auditRoutes } from '../contract/audit.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';

/** What reading the audit log needs. */
export interface AuditLogDeps {
  readonly audit: Pick<AuditLog, 'list'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
}

/** Who did what to workflows, and why. */
export function createAuditResource({ audit, liveStates }: AuditLogDeps): HandlersOf<typeof auditRoutes> {
  return {
    list: ({ query }) => audit.list({}, pageRequest(query)),
    listOfWorkflow: async ({ params: { workflow }, query }) => {
      await findLiveState(liveStates, workflow);
      return audit.list({ workflow }, pageRequest(query));
    },
  };
}
