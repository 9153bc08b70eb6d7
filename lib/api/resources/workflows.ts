import type { CompiledWorkflow } from '../../compiler/compiled-workflow.ts';
import { createListWorkflows, type ListWorkflowsDeps } from '../../engine/list-workflows.ts';
import { createShowWorkflow, type ShowWorkflowDeps } from '../../engine/show-workflow.ts';
import type { AnswerOf } from '../contract/route.ts';
import type { workflowRoutes } from '../contract/workflows.ts';
import type { HandlersOf } from '../handler.ts';

/** What listing and showing workflows needs. */
export type WorkflowsDeps = ListWorkflowsDeps & ShowWorkflowDeps;

/** Workflows. */
export function createWorkflowResource(deps: WorkflowsDeps): HandlersOf<typeof workflowRoutes> {
  const listWorkflows = createListWorkflows(deps);
  const showWorkflow = createShowWorkflow(deps);
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
      const { compiled, source, origin } = shown;
      return {
        ...liveParts(live),
        ...{ id: workflow, name: live?.name ?? compiled.name, origin },
        ...{ version: shown.version, trigger: triggerOf(compiled), estimate: compiled.estimate, source },
        ...{ versions, counts },
      };
    },
  };
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
