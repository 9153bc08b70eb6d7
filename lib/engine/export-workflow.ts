import { TASK_CONTRACT } from '../compiler/task-contract.ts';
import { conflict } from '../errors/app-error.ts';
import type { Bundle } from '../workflow/bundle/bundle-schema.ts';
import { createBundle } from '../workflow/bundle/write-bundle.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { Issue } from '../workflow/issue.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { versionNotFound } from './show-workflow.ts';
import { findDraft } from './workflows/find-draft.ts';
import { findLiveState } from './workflows/find-live-state.ts';
import { type FindTextDeps, type TextChoice, usualText } from './workflows/find-text.ts';

/** What exporting needs. */
export interface ExportWorkflowDeps extends FindTextDeps {
  readonly catalogue: Catalogue;
}

/** What to export. */
export interface ExportWorkflowRequest {
  readonly workflow: string;
  /** By default the active version, else the newest, else the draft. */
  readonly version?: TextChoice | undefined;
}

/**
 * A version, or the draft, as a bundle that another deployment can import.
 *
 * @throws AppError SB601, SB602, SB652 no such workflow, version or draft · SB583 it has errors, all in `details.issues`
 */
export function createExportWorkflow(deps: ExportWorkflowDeps): (request: ExportWorkflowRequest) => Promise<Bundle> {
  return async ({ workflow, version }) => {
    const live = await findLiveState(deps.liveStates, workflow);
    const { text, description } = await findDescribed(deps, workflow, version ?? (await usualText(deps, live)));
    const { catalogue } = deps;
    const { graph, issues } = loadWorkflow({ text, catalogue });
    if (graph === undefined) {
      throw hasErrors(workflow, issues);
    }
    return createBundle({ text, graph, catalogue, description, contract: TASK_CONTRACT });
  };
}

async function findDescribed({ workflows, drafts }: ExportWorkflowDeps, workflow: string, choice: TextChoice) {
  if (choice === 'draft') {
    return { text: (await findDraft(drafts, workflow, undefined)).text, description: '' };
  }
  const version = await workflows.getVersion(workflow, choice);
  if (version === undefined) {
    throw versionNotFound(workflow, choice);
  }
  return { text: version.source, description: version.description };
}

function hasErrors(workflow: string, issues: readonly Issue[]) {
  return conflict({
    code: 'SB583',
    message: `"${workflow}" is not exported: its text has errors as the catalogue is now.`,
    resolution: 'Mend what is listed, or export another version.',
    details: { issues },
  });
}
