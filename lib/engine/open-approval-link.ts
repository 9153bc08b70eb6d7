import { type AppError, notFound } from '../errors/app-error.ts';
import type { Approval, ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hash } from '../ports/ids.ts';
import { type ApprovalLinks, whoIs } from './approvals/approval-links.ts';
import { askedPeople, type Teams } from './approvals/asked-people.ts';
import { approvalTooLate, notAmongAsked, refuseAnswer } from './approvals/refuse-answer.ts';

/** What opening a link needs. */
export interface OpenApprovalLinkDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly links: Pick<ApprovalLinks, 'read'>;
  readonly teams: Teams;
  readonly clock: Clock;
  readonly hash: Hash;
}

/** A question, and the person that the link was made for. */
export interface OpenedApproval {
  readonly approval: Approval;
  readonly person: string;
}

/**
 * What a link leads to. It changes nothing, however often it is done: mail scanners look behind links.
 *
 * @throws AppError SB636 the link is none of ours · SB632 answered before · SB633 too late · SB634 the person is not
 * asked any more
 */
export function createOpenApprovalLink(deps: OpenApprovalLinkDeps): (secret: string) => Promise<OpenedApproval> {
  return async (secret) => {
    const claim = await deps.links.read(secret);
    const approval = claim && (await deps.approvals.get(claim.approval));
    if (claim === undefined || approval === undefined) {
      throw noSuchLink();
    }
    const now = deps.clock.now();
    const person = askedPeople(approval, deps.teams).find((asked) => whoIs(asked, deps.hash) === claim.who);
    if (person === undefined) {
      throw notAmongAsked('Whoever this link was made for', approval);
    }
    refuseAnswer(approval, now);
    // The question was put anew since, with another time-out and other links.
    if (claim.expiresAt <= now) {
      throw approvalTooLate(approval);
    }
    return { approval, person };
  };
}

function noSuchLink(): AppError {
  return notFound({
    code: 'SB636',
    message: 'This link leads to no question.',
    resolution: 'Open it as it stands in the mail, whole and unchanged.',
  });
}
