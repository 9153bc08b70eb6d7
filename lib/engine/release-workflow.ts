import { AppError } from '../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { WorkflowVersion } from '../ports/workflow-store.ts';
import type { ChangeLive } from './change-live.ts';
import type { PublishWorkflow } from './publish-workflow.ts';
import { type Activation, desiredFor } from './workflows/activation.ts';
import { findLiveState } from './workflows/find-live-state.ts';

/** What releasing a file needs. */
export interface ReleaseWorkflowDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly publish: PublishWorkflow;
  readonly changeLive: ChangeLive;
}

/** A workflow's file, as it is deployed or loaded. */
export interface ReleaseWorkflowRequest {
  readonly text: string;
  readonly file: string;
  /** `deployment` or `files`. */
  readonly by: string;
  /** What becomes of a new version. */
  readonly activate: Activation;
}

/** What became of the file. */
export interface ReleaseReport {
  readonly version: WorkflowVersion;
  /** Whether the file made a new version. */
  readonly created: boolean;
  readonly live: LiveState;
  /** How its version is live now. */
  readonly outcome: 'active' | 'staged' | 'published';
  /** Why its version could not be made live; the version is published all the same. */
  readonly refused?: AppError;
}

/** Releases a file. */
export type ReleaseWorkflow = (request: ReleaseWorkflowRequest) => Promise<ReleaseReport>;

/**
 * Publishes a workflow's file, and activates or stages its version: once for each version that the file comes to. What
 * operators set since then stays, until the file changes; what they disabled stays disabled even then. A file that was
 * gone and is back takes its workflow back.
 *
 * @throws AppError SB603 the file has errors · SB662 its id belongs to a workflow that people edit
 */
export function createReleaseWorkflow(deps: ReleaseWorkflowDeps): ReleaseWorkflow {
  return async ({ activate, by, ...source }) => {
    const { version, created } = await deps.publish({ ...source, author: by, origin: 'file' });
    const { workflow } = version;
    const before = await findLiveState(deps.liveStates, workflow);
    try {
      const live = await release(deps, { before, version: version.version, by, activate });
      return { version, created, live, outcome: outcomeOf(live, version) };
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'conflict') {
        throw error;
      }
      return { version, created, live: before, outcome: outcomeOf(before, version), refused: error };
    }
  };
}

interface Release {
  readonly before: LiveState;
  readonly version: number;
  readonly by: string;
  readonly activate: Activation;
}

async function release(
  { changeLive }: ReleaseWorkflowDeps,
  { before, version, by, activate }: Release,
): Promise<LiveState> {
  const { workflow, archived } = before;
  if (before.released === version && !archived) {
    return before;
  }
  const desired = desiredFor(activate, version, before) ?? {};
  const takeBack = archived && (desired.version ?? before.active) !== undefined ? { enabled: true } : {};
  const staged = before.rollout?.version;
  if (desired.rollout && staged !== undefined && staged !== version) {
    await changeLive({ workflow, by, ...takeBack, rollout: null });
  }
  const { live } = await changeLive({ workflow, by, ...desired, ...takeBack, released: version });
  return live;
}

function outcomeOf({ active, rollout }: LiveState, { version }: WorkflowVersion): ReleaseReport['outcome'] {
  if (active === version) {
    return 'active';
  }
  return rollout?.version === version ? 'staged' : 'published';
}
