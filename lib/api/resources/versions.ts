import type { ChangeLive } from '../../engine/change-live.ts';
import { createCompareVersions } from '../../engine/compare-versions.ts';
import { createDescribeVersion, type DescribeVersionDeps } from '../../engine/describe-version.ts';
import { createPublishDraft, type PublishDraftDeps } from '../../engine/publish-draft.ts';
import { versionNotFound, workflowNotFound } from '../../engine/show-workflow.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { VersionSummary, WorkflowStore } from '../../ports/workflow-store.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { versionRoutes } from '../contract/versions.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';
import { requireRole } from '../require-role.ts';
import { toGuardrail, toLive } from './live.ts';
import { triggerOf } from './workflows.ts';

/** What versions need. */
export interface VersionsDeps extends PublishDraftDeps, DescribeVersionDeps {
  readonly workflows: WorkflowStore;
  readonly liveStates: LiveStateStore;
  readonly changeLive: ChangeLive;
}

/** Published versions. */
export function createVersionResource(deps: VersionsDeps): HandlersOf<typeof versionRoutes> {
  const { workflows } = deps;
  const publishDraft = createPublishDraft(deps);
  const describeVersion = createDescribeVersion(deps);
  return {
    list: async ({ params: { workflow }, query }) => {
      const page = await workflows.listVersions(workflow, pageRequest(query));
      if (page.items.length === 0 && (await deps.liveStates.get(workflow)) === undefined) {
        throw workflowNotFound(workflow);
      }
      return { ...page, items: page.items.map(toVersion) };
    },
    show: async ({ params: { workflow, version } }) => {
      const found = await workflows.getVersion(workflow, version);
      if (found === undefined) throw versionNotFound(workflow, version);
      const { compiled, source } = found;
      const { name, estimate } = compiled;
      return { ...toVersion(found), name, trigger: triggerOf(compiled), estimate, source };
    },
    publish: async ({ params: { workflow }, body: { description, activate, why }, revision, caller }) => {
      // Whoever may write may not for that reason decide what runs.
      if (activate !== false) requireRole(caller, 'operator', 'activate what is published');
      const published = await publishDraft({
        ...{ workflow, revision, description, why, by: caller.name },
        activate: typeof activate === 'boolean' ? activate : toActivation(activate),
      });
      const { version, created, warnings, live, actions } = published;
      return { version: toVersion(version), created, warnings, live: toLive(live), actions };
    },
    describe: async ({ params, body, caller }) =>
      toVersion(await describeVersion({ ...params, ...body, by: caller.name })),
    compare: ({ params, query }) => createCompareVersions(deps)({ ...params, ...query }),
  };
}

function toActivation({
  rollout,
  guardrail,
}: {
  readonly rollout: number;
  readonly guardrail?: Parameters<typeof toGuardrail>[0];
}) {
  const bounds = toGuardrail(guardrail);
  return { rollout, ...(bounds ? { guardrail: bounds } : {}) };
}

/** A version as people see it: without where its machine is. */
function toVersion(given: VersionSummary): AnswerOf<(typeof versionRoutes)['describe']> {
  const { workflow, version, hash, description, author, publishedAt, origin } = given;
  return { workflow, version, hash, description, author, publishedAt, origin };
}
