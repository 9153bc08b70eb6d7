import { TASK_CONTRACT } from '../compiler/task-contract.ts';
import type { Draft } from '../ports/draft-store.ts';
import { readBundle } from '../workflow/bundle/read-bundle.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import { renameDefinition } from '../workflow/text/rename-definition.ts';
import { createKeepImported, type ImportedText } from './exchange/keep-imported.ts';
import { refuseText } from './exchange/refuse-text.ts';
import type { SaveDraftDeps } from './save-draft.ts';

/** What importing needs. */
export interface ImportDeps extends SaveDraftDeps {
  readonly catalogue: Catalogue;
}

/** A bundle to import. */
export interface ImportWorkflowRequest extends Pick<ImportedText, 'draftRevision' | 'by'> {
  /** Its text. */
  readonly bundle: string;
  /** Another id than the bundle's. */
  readonly workflow?: string | undefined;
  readonly why?: string | undefined;
}

/**
 * Imports a bundle as the draft of a new workflow, or as a new draft of one that is there. All of it is checked first;
 * nothing is changed on error.
 *
 * @throws AppError SB582 everything wrong, and missing here, in `details.issues` and `details.missing` · SB651 the id is
 * taken · SB655 it is no id · SB601, SB653, SB654 no such workflow, its draft changed, its text is a file's
 */
export function createImportWorkflow(deps: ImportDeps): (request: ImportWorkflowRequest) => Promise<Draft> {
  const keep = createKeepImported(deps);
  return async ({ bundle: source, workflow, why = 'Imported from a bundle.', ...asked }) => {
    const { bundle, graph, issues, missing } = readBundle({
      ...{ text: source, catalogue: deps.catalogue, contract: TASK_CONTRACT },
    });
    if (bundle === undefined || graph === undefined) {
      const subject = bundle === undefined ? 'The bundle' : `The bundle of "${bundle.workflow}"`;
      throw refuseText({ code: 'SB582', subject, issues, missing });
    }
    const { definition } = bundle;
    const id = workflow ?? bundle.workflow;
    const text = id === bundle.workflow ? definition : renameDefinition(definition, { workflow: id });
    return keep({ ...asked, text, why, workflow: id });
  };
}
