import { type ApprovalResult, TASK_ERRORS } from '../../compiler/task-contract.ts';
import type { Approval, ApprovalStore } from '../../ports/approval-store.ts';
import type { RunStatus } from '../../ports/run.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import { changeRun } from '../runs/change-run.ts';
import { withoutWaits } from '../runs/run-waits.ts';

/** What carrying out a decision needs. */
export interface SettleDecisionDeps {
  readonly approvals: Pick<ApprovalStore, 'replace'>;
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly tokens: TaskTokens;
}

/** An approval with its decision on record, which the run may not know yet. */
export type DecidingApproval = Approval & { readonly status: 'deciding'; readonly decision: ApprovalResult };

/**
 * Hands a decision that is on record to its run, then closes the approval. Repeating it is safe: the token works once.
 * A token that is gone before the time-out was used by an earlier try whose answer was lost, unless the run was
 * stopped; after it, the run went on without an answer.
 */
export async function settleDecision(
  deps: SettleDecisionDeps,
  approval: DecidingApproval,
  now: number,
): Promise<'decided' | 'expired'> {
  const { token, decision, timesOutAt, key, runId } = approval;
  const answer =
    decision.decision === 'approved'
      ? await deps.tokens.succeed(token, { ...decision })
      : await deps.tokens.fail(token, TASK_ERRORS.rejected, JSON.stringify(decision));
  const change = await changeRun(deps.runs, runId, (run) => withoutWaits(run, (wait) => wait.key === key));
  const wasStopped = STOPPED.has(change?.after.status);
  const status = answer === 'done' || (now < Date.parse(timesOutAt) && !wasStopped) ? 'decided' : 'expired';
  await deps.approvals.replace({ ...approval, status }, 'deciding');
  return status;
}

const STOPPED: ReadonlySet<RunStatus | undefined> = new Set<RunStatus>(['stop-requested', 'stopped', 'exited']);
