import type { ApprovalResult } from '../compiler/task-contract.ts';
import { type AppError, invalid, notFound } from '../errors/app-error.ts';
import type { Approval, ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import { askedPeople, type Teams } from './approvals/asked-people.ts';
import { answeredBefore, approvalTooLate, notAmongAsked, refuseAnswer } from './approvals/refuse-answer.ts';
import { type DecidingApproval, type SettleDecisionDeps, settleDecision } from './approvals/settle-decision.ts';

/** What deciding needs. */
export interface DecideApprovalDeps extends SettleDecisionDeps {
  readonly approvals: Pick<ApprovalStore, 'get' | 'replace'>;
  /** Members' e-mail addresses by team. */
  readonly teams: Teams;
  readonly clock: Clock;
}

/** A person's answer. */
export interface DecideApprovalRequest {
  readonly id: string;
  readonly decision: 'approved' | 'rejected';
  /** E-mail address of the person, as whoever authenticated the person knows it. */
  readonly by: string;
  readonly comment?: string;
  /** Texts of `edit`, those that were changed. */
  readonly edited?: Readonly<Record<string, string>>;
}

/**
 * Takes a person's answer to an approval, once. The answer is on record before the run is told, so that a crash in
 * between is finished by the sweep.
 *
 * @throws AppError SB631 no such approval · SB632 answered before · SB633 too late: it has timed out, or its run was
 * stopped; for HTTP, 410 · SB634 this person is not asked · SB635 a text that is not to be edited, or too long
 */
export function createDecideApproval(deps: DecideApprovalDeps): (request: DecideApprovalRequest) => Promise<Approval> {
  return async (request) => {
    const approval = await deps.approvals.get(request.id);
    if (approval === undefined) {
      throw approvalNotFound(request.id);
    }
    const now = deps.clock.now();
    refuse(deps, approval, request, now);
    const decision = resultOf(approval, request);
    refuseLong(decision);
    const deciding: DecidingApproval = {
      ...approval,
      status: 'deciding',
      decision,
      decidedAt: new Date(now).toISOString(),
    };
    if (!(await deps.approvals.replace(deciding, 'open'))) {
      return decideAnew(deps, request, approval);
    }
    const status = await settleDecision(deps, deciding, now);
    if (status === 'expired') {
      throw approvalTooLate(approval);
    }
    return { ...deciding, status };
  };
}

/** Someone was faster; or the question was put anew, so that another token waits for the same answer. */
async function decideAnew(deps: DecideApprovalDeps, request: DecideApprovalRequest, seen: Approval): Promise<Approval> {
  const stored = await deps.approvals.get(request.id);
  if (stored?.createdAt === seen.createdAt) {
    throw answeredBefore(stored);
  }
  return createDecideApproval(deps)(request);
}

/** The error for an id that names no approval. */
export function approvalNotFound(id: string): AppError {
  return notFound({
    code: 'SB631',
    message: `There is no approval ${id}.`,
    resolution: 'List the open ones with `signalbox approval list`.',
  });
}

function refuse(deps: DecideApprovalDeps, approval: Approval, request: DecideApprovalRequest, now: number): void {
  if (!mayDecide(deps, approval, request.by)) {
    throw notAmongAsked(request.by, approval);
  }
  refuseAnswer(approval, now);
  const unknown = Object.keys(request.edited ?? {}).filter((name) => !Object.hasOwn(approval.edit ?? {}, name));
  if (unknown.length > 0) {
    throw invalid({
      code: 'SB635',
      message: `"${approval.name}" has no text ${unknown.map((name) => `"${name}"`).join(', ')} to edit.`,
      resolution: `Send only ${Object.keys(approval.edit ?? {}).join(', ') || 'a decision and a comment'}.`,
    });
  }
}

/** Named by address, or a member of a team that is named; addresses are compared without regard to case. */
function mayDecide({ teams }: DecideApprovalDeps, approval: Approval, person: string): boolean {
  const wanted = person.toLowerCase();
  return askedPeople(approval, teams).some((address) => address.toLowerCase() === wanted);
}

/** A rejection is told to its run as the cause of an error, of which Step Functions takes so many characters. */
const LONGEST_ANSWER = 32_768;

function refuseLong(result: ApprovalResult): void {
  if (JSON.stringify(result).length > LONGEST_ANSWER) {
    throw invalid({
      code: 'SB635',
      message: 'The answer is too long: its texts and comment have room for some 32,000 characters.',
      resolution: 'Shorten the texts that were changed, and answer again.',
    });
  }
}

function resultOf(approval: Approval, { decision, by, comment, edited }: DecideApprovalRequest): ApprovalResult {
  return {
    decision,
    by,
    ...(comment === undefined ? {} : { comment }),
    ...(approval.edit === undefined ? {} : { edited: { ...approval.edit, ...edited } }),
  };
}
