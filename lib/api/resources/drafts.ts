import { createDiscardDraft } from '../../engine/discard-draft.ts';
import { createEditDraft } from '../../engine/edit-draft.ts';
import { createSaveDraft, type SaveDraftDeps } from '../../engine/save-draft.ts';
import { findDraft } from '../../engine/workflows/find-draft.ts';
import { findLiveState } from '../../engine/workflows/find-live-state.ts';
import type { Draft, DraftStore } from '../../ports/draft-store.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { loadWorkflow } from '../../workflow/load-workflow.ts';
import type { draftRoutes } from '../contract/drafts.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { HandlersOf } from '../handler.ts';

/** What drafts need. */
export interface DraftsDeps extends SaveDraftDeps {
  readonly drafts: DraftStore;
  readonly catalogue: Catalogue;
}

/** The texts that people work on. */
export function createDraftResource(deps: DraftsDeps): HandlersOf<typeof draftRoutes> {
  const { catalogue } = deps;
  const saveDraft = createSaveDraft(deps);
  const editDraft = createEditDraft(deps);
  const discardDraft = createDiscardDraft(deps);
  return {
    show: async ({ params: { workflow } }) => {
      await findLiveState(deps.liveStates, workflow);
      return withIssues(await findDraft(deps.drafts, workflow, undefined), catalogue);
    },
    save: async ({ params: { workflow }, body: { text, basedOn, why }, revision, caller }) =>
      withIssues(await saveDraft({ workflow, text, basedOn, revision, by: caller.name, why }), catalogue),
    edit: async ({ params: { workflow }, body: { edit, why }, revision, caller }) =>
      withIssues(await editDraft({ workflow, edit, revision, by: caller.name, why }), catalogue),
    discard: async ({ params: { workflow }, revision, caller }) => {
      await discardDraft({ workflow, revision, by: caller.name });
      return undefined;
    },
  };
}

/** A draft with all that the check says of it. */
export function withIssues(draft: Draft, catalogue: Catalogue): AnswerOf<(typeof draftRoutes)['show']> {
  return { ...draft, issues: loadWorkflow({ text: draft.text, catalogue }).issues };
}
