import type { Approval, ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import { type DecidingApproval, type SettleDecisionDeps, settleDecision } from './approvals/settle-decision.ts';
import { listAll } from './list-all.ts';
import { type SweepReport, sweepEach } from './sweep-unstarted.ts';

/** What sweeping up approvals needs. */
export interface SweepApprovalsDeps extends SettleDecisionDeps {
  readonly approvals: Pick<ApprovalStore, 'list' | 'replace'>;
  readonly clock: Clock;
  /** Decisions younger than this are left to whoever took them. */
  readonly graceSeconds: number;
}

/** Tells runs of decisions that stayed on record alone, and closes approvals whose time is over. */
export function createSweepApprovals(deps: SweepApprovalsDeps): () => Promise<SweepReport> {
  return async () => {
    const now = deps.clock.now();
    const deciding = await listAll((page) => deps.approvals.list({ status: 'deciding' }, page));
    const stale = deciding.filter(isDeciding).filter((approval) => isStale(approval, now - deps.graceSeconds * 1000));
    const settled = await sweepEach(stale, (approval) => settleDecision(deps, approval, now));
    const open = await listAll((page) => deps.approvals.list({ status: 'open' }, page));
    const over = open.filter(({ timesOutAt }) => Date.parse(timesOutAt) <= now);
    const closed = await sweepEach(over, (approval) =>
      deps.approvals.replace({ ...approval, status: 'expired' }, 'open'),
    );
    return {
      finished: [...settled.finished, ...closed.finished],
      failures: [...settled.failures, ...closed.failures],
    };
  };
}

function isDeciding(approval: Approval): approval is DecidingApproval {
  return approval.status === 'deciding' && approval.decision !== undefined;
}

function isStale({ decidedAt = '' }: Approval, before: number): boolean {
  // Without a time it is nobody's any more.
  return !(Date.parse(decidedAt) > before);
}
