import type { Approval } from '../ports/approval-store.ts';
import { createDecideApproval, type DecideApprovalDeps, type DecideApprovalRequest } from './decide-approval.ts';
import { createOpenApprovalLink, type OpenApprovalLinkDeps } from './open-approval-link.ts';

/** What deciding through a link needs. */
export interface DecideByLinkDeps extends OpenApprovalLinkDeps, DecideApprovalDeps {
  readonly approvals: DecideApprovalDeps['approvals'];
}

/** An answer whose sender the link names. */
export interface DecideByLinkRequest extends Omit<DecideApprovalRequest, 'id' | 'by'> {
  readonly secret: string;
}

/**
 * Takes an answer through a link, once: on record it is the answer of the person that the link was made for.
 *
 * @throws AppError as opening the link and deciding do
 */
export function createDecideByLink(deps: DecideByLinkDeps): (request: DecideByLinkRequest) => Promise<Approval> {
  const open = createOpenApprovalLink(deps);
  const decide = createDecideApproval(deps);
  return async ({ secret, ...answer }) => {
    const { approval, person } = await open(secret);
    return decide({ ...answer, id: approval.id, by: person });
  };
}
