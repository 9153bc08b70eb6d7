import { conflict, invalid } from '../errors/app-error.ts';
import type { Draft, DraftStore } from '../ports/draft-store.ts';
import { nameOfId } from '../workflow/graph/name-of-id.ts';
import { WorkflowIdSchema } from '../workflow/schema/text-schemas.ts';
import { auditEntry } from './workflows/audit-entry.ts';
import { readHead } from './workflows/read-head.ts';
import { newState, type RegisterWorkflowDeps } from './workflows/register-workflow.ts';

/** What creating needs. */
export interface CreateWorkflowDeps extends RegisterWorkflowDeps {
  readonly drafts: Pick<DraftStore, 'put'>;
}

/** A workflow to begin. */
export interface CreateWorkflowRequest {
  /** YAML or JSON; it may have errors, but must say its id behind `workflow:`. */
  readonly text: string;
  readonly by: string;
  readonly why?: string | undefined;
}

/**
 * Begins a workflow with a draft, which runs nothing.
 *
 * @throws AppError SB655 the text says no id · SB651 there is a workflow of that id, archived ones included
 */
export function createCreateWorkflow(deps: CreateWorkflowDeps): (request: CreateWorkflowRequest) => Promise<Draft> {
  return async ({ text, ...asked }) => {
    const { workflow = '', name = nameOfId(workflow) } = readHead(text);
    if (!WorkflowIdSchema.safeParse(workflow).success) {
      throw invalid({
        code: 'SB655',
        message: 'The text does not say which workflow it is.',
        resolution: 'Begin it with `workflow: <id>`: small letters, digits and hyphens.',
      });
    }
    if ((await deps.liveStates.get(workflow)) !== undefined) {
      throw idTaken(workflow);
    }
    const registration = { ...asked, workflow, name, origin: 'api' } as const;
    const created = auditEntry(deps, registration, 'workflow.created', { to: { name, origin: 'api' } });
    await deps.liveStates.put(newState(deps, registration), created);
    const savedAt = new Date(deps.clock.now()).toISOString();
    const saved = auditEntry(deps, registration, 'draft.saved');
    return deps.drafts.put({ workflow, text, savedAt, savedBy: asked.by }, 0, saved);
  };
}

function idTaken(workflow: string) {
  return conflict({
    code: 'SB651',
    message: `There is a workflow "${workflow}" already.`,
    resolution: 'Choose another id; or save a draft of that workflow, or enable it if it is archived.',
  });
}
