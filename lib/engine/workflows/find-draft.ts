import { notFound } from '../../errors/app-error.ts';
import { type Draft, type DraftStore, draftChanged } from '../../ports/draft-store.ts';

/** The workflow's draft; AppError SB652 where there is none, SB653 where it is not of the revision that was seen. */
export async function findDraft(
  drafts: Pick<DraftStore, 'get'>,
  workflow: string,
  revision: number | undefined,
): Promise<Draft> {
  const draft = await drafts.get(workflow);
  if (draft === undefined) {
    throw notFound({
      code: 'SB652',
      message: `"${workflow}" has no draft.`,
      resolution: 'Save one first, for example the text of its active version.',
    });
  }
  if (revision !== undefined && revision !== draft.revision) {
    throw draftChanged(workflow);
  }
  return draft;
}
