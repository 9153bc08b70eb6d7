import { invalid } from '../errors/app-error.ts';
import type { Draft } from '../ports/draft-store.ts';
import type { Issue } from '../workflow/issue.ts';
import { importJourney } from '../workflow/pinpoint/import-journey.ts';
import type { Leftover } from '../workflow/pinpoint/importing.ts';
import { createKeepImported, type ImportedText } from './exchange/keep-imported.ts';
import type { SaveDraftDeps } from './save-draft.ts';

/** A journey to import. */
export interface ImportJourneyRequest extends Pick<ImportedText, 'draftRevision' | 'by'> {
  /** The JSON that GetJourney answers. */
  readonly journey: string;
  /** The workflow's id; by default made of the journey's name. */
  readonly workflow?: string | undefined;
  readonly why?: string | undefined;
}

/** A journey as a draft, and what of it is left to be done by hand. */
export interface ImportedJourneyDraft {
  readonly draft: Draft;
  readonly leftovers: readonly Leftover[];
}

/**
 * Imports an Amazon Pinpoint journey as the draft of a new workflow, or as a new draft of one that is there. The draft
 * may name what is not declared yet; it runs nothing.
 *
 * @throws AppError SB581 it is no journey · SB651 the id is taken · SB655 it is no id · SB601, SB653, SB654 no such
 * workflow, its draft changed, its text is a file's
 */
export function createImportJourney(
  deps: SaveDraftDeps,
): (request: ImportJourneyRequest) => Promise<ImportedJourneyDraft> {
  const keep = createKeepImported(deps);
  return async ({ journey, workflow: asked, why = 'Imported from an Amazon Pinpoint journey.', ...rest }) => {
    const { workflow, text, leftovers, issues } = importJourney({
      ...{ text: journey },
      ...(asked === undefined ? {} : { workflow: asked }),
    });
    if (workflow === undefined || text === undefined) {
      throw notJourney(issues);
    }
    return { draft: await keep({ ...rest, workflow, text, why }), leftovers };
  };
}

function notJourney(issues: readonly Issue[]) {
  return invalid({
    code: 'SB581',
    message: issues.map(({ message }) => message).join('; '),
    resolution: 'Send what `aws pinpoint get-journey` answers. Nothing was changed.',
    details: { issues },
  });
}
