import type { DraftStore } from '../../ports/draft-store.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import type { WorkflowStore } from '../../ports/workflow-store.ts';
import { versionNotFound } from '../show-workflow.ts';
import { findDraft } from './find-draft.ts';

/** Which text of a workflow: a version's, or the draft's. */
export type TextChoice = number | 'draft';

/** What finding a text needs. */
export interface FindTextDeps {
  readonly workflows: Pick<WorkflowStore, 'getVersion' | 'listVersions'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly drafts: Pick<DraftStore, 'get'>;
}

/** A text; AppError SB602 for a version that does not exist, SB652 for a draft that does not. */
export async function findText(
  { workflows, drafts }: Pick<FindTextDeps, 'workflows' | 'drafts'>,
  workflow: string,
  choice: TextChoice,
): Promise<string> {
  if (choice === 'draft') {
    return (await findDraft(drafts, workflow, undefined)).text;
  }
  const version = await workflows.getVersion(workflow, choice);
  if (version === undefined) {
    throw versionNotFound(workflow, choice);
  }
  return version.source;
}

/** The text that a workflow is known by: the active version's, else the newest's, else the draft's. */
export async function usualText(
  { workflows }: Pick<FindTextDeps, 'workflows'>,
  { workflow, active }: LiveState,
): Promise<TextChoice> {
  if (active !== undefined) {
    return active;
  }
  const { items } = await workflows.listVersions(workflow, { limit: 1 });
  return items[0]?.version ?? 'draft';
}
