import { expect, test } from 'vitest';
import type { CompiledGoal } from '../../../lib/compiler/compiled-workflow.ts';
import { createLiveWorkflows } from '../../../lib/engine/workflows/live-workflows.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const HOUR = 3_600_000;
const event = 'lead.status_changed';

/** What is listened for, so many hours after the last run of the only version has ended. */
async function awaitedAfter(hours: number, goal?: CompiledGoal) {
  const world = createEngineWorld();
  const { workflow } = await world.activate({ awaitedEvents: [event, 'message.received'], ...(goal && { goal }) });
  const live = await world.liveStates.get(workflow);
  if (live === undefined) throw new Error('not live');
  const { active: _, ...rest } = live;
  const idleSince = { 1: new Date(world.clock.now() - hours * HOUR).toISOString() };
  await world.liveStates.put({ ...rest, revision: live.revision + 1, enabled: false, covered: [], idleSince });
  const { awaited } = await createLiveWorkflows({ ...world, refreshSeconds: 1 }).index();
  return [...awaited].sort();
}

test('a version that has just become idle is listened for in full, since a run of it may have begun', async () => {
  expect(await awaitedAfter(1)).toEqual([event, 'message.received']);
});

test.each<[string, CompiledGoal | undefined, readonly string[]]>([
  ['P2 its goal, while that counts', { event, stop: false, withinSeconds: 86_400 }, [event]],
  ['nothing once its goal does not count', { event, stop: false, withinSeconds: 60 }, []],
  ['nothing where its goal counts while runs are open', { event, stop: false }, []],
  ['nothing without a goal', undefined, []],
])('later: %s', async (_, goal, awaited) => {
  expect(await awaitedAfter(3, goal)).toEqual(awaited);
});
