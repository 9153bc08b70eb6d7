import { invalid } from '../errors/app-error.ts';
import type { Draft, DraftStore } from '../ports/draft-store.ts';
import type { LiveState } from '../ports/live-state-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import { type Asked, auditEntry } from './workflows/audit-entry.ts';
import { findEditable } from './workflows/find-live-state.ts';
import { readHead } from './workflows/read-head.ts';
import { type RegisterWorkflowDeps, registerWorkflow } from './workflows/register-workflow.ts';

/** What saving needs. */
export interface SaveDraftDeps extends RegisterWorkflowDeps {
  readonly drafts: Pick<DraftStore, 'get' | 'put'>;
  readonly workflows: Pick<WorkflowStore, 'listVersions'>;
}

/** A text to keep. */
export interface SaveDraftRequest extends Asked {
  /** It may have errors. */
  readonly text: string;
  /** Of the draft that was read; 0: there was none. */
  readonly revision: number;
  /** The version that a new draft begins as a copy of; later saves keep it. */
  readonly basedOn?: number | undefined;
}

/** Keeps a draft. */
export type SaveDraft = (request: SaveDraftRequest) => Promise<Draft>;

/**
 * Keeps a text as the workflow's draft, which runs nothing and may have errors.
 *
 * @throws AppError SB601 no such workflow · SB653 someone else changed the draft meanwhile · SB654 its text is a file's ·
 * SB655 the text is another workflow's
 */
export function createSaveDraft(deps: SaveDraftDeps): SaveDraft {
  return async ({ text, revision, basedOn: asked, ...who }) => {
    const { workflow, by } = who;
    const live = await findEditable(deps.liveStates, workflow);
    const head = readHead(text);
    refuseOther(workflow, head.workflow);
    const basedOn = asked ?? (await deps.drafts.get(workflow))?.basedOn;
    const savedAt = new Date(deps.clock.now()).toISOString();
    const about = basedOn === undefined ? {} : { basedOn };
    const entry = auditEntry(deps, who, 'draft.saved', { to: about });
    const saved = await deps.drafts.put({ workflow, text, ...about, savedAt, savedBy: by }, revision, entry);
    if (head.name !== undefined && (await isOnlyDraft(deps, live))) {
      await registerWorkflow(deps, { ...who, name: head.name, origin: 'api' });
    }
    return saved;
  };
}

/** AppError SB655 where a text names another workflow than the one it is for. */
export function refuseOther(workflow: string, named: string | undefined): void {
  if (named !== undefined && named !== workflow) {
    throw invalid({
      code: 'SB655',
      message: `The text is of the workflow "${named}", not of "${workflow}".`,
      resolution: `Write \`workflow: ${workflow}\`; to begin another workflow, create or duplicate it.`,
    });
  }
}

/** Then lists show the draft's name. */
async function isOnlyDraft({ workflows }: SaveDraftDeps, { workflow, active }: LiveState): Promise<boolean> {
  return active === undefined && (await workflows.listVersions(workflow, { limit: 1 })).items.length === 0;
}
