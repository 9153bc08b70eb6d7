import type { Draft } from '../ports/draft-store.ts';
import { insertStep, moveStep, removeStep, replaceStep, type StepPlace } from '../workflow/text/edit-steps.ts';
import { createSaveDraft, type SaveDraftDeps } from './save-draft.ts';
import type { Asked } from './workflows/audit-entry.ts';
import { findDraft } from './workflows/find-draft.ts';

/** A change of one step. Pointers are RFC 6901, e.g. `/steps/2`; a step is YAML or JSON, comments above it included. */
export type StepEdit =
  | { readonly kind: 'insert'; readonly place: StepPlace; readonly step: string }
  | { readonly kind: 'replace'; readonly pointer: string; readonly step: string }
  | { readonly kind: 'remove'; readonly pointer: string }
  | { readonly kind: 'move'; readonly pointer: string; readonly to: StepPlace };

/** A change of a workflow's draft. */
export interface EditDraftRequest extends Asked {
  /** Of the draft that was read. */
  readonly revision: number;
  readonly edit: StepEdit;
}

/**
 * Changes one step of a draft; all other bytes of its text stay, comments included.
 *
 * @throws AppError as saving a draft · SB652 there is none · SB120 to SB123 the step or the place cannot be found or read
 */
export function createEditDraft(deps: SaveDraftDeps): (request: EditDraftRequest) => Promise<Draft> {
  const save = createSaveDraft(deps);
  return async ({ edit, revision, ...asked }) => {
    const { text } = await findDraft(deps.drafts, asked.workflow, revision);
    return save({ ...asked, revision, text: applyEdit(text, edit) });
  };
}

function applyEdit(text: string, edit: StepEdit): string {
  switch (edit.kind) {
    case 'insert':
      return insertStep(text, edit.place, edit.step);
    case 'replace':
      return replaceStep(text, edit.pointer, edit.step);
    case 'remove':
      return removeStep(text, edit.pointer);
    case 'move':
      return moveStep(text, edit.pointer, edit.to);
  }
}
