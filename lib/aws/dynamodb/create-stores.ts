import type { Clock } from '../../ports/clock.ts';
import { createDynamoApprovalStore } from './approval-store.ts';
import { createDynamoAuditLog } from './audit-log.ts';
import { createDynamoContactActivityStore } from './contact-activity-store.ts';
import { createDynamoDraftStore } from './draft-store.ts';
import { createDynamoEffectLedger } from './effect-ledger.ts';
import { createDynamoHoldStore } from './hold-store.ts';
import { createDynamoLiveStateStore } from './live-state-store.ts';
import { createDynamoPromotionStore } from './promotion-store.ts';
import { createDynamoRecordStore } from './record-store.ts';
import { createDynamoRunHistoryStore } from './run-history-store.ts';
import { createDynamoRunStore, type DynamoRunStoreDeps } from './run-store.ts';
import { createDynamoSkippedRunStore } from './skipped-run-store.ts';
import { createDynamoWorkflowStore } from './workflow-store.ts';

/** Every store of the engine, in DynamoDB. */
export type DynamoStores = ReturnType<typeof createDynamoStores>;

/** Makes the stores on one client; nothing is called yet. */
export function createDynamoStores(deps: DynamoRunStoreDeps & { readonly clock: Clock }) {
  const runs = createDynamoRunStore(deps);
  return {
    workflows: createDynamoWorkflowStore(deps),
    liveStates: createDynamoLiveStateStore(deps),
    drafts: createDynamoDraftStore(deps),
    audit: createDynamoAuditLog(deps),
    runs,
    runIndex: runs,
    skippedRuns: createDynamoSkippedRunStore(deps),
    histories: createDynamoRunHistoryStore(deps),
    activity: createDynamoContactActivityStore(deps),
    records: createDynamoRecordStore(deps),
    approvals: createDynamoApprovalStore(deps),
    heldSteps: createDynamoHoldStore(deps),
    effects: createDynamoEffectLedger(deps),
    promotions: createDynamoPromotionStore(deps),
  };
}
