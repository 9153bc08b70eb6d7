import { expect, test } from 'vitest';
import { createSweepVersions } from '../../../lib/engine/sweep-versions.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { storeVersions } from '../../support/stored-version.ts';

const DAY = 86_400;

test('the sweep gives up the oldest machines of a workflow that has come to many versions, and no others', async () => {
  const world = createEngineWorld();
  const many = await storeVersions(world, 6);
  const few = await storeVersions(world, 3);
  await world.liveStates.put(makeLiveState());
  world.clock.advance(180 * DAY);
  const sweep = createSweepVersions({ ...world, mostMachines: 4 });
  expect(await sweep()).toEqual({ finished: [], failures: [] });
  const retired = async (workflow: string) =>
    (await world.workflows.listVersions(workflow, { limit: 10 })).items.flatMap(({ version, retiredAt }) =>
      retiredAt === undefined ? [] : [version],
    );
  expect(await retired(many)).toEqual([3, 2]);
  expect(await retired(few)).toEqual([]);
  const { items } = await world.audit.list({ workflow: many }, { limit: 1 });
  expect(items).toMatchObject([{ action: 'version.retired', by: 'sweep' }]);
  expect(await sweep()).toEqual({ finished: [], failures: [] });
  expect(await retired(many)).toEqual([3, 2]);
});

test('one workflow’s trouble does not keep the others', async () => {
  const world = createEngineWorld();
  const [first, second] = [await storeVersions(world, 3), await storeVersions(world, 3)];
  world.clock.advance(180 * DAY);
  const retire = async (ref: string) => {
    if (ref.includes(first)) throw new Error('throttled');
    await world.machines.retire(ref);
  };
  const sweep = createSweepVersions({ ...world, machines: { retire }, mostMachines: 2 });
  expect((await sweep()).failures).toEqual([{ id: first, message: expect.stringContaining('throttled') }]);
  expect(await world.workflows.getManifest(second, 2)).toHaveProperty('retiredAt');
});
