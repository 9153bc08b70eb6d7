import type { Draft } from '../../ports/draft-store.ts';
import { createCreateWorkflow } from '../create-workflow.ts';
import { createSaveDraft, type SaveDraftDeps } from '../save-draft.ts';

/** A checked text from elsewhere. */
export interface ImportedText {
  readonly workflow: string;
  readonly text: string;
  /**
   * Left out: a new workflow begins. Else it becomes the draft of the workflow that is there, of whose draft this
   * revision was seen; 0: it has none.
   */
  readonly draftRevision?: number | undefined;
  readonly by: string;
  readonly why: string;
}

/**
 * Keeps a text as a draft, which runs nothing.
 *
 * @throws AppError as {@link createCreateWorkflow} and {@link createSaveDraft}
 */
export function createKeepImported(deps: SaveDraftDeps): (imported: ImportedText) => Promise<Draft> {
  const create = createCreateWorkflow(deps);
  const save = createSaveDraft(deps);
  return ({ workflow, draftRevision, ...kept }) =>
    draftRevision === undefined ? create(kept) : save({ ...kept, workflow, revision: draftRevision });
}
