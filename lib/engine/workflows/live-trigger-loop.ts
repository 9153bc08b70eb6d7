import type { CompiledWorkflow } from '../../compiler/compiled-workflow.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { WorkflowStore } from '../../ports/workflow-store.ts';
import type { Issue } from '../../workflow/issue.ts';
import { findTriggerLoop } from './find-trigger-loop.ts';

/** What looking at the live workflows needs. */
export interface LiveTriggerLoopDeps {
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
}

/** R6: the ring in which the live workflows, with this one, could start each other, if there is one. */
export async function liveTriggerLoop(
  { liveStates, workflows }: LiveTriggerLoopDeps,
  compiled: CompiledWorkflow,
): Promise<readonly string[] | undefined> {
  const states = (await liveStates.list()).filter(({ archived, enabled }) => enabled && !archived);
  const live = await Promise.all(
    states.flatMap(({ workflow, active, rollout }) =>
      [active, rollout?.version].flatMap((version) =>
        version === undefined ? [] : [workflows.getManifest(workflow, version)],
      ),
    ),
  );
  return findTriggerLoop(
    compiled,
    live.flatMap((manifest) => manifest?.compiled ?? []),
  );
}

/** The warning about a ring of workflows. */
export function loopWarning(loop: readonly string[], file: string | undefined): Issue {
  const message = `${loop.join(' → ')}: these workflows may start each other. A chain of 10 is stopped. Filter one trigger with if, or cause another event.`;
  return { code: 'SB605', severity: 'warning', pointer: '/trigger', message, ...(file === undefined ? {} : { file }) };
}
