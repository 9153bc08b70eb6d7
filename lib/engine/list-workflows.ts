import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { RunCounts, RunIndex } from '../ports/run-store.ts';
import type { VersionManifest, WorkflowStore } from '../ports/workflow-store.ts';

/** What listing workflows needs. */
export interface ListWorkflowsDeps {
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly runIndex: Pick<RunIndex, 'counts'>;
}

/** A workflow in a list. */
export interface WorkflowListItem {
  readonly live: LiveState;
  /** The active version. */
  readonly active?: VersionManifest;
  readonly counts: RunCounts;
}

/** All workflows that were ever activated, by id. */
export function createListWorkflows(deps: ListWorkflowsDeps): () => Promise<readonly WorkflowListItem[]> {
  return async () => {
    const states = await deps.liveStates.list();
    return Promise.all(states.map((live) => describe(deps, live)));
  };
}

async function describe(deps: ListWorkflowsDeps, live: LiveState): Promise<WorkflowListItem> {
  const [active, counts] = await Promise.all([
    live.active === undefined ? undefined : deps.workflows.getManifest(live.workflow, live.active),
    deps.runIndex.counts(live.workflow),
  ]);
  return { live, ...(active === undefined ? {} : { active }), counts };
}
