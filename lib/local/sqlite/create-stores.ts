import { createSqliteApprovalStore } from './approval-store.ts';
import { createSqliteAuditLog } from './audit-log.ts';
import { createSqliteContactActivityStore } from './contact-activity-store.ts';
import { createSqliteDraftStore } from './draft-store.ts';
import { createSqliteEffectLedger } from './effect-ledger.ts';
import { createSqliteHoldStore } from './hold-store.ts';
import { createSqliteLiveStateStore } from './live-state-store.ts';
import type { LocalDatabase } from './open-database.ts';
import { createSqliteRecordStore } from './record-store.ts';
import { createSqliteRunHistoryStore } from './run-history-store.ts';
import { createSqliteRunStore } from './run-store.ts';
import { createSqliteSkippedRunStore } from './skipped-run-store.ts';
import { createSqliteWorkflowStore } from './workflow-store.ts';

/** Every store of the engine, in one SQLite database. */
export type LocalStores = ReturnType<typeof createStores>;

/** Opens the stores. */
export function createStores(database: LocalDatabase) {
  const runs = createSqliteRunStore(database);
  return {
    workflows: createSqliteWorkflowStore(database),
    liveStates: createSqliteLiveStateStore(database),
    drafts: createSqliteDraftStore(database),
    audit: createSqliteAuditLog(database),
    runs,
    runIndex: runs,
    skippedRuns: createSqliteSkippedRunStore(database),
    histories: createSqliteRunHistoryStore(database),
    activity: createSqliteContactActivityStore(database),
    records: createSqliteRecordStore(database),
    approvals: createSqliteApprovalStore(database),
    heldSteps: createSqliteHoldStore(database),
    effects: createSqliteEffectLedger(database),
  };
}
