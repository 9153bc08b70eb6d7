import type { LiveState, LiveStateStore } from '../../lib/ports/live-state-store.ts';

/** Enables a workflow, or disables it in some way, as if an operator did. */
export async function setLive(
  { liveStates }: { readonly liveStates: Pick<LiveStateStore, 'get' | 'put'> },
  workflow: string,
  wanted: Pick<LiveState, 'enabled' | 'inFlight'>,
): Promise<void> {
  const current = await liveStates.get(workflow);
  if (current === undefined) throw new Error(`${workflow} is not live`);
  const { inFlight: _, ...rest } = current;
  await liveStates.put({ ...rest, ...wanted, revision: current.revision + 1 });
}
