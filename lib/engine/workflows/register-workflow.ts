import { AppError, conflict } from '../../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import { type Asked, type AuditDeps, auditEntry } from './audit-entry.ts';

/** What registering needs. */
export interface RegisterWorkflowDeps extends AuditDeps {
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
}

/** What is known of a workflow before anything of it is live. */
export interface Registration extends Asked {
  readonly name: string;
  readonly origin: LiveState['origin'];
}

/**
 * Sees to it that a workflow has a live state, and that it is called by its newest name until a version is active.
 *
 * @throws AppError SB662 a file for a workflow that people made
 */
export async function registerWorkflow(deps: RegisterWorkflowDeps, registration: Registration): Promise<void> {
  const { workflow, name, origin } = registration;
  const current = await deps.liveStates.get(workflow);
  refuseTakeover(current, registration);
  if (current !== undefined && (current.active !== undefined || current.name === name)) {
    return;
  }
  const created = auditEntry(deps, registration, 'workflow.created', { to: { name, origin } });
  const write =
    current === undefined
      ? deps.liveStates.put(newState(deps, registration), created)
      : deps.liveStates.put({ ...current, revision: current.revision + 1, name });
  // Whoever was faster registered it as well, or made a version active: the name is then theirs to say.
  await write.catch(unlessConflict);
}

/** The state of a workflow that nothing runs of. */
export function newState({ clock }: RegisterWorkflowDeps, { workflow, name, origin, by }: Registration): LiveState {
  return {
    ...{ workflow, revision: 1, name, origin, enabled: false, archived: false, covered: [], events: [] },
    changedAt: new Date(clock.now()).toISOString(),
    changedBy: by,
  };
}

/** AppError SB662 where a file would take over what people edit. */
export function refuseTakeover(
  current: LiveState | undefined,
  { workflow, origin }: Pick<Registration, 'origin' | 'workflow'>,
) {
  if (origin === 'file' && current?.origin === 'api') {
    throw conflict({
      code: 'SB662',
      message: `The id "${workflow}" belongs to a workflow that was made at run time.`,
      resolution: 'Give the workflow of the file another id.',
    });
  }
}

function unlessConflict(error: unknown): void {
  if (!(error instanceof AppError) || error.kind !== 'conflict') {
    throw error;
  }
}
