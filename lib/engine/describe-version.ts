import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { VersionSummary, WorkflowStore } from '../ports/workflow-store.ts';
import { versionNotFound } from './show-workflow.ts';
import { type Asked, type AuditDeps, auditEntry } from './workflows/audit-entry.ts';
import { findLiveState } from './workflows/find-live-state.ts';

/** What describing needs. */
export interface DescribeVersionDeps extends AuditDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly workflows: Pick<WorkflowStore, 'getManifest' | 'changeVersion'>;
}

/** What is to be said of a version. */
export interface DescribeVersionRequest extends Asked {
  readonly version: number;
  readonly description: string;
}

/**
 * Says what a version is about, in other words than when it was published. Nothing else of a version ever changes.
 *
 * @throws AppError SB601 no such workflow · SB602 no such version
 */
export function createDescribeVersion(
  deps: DescribeVersionDeps,
): (request: DescribeVersionRequest) => Promise<VersionSummary> {
  return async ({ version, description, ...asked }) => {
    const { workflow } = asked;
    await findLiveState(deps.liveStates, workflow);
    const manifest = await deps.workflows.getManifest(workflow, version);
    if (manifest === undefined) {
      throw versionNotFound(workflow, version);
    }
    const { compiled: _, ...summary } = manifest;
    if (summary.description === description) {
      return summary;
    }
    const entry = auditEntry(deps, asked, 'version.described', {
      from: { version, description: summary.description },
      to: { version, description },
    });
    await deps.workflows.changeVersion(workflow, version, { description }, entry);
    return { ...summary, description };
  };
}
