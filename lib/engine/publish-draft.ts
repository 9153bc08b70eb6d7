import { AppError } from '../errors/app-error.ts';
import type { AuditAction } from '../ports/audit-log.ts';
import type { DraftStore } from '../ports/draft-store.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { ChangeLive } from './change-live.ts';
import type { PublishWorkflow, PublishWorkflowReport } from './publish-workflow.ts';
import { refuseOther } from './save-draft.ts';
import { type Activation, desiredFor } from './workflows/activation.ts';
import type { Asked } from './workflows/audit-entry.ts';
import { findDraft } from './workflows/find-draft.ts';
import { findEditable, findLiveState } from './workflows/find-live-state.ts';
import { refuseArchived, refuseRolloutUnderWay } from './workflows/illegal-moves.ts';
import { readHead } from './workflows/read-head.ts';

/** What publishing a draft needs. */
export interface PublishDraftDeps {
  readonly drafts: Pick<DraftStore, 'get' | 'remove'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly publish: PublishWorkflow;
  readonly changeLive: ChangeLive;
}

/** A draft to publish. */
export interface PublishDraftRequest extends Asked {
  /** Of the draft that was read. Left out: whatever it is. */
  readonly revision?: number | undefined;
  /** What changed, for people. */
  readonly description?: string | undefined;
  /** By default the version waits until someone activates it. */
  readonly activate?: Activation | undefined;
}

/** The version, and what is live now. */
export interface PublishDraftReport extends PublishWorkflowReport {
  readonly live: LiveState;
  readonly actions: readonly AuditAction[];
}

/**
 * Publishes a draft as an immutable version, checked again, and makes it active or stages it if that is asked. The draft
 * is removed; one that was saved meanwhile stays. What is not allowed is told before anything is published.
 *
 * @throws AppError SB601 no such workflow · SB603 it has errors, all in `details.issues` · SB652, SB653 no such draft ·
 * SB654 its text is a file's · SB655 the text is another workflow's · SB658, SB660 it may not be activated now · and as
 * {@link createChangeLive}, once the version is published
 */
export function createPublishDraft(
  deps: PublishDraftDeps,
): (request: PublishDraftRequest) => Promise<PublishDraftReport> {
  return async ({ revision, description, activate = false, ...asked }) => {
    const { workflow, by } = asked;
    const before = await findEditable(deps.liveStates, workflow);
    if (activate !== false) {
      refuseArchived(workflow, before);
      refuseRolloutUnderWay(workflow, before);
    }
    const draft = await findDraft(deps.drafts, workflow, revision);
    refuseOther(workflow, readHead(draft.text).workflow);
    const report = await deps.publish({
      ...{ text: draft.text, author: by, origin: 'api' },
      ...(description === undefined ? {} : { description }),
    });
    await deps.drafts.remove(workflow, draft.revision).catch(unlessChanged);
    const desired = desiredFor(activate, report.version.version, before);
    if (desired === undefined) {
      return { ...report, live: await findLiveState(deps.liveStates, workflow), actions: [] };
    }
    return { ...report, ...(await deps.changeLive({ ...asked, ...desired })) };
  };
}

/** A draft that someone saved or discarded while it was being published. */
function unlessChanged(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'SB653') {
    throw error;
  }
}
