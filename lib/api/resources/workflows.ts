import type { CompiledWorkflow } from '../../compiler/compiled-workflow.ts';
import { type ArchiveWorkflowDeps, createArchiveWorkflow } from '../../engine/archive-workflow.ts';
import { createCreateWorkflow } from '../../engine/create-workflow.ts';
import { createDuplicateWorkflow, type DuplicateWorkflowDeps } from '../../engine/duplicate-workflow.ts';
import { createListWorkflows, type ListWorkflowsDeps } from '../../engine/list-workflows.ts';
import { createPruneVersions, type PruneVersionsDeps } from '../../engine/prune-versions.ts';
import { createShowWorkflow, type ShowWorkflowDeps } from '../../engine/show-workflow.ts';
import type { WorkflowVersion } from '../../ports/workflow-store.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { workflowRoutes } from '../contract/workflows.ts';
import type { HandlersOf } from '../handler.ts';
import { withIssues } from './drafts.ts';
import { toLive } from './live.ts';

/** What listing and showing workflows needs. */
export type WorkflowsDeps = ListWorkflowsDeps &
  ShowWorkflowDeps &
  DuplicateWorkflowDeps &
  ArchiveWorkflowDeps &
  PruneVersionsDeps & { readonly catalogue: Catalogue };

/** Workflows. */
export function createWorkflowResource(deps: WorkflowsDeps): HandlersOf<typeof workflowRoutes> {
  const listWorkflows = createListWorkflows(deps);
  const showWorkflow = createShowWorkflow(deps);
  const createWorkflow = createCreateWorkflow(deps);
  const duplicateWorkflow = createDuplicateWorkflow(deps);
  const archiveWorkflow = createArchiveWorkflow(deps);
  const pruneVersions = createPruneVersions(deps);
  return {
    list: async () => ({
      items: (await listWorkflows()).map(({ live, active, counts }) => ({
        ...liveParts(live),
        id: live.workflow,
        name: live.name,
        origin: live.origin,
        ...(active === undefined ? {} : { trigger: triggerOf(active.compiled) }),
        counts,
      })),
    }),
    show: async ({ params: { workflow }, query: { version } }) => {
      const { live, shown, versions, counts } = await showWorkflow({
        workflow,
        ...(version === undefined ? {} : { version }),
      });
      return {
        ...liveParts(live),
        ...{ id: workflow, name: live?.name ?? shown?.compiled.name ?? workflow },
        origin: live?.origin ?? shown?.origin ?? 'api',
        ...(shown === undefined ? {} : shownParts(shown)),
        ...{ versions, counts },
      };
    },
    create: async ({ body: { text, why }, caller }) =>
      withIssues(await createWorkflow({ text, why, by: caller.name }), deps.catalogue),
    duplicate: async ({ params: { workflow }, body, caller }) =>
      withIssues(await duplicateWorkflow({ workflow, ...body, by: caller.name }), deps.catalogue),
    archive: async ({ params: { workflow }, body: { why }, revision, caller }) =>
      toLive(await archiveWorkflow({ workflow, why, revision, by: caller.name, origin: 'api' })),
    prune: ({ params: { workflow }, body, caller }) => pruneVersions({ workflow, ...body, by: caller.name }),
  };
}

function shownParts({ version, compiled, source }: WorkflowVersion) {
  return { version, trigger: triggerOf(compiled), estimate: compiled.estimate, source };
}

/** What of a trigger lists show. */
export function triggerOf({ trigger }: Pick<CompiledWorkflow, 'trigger'>) {
  switch (trigger.kind) {
    case 'event':
      return { kind: trigger.kind, event: trigger.event };
    case 'schedule':
      return { kind: trigger.kind, expression: trigger.expression };
    case 'date':
      return { kind: trigger.kind };
  }
}

type Live = AnswerOf<(typeof workflowRoutes)['list']>['items'][number];

function liveParts(
  live:
    | {
        readonly enabled: boolean;
        readonly archived: boolean;
        readonly active?: number;
        readonly rollout?: Live['rollout'];
      }
    | undefined,
): Pick<Live, 'enabled' | 'archived' | 'activeVersion' | 'rollout'> {
  const { enabled = false, archived = false, active, rollout } = live ?? {};
  return {
    enabled,
    archived,
    ...(active === undefined ? {} : { activeVersion: active }),
    ...(rollout === undefined ? {} : { rollout }),
  };
}
