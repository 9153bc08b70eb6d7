import { describe } from 'vitest';
import type { ApprovalStore } from '../../lib/ports/approval-store.ts';
import type { AuditLog } from '../../lib/ports/audit-log.ts';
import type { ContactActivityStore } from '../../lib/ports/contact-activity-store.ts';
import type { DraftStore } from '../../lib/ports/draft-store.ts';
import type { EffectLedger } from '../../lib/ports/effect-ledger.ts';
import type { HoldStore } from '../../lib/ports/hold-store.ts';
import type { LiveStateStore } from '../../lib/ports/live-state-store.ts';
import type { RecordStore } from '../../lib/ports/record-store.ts';
import type { RunHistoryStore } from '../../lib/ports/run-history-store.ts';
import type { RunIndex, RunStore } from '../../lib/ports/run-store.ts';
import type { SkippedRunStore } from '../../lib/ports/skipped-run-store.ts';
import type { WorkflowStore } from '../../lib/ports/workflow-store.ts';
import { approvalStoreContract } from './approval-store.contract.ts';
import { auditLogContract } from './audit-log.contract.ts';
import { contactActivityStoreContract } from './contact-activity-store.contract.ts';
import { draftStoreContract } from './draft-store.contract.ts';
import { effectLedgerContract } from './effect-ledger.contract.ts';
import { holdStoreContract } from './hold-store.contract.ts';
import { liveStateStoreContract } from './live-state-store.contract.ts';
import { recordStoreContract } from './record-store.contract.ts';
import { runHistoryStoreContract } from './run-history-store.contract.ts';
import { runIndexContract } from './run-index.contract.ts';
import { runStoreContract } from './run-store.contract.ts';
import { skippedRunStoreContract } from './skipped-run-store.contract.ts';
import { workflowStoreContract } from './workflow-store.contract.ts';

/** Every store that the engine needs. */
export interface EngineStores {
  readonly workflows: WorkflowStore;
  readonly liveStates: LiveStateStore;
  readonly drafts: DraftStore;
  readonly audit: AuditLog;
  readonly runs: RunStore;
  readonly runIndex: RunIndex;
  readonly skippedRuns: SkippedRunStore;
  readonly histories: RunHistoryStore;
  readonly activity: ContactActivityStore;
  readonly records: RecordStore;
  readonly approvals: ApprovalStore;
  readonly heldSteps: HoldStore;
  readonly effects: EffectLedger;
}

/** All contracts on one set of adapters. */
export function engineStoresContract(stores: () => EngineStores): void {
  describe('WorkflowStore', () => workflowStoreContract(stores));
  describe('LiveStateStore', () => liveStateStoreContract(stores));
  describe('DraftStore', () => draftStoreContract(stores));
  describe('AuditLog', () => auditLogContract(() => stores().audit));
  describe('RunStore', () => runStoreContract(stores));
  describe('RunIndex', () => runIndexContract(stores));
  describe('SkippedRunStore', () => skippedRunStoreContract(stores));
  describe('RunHistoryStore', () => runHistoryStoreContract(() => stores().histories));
  describe('ContactActivityStore', () => contactActivityStoreContract(() => stores().activity));
  describe('RecordStore', () => recordStoreContract(() => stores().records));
  describe('ApprovalStore', () => approvalStoreContract(() => stores().approvals));
  describe('HoldStore', () => holdStoreContract(() => stores().heldSteps));
  describe('EffectLedger', () => effectLedgerContract(() => stores().effects));
}
