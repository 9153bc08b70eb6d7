import type { CompiledWorkflow } from '../../lib/compiler/compiled-workflow.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import type { Run } from '../../lib/ports/run.ts';
import { leadCreated } from './bus-event.ts';
import type { EngineWorld } from './engine-world.ts';

/** Activates a workflow and starts a run of it for contact-1; still `pending` on record, as right after dispatch. */
export async function startRunIn(
  world: EngineWorld,
  manifest: Partial<CompiledWorkflow> = {},
  raw: object = leadCreated(),
): Promise<Run> {
  const { workflow } = await world.activate(manifest);
  const { outcomes } = await createDispatchEvent(world)(raw);
  const outcome = outcomes.find((one) => one.workflow === workflow);
  return storedRun(world, outcome !== undefined && 'runId' in outcome ? outcome.runId : '');
}

/** The run as it is on record. */
export async function storedRun(world: EngineWorld, id: string): Promise<Run> {
  const run = await world.runs.get(id);
  if (run === undefined) throw new Error(`there is no run ${id}`);
  return run;
}
