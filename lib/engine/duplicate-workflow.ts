import type { Draft } from '../ports/draft-store.ts';
import { renameDefinition } from '../workflow/text/rename-definition.ts';
import { type CreateWorkflowDeps, createCreateWorkflow } from './create-workflow.ts';
import { findLiveState } from './workflows/find-live-state.ts';
import { type FindTextDeps, findText, type TextChoice, usualText } from './workflows/find-text.ts';

/** What duplicating needs. */
export interface DuplicateWorkflowDeps extends Omit<CreateWorkflowDeps, 'drafts'>, Omit<FindTextDeps, 'liveStates'> {
  readonly drafts: CreateWorkflowDeps['drafts'] & FindTextDeps['drafts'];
}

/** A workflow to copy. */
export interface DuplicateWorkflowRequest {
  readonly workflow: string;
  /** By default the active version, else the newest, else the draft. */
  readonly from?: TextChoice | undefined;
  /** The copy's id. */
  readonly to: string;
  /** The copy's name; left out: the same. */
  readonly name?: string | undefined;
  readonly by: string;
  readonly why?: string | undefined;
}

/**
 * Begins a workflow with the text of another one, as a draft; the text stays as it is but for its id and its name. What
 * comes from a file can be copied as well, and the copy is edited here.
 *
 * @throws AppError SB601, SB602, SB652 no such workflow, version or draft · SB651 the copy's id is taken · SB655 it is no id
 */
export function createDuplicateWorkflow(
  deps: DuplicateWorkflowDeps,
): (request: DuplicateWorkflowRequest) => Promise<Draft> {
  const create = createCreateWorkflow(deps);
  return async ({ workflow, from, to, name, ...asked }) => {
    const live = await findLiveState(deps.liveStates, workflow);
    const text = await findText(deps, workflow, from ?? (await usualText(deps, live)));
    return create({ ...asked, text: renameDefinition(text, { workflow: to, name }) });
  };
}
