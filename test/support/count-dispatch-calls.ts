import type { CompiledWorkflow } from '../../lib/compiler/compiled-workflow.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { withFaultPoints } from '../reliability/fault-points.ts';
import { busEvent, leadCreated } from './bus-event.ts';
import { createEngineWorld } from './engine-world.ts';

/** Calls of ports, each of which is one AWS call in its adapter; the index is read beforehand, as it is in memory. */
export async function countDispatchCalls(
  manifest: Partial<CompiledWorkflow>,
  raw: object,
  prepare?: 'with consent' | 'after a run',
): Promise<readonly string[]> {
  const world = createEngineWorld();
  await world.activate(manifest);
  if (prepare === 'with consent') await world.records.put('contact', { id: 'contact-1', consents: ['marketing'] });
  const { runs, skippedRuns, activity, records, executions } = world;
  const counted = withFaultPoints({ runs, skippedRuns, activity, records, executions });
  const dispatch = createDispatchEvent({ ...world, ...counted.ports });
  await dispatch(busEvent('signalbox.crm', 'Ticket Created', { id: 'warm-up', detail: {} }));
  if (prepare === 'after a run') await dispatch(leadCreated({ id: 'before' }));
  counted.failAt(undefined);
  await dispatch(raw);
  return [...counted.calls];
}
