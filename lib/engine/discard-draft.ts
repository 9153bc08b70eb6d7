import type { DraftStore } from '../ports/draft-store.ts';
import { type Asked, type AuditDeps, auditEntry } from './workflows/audit-entry.ts';
import { findDraft } from './workflows/find-draft.ts';

/** What discarding needs. */
export interface DiscardDraftDeps extends AuditDeps {
  readonly drafts: Pick<DraftStore, 'get' | 'remove'>;
}

/** Which draft is to go. */
export interface DiscardDraftRequest extends Asked {
  /** Of the draft that was read. */
  readonly revision: number;
}

/**
 * Throws a draft away; versions and what runs stay.
 *
 * @throws AppError SB652 there is none · SB653 someone else changed it meanwhile
 */
export function createDiscardDraft(deps: DiscardDraftDeps): (request: DiscardDraftRequest) => Promise<void> {
  return async ({ revision, ...asked }) => {
    const { basedOn } = await findDraft(deps.drafts, asked.workflow, revision);
    const from = basedOn === undefined ? {} : { basedOn };
    await deps.drafts.remove(asked.workflow, revision, auditEntry(deps, asked, 'draft.discarded', { from }));
  };
}
