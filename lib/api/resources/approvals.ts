import { approvalNotFound, createDecideApproval, type DecideApprovalDeps } from '../../engine/decide-approval.ts';
import type { Approval, ApprovalStore } from '../../ports/approval-store.ts';
import type { approvalRoutes } from '../contract/approvals.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';

/** What approvals need. */
export interface ApprovalsDeps extends DecideApprovalDeps {
  readonly approvals: Pick<ApprovalStore, 'get' | 'replace' | 'list'>;
}

/** Questions to people. */
export function createApprovalResource(deps: ApprovalsDeps): HandlersOf<typeof approvalRoutes> {
  const { approvals } = deps;
  const decideApproval = createDecideApproval(deps);
  return {
    list: async ({ query }) => {
      const { items, ...rest } = await approvals.list(
        query.status === undefined ? {} : { status: query.status },
        pageRequest(query),
      );
      return { ...rest, items: items.map(withoutToken) };
    },
    show: async ({ params }) => {
      const approval = await approvals.get(params.approval);
      if (approval === undefined) throw approvalNotFound(params.approval);
      return withoutToken(approval);
    },
    decide: async ({ params, body: { decision, comment, edited }, caller }) => {
      const decided = await decideApproval({
        ...{ id: params.approval, decision, by: caller.name },
        ...(comment === undefined ? {} : { comment }),
        ...(edited === undefined ? {} : { edited }),
      });
      return withoutToken(decided);
    },
  };
}

/** The token completes the run's task: it stays here. */
function withoutToken({ token: _token, key: _key, ...approval }: Approval): Omit<Approval, 'token' | 'key'> {
  return approval;
}
