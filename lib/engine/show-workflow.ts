import { notFound } from '../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { RunCounts, RunIndex } from '../ports/run-store.ts';
import type { VersionSummary, WorkflowStore, WorkflowVersion } from '../ports/workflow-store.ts';

/** What showing a workflow needs. */
export interface ShowWorkflowDeps {
  readonly workflows: Pick<WorkflowStore, 'getVersion' | 'listVersions'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly runIndex: Pick<RunIndex, 'counts'>;
}

/** A workflow with its versions, newest first (the last 20), and one of them in full. */
export interface WorkflowView {
  readonly live?: LiveState;
  readonly versions: readonly VersionSummary[];
  /** The version asked for, or the active one, or the newest; absent: there is a draft alone. */
  readonly shown?: WorkflowVersion;
  readonly counts: RunCounts;
}

/**
 * Everything about one workflow.
 *
 * @throws AppError SB601 no such workflow · SB602 no such version
 */
export function createShowWorkflow(
  deps: ShowWorkflowDeps,
): (request: { readonly workflow: string; readonly version?: number }) => Promise<WorkflowView> {
  return async ({ workflow, version }) => {
    const [live, { items: versions }, counts] = await Promise.all([
      deps.liveStates.get(workflow),
      deps.workflows.listVersions(workflow, { limit: 20 }),
      deps.runIndex.counts(workflow),
    ]);
    const [newest] = versions;
    if (newest === undefined && live === undefined) {
      throw workflowNotFound(workflow);
    }
    const known = { ...(live === undefined ? {} : { live }), versions, counts };
    const wanted = version ?? live?.active ?? newest?.version;
    if (wanted === undefined) {
      return known;
    }
    const shown = await deps.workflows.getVersion(workflow, wanted);
    if (shown === undefined) {
      throw versionNotFound(workflow, wanted);
    }
    return { ...known, shown };
  };
}

/** The error for an id that names no workflow. */
export function workflowNotFound(workflow: string) {
  return notFound({
    code: 'SB601',
    message: `There is no workflow "${workflow}".`,
    resolution: 'List them with `signalbox workflow list`; a file becomes one when it is deployed or loaded.',
  });
}

/** The error for a version that was never published. */
export function versionNotFound(workflow: string, version: number) {
  return notFound({
    code: 'SB602',
    message: `Workflow "${workflow}" has no version ${version}.`,
    resolution: `See its versions with \`signalbox workflow show ${workflow}\`.`,
  });
}
