import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { storeVersion, storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';

/** What is on record of a workflow, oldest first. */
async function recordOf(world: EngineWorld, workflow: string) {
  const { items } = await world.audit.list({ workflow }, { limit: 100 });
  return items.toReversed();
}

describe('V1 activating a version', () => {
  test('subscribes every event it names, then makes it live', async () => {
    const world = createEngineWorld();
    const stored = await storeVersion(world, { awaitedEvents: ['message.received', 'lead.created'], name: 'Greet' });
    const { live, actions } = await createChangeLive(world)({ ...stored, enabled: true, by });
    expect(live).toEqual({
      ...{ workflow: stored.workflow, revision: 2, name: 'Greet', origin: 'api', enabled: true, archived: false },
      ...{ active: 1, covered: [1], events: ['lead.created', 'message.received'] },
      ...{ changedAt: world.clock.iso(), changedBy: by },
    });
    expect(actions).toEqual(['workflow.activated', 'workflow.enabled']);
    expect(await world.liveStates.get(stored.workflow)).toEqual(live);
    expect(world.subscribed).toEqual(new Set(['lead.created', 'message.received']));
  });

  test('V3 is on record: who, when, from what, to what, why', async () => {
    const world = createEngineWorld();
    const stored = await storeVersion(world);
    await createChangeLive(world)({ ...stored, enabled: true, by, why: 'the launch' });
    const asked = { id: expect.any(String), workflow: stored.workflow, at: world.clock.iso(), by, why: 'the launch' };
    const [off, on] = [false, true].map((enabled) => ({ enabled, archived: false }));
    expect(await recordOf(world, stored.workflow)).toEqual([
      { ...asked, action: 'workflow.activated', from: { active: null }, to: { active: 1 } },
      { ...asked, action: 'workflow.enabled', from: off, to: on },
    ]);
  });

  test('V3 a past one again keeps what runs of the others may wait for', async () => {
    const world = createEngineWorld();
    const change = createChangeLive(world);
    const first = await storeVersion(world, { awaitedEvents: ['message.received'], name: 'first' });
    await change({ ...first, enabled: true, by });
    const second = await storeVersion(world, { workflow: first.workflow, name: 'second' });
    expect((await change({ ...second, by })).live).toMatchObject({ active: 2, covered: [1, 2], name: 'second' });
    expect((await change({ ...first, by })).live).toMatchObject({
      ...{ revision: 4, active: 1, covered: [1, 2], name: 'first', enabled: true },
      events: ['lead.created', 'message.received'],
    });
  });

  test('again changes nothing and leaves no record, whatever revision was seen', async () => {
    const world = createEngineWorld();
    const change = createChangeLive(world);
    const stored = await storeVersion(world);
    const { live } = await change({ ...stored, enabled: true, by });
    expect(await change({ ...stored, enabled: true, by, revision: 1 })).toEqual({ live, actions: [] });
    expect(await recordOf(world, stored.workflow)).toHaveLength(2);
  });

  test('that was idle since is no longer', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 3);
    const state = await world.liveStates.get(workflow);
    const idleSince = { 2: '2026-02-01T00:00:00.000Z', 3: '2026-02-02T00:00:00.000Z' };
    if (state !== undefined) await world.liveStates.put({ ...state, revision: 2, idleSince });
    const { live } = await createChangeLive(world)({ workflow, version: 2, by });
    expect(live.idleSince).toEqual({ 3: idleSince[3] });
    expect((await createChangeLive(world)({ workflow, version: 3, by })).live).not.toHaveProperty('idleSince');
  });

  test.each(['', 'the first'])(
    'whose machine was given up brings it back first, described as %j',
    async (description) => {
      const world = createEngineWorld();
      const { workflow, version } = await storeVersion(world);
      const retiredAt = '2026-02-01T00:00:00.000Z';
      await world.workflows.changeVersion(workflow, version, { retiredAt });
      await world.workflows.changeVersion(workflow, version, { description });
      await createChangeLive(world)({ workflow, version, by });
      const stored = await world.workflows.getManifest(workflow, version);
      expect(stored).not.toHaveProperty('retiredAt');
      expect(world.machines.there).toEqual(new Set([stored?.machineRef]));
      expect((await recordOf(world, workflow)).map(({ action }) => action)).toEqual([
        'version.restored',
        'workflow.activated',
      ]);
    },
  );

  test('is told on a stale state', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world)({ workflow, version: 2, by, revision: 7 });
    await expect(change).rejects.toMatchObject({ code: 'SB611', kind: 'conflict' });
    expect(await recordOf(world, workflow)).toEqual([]);
  });
});

describe('V1 what cannot be activated, and is told before anything changes', () => {
  test('a workflow or a version that does not exist', async () => {
    const world = createEngineWorld();
    const change = createChangeLive(world);
    await expect(change({ workflow: 'w', version: 1, by })).rejects.toMatchObject({ code: 'SB601' });
    const { workflow } = await storeVersion(world);
    await expect(change({ workflow, version: 2, by })).rejects.toMatchObject({ code: 'SB602', kind: 'not-found' });
  });

  test('a version that is gone while its machine is brought back', async () => {
    const world = createEngineWorld();
    const { workflow, version } = await storeVersion(world);
    await world.workflows.changeVersion(workflow, version, { retiredAt: world.clock.iso() });
    const workflows = { ...world.workflows, getVersion: async () => undefined };
    const change = createChangeLive({ ...world, workflows })({ workflow, version, by });
    await expect(change).rejects.toMatchObject({ code: 'SB602' });
  });

  test.each([
    { kind: 'schedule', expression: 'rate(1 day)', zone: 'UTC' } as const,
    {
      kind: 'date',
      field: { root: 'contact', segments: ['birthday'] },
      at: '00:00',
      repeat: 'once',
      zone: 'UTC',
    } as const,
  ])('one that is triggered by a $kind, for now', async (trigger) => {
    const world = createEngineWorld();
    const change = createChangeLive(world)({ ...(await storeVersion(world, { trigger })), by });
    await expect(change).rejects.toMatchObject({ code: 'SB612', kind: 'conflict' });
    await expect(change).rejects.toThrow(trigger.kind);
  });

  test('one whose event has left the catalogue', async () => {
    const world = createEngineWorld();
    const change = createChangeLive(world)({ ...(await storeVersion(world, { awaitedEvents: ['gone.event'] })), by });
    await expect(change).rejects.toMatchObject({ code: 'SB614', kind: 'conflict' });
    expect(world.subscribed.size).toBe(0);
  });

  test('one past 300 event types on the bus; the same types again are none more', async () => {
    const world = createEngineWorld();
    const full = await storeVersion(world);
    const names = Array.from({ length: 300 }, (_, index) => `custom.event_${index}`);
    await world.liveStates.put(makeLiveState({ archived: true, events: [...names.slice(1), 'lead.created'] }));
    const change = createChangeLive(world);
    expect((await change({ ...full, by })).live).toMatchObject({ active: 1 });
    const over = await storeVersion(world, { awaitedEvents: ['message.received'] });
    await expect(change({ ...over, by })).rejects.toMatchObject({ code: 'SB613', kind: 'conflict' });
  });
});

describe('V4 enabling and disabling', () => {
  function changing(world: EngineWorld) {
    const told: string[] = [];
    const change = createChangeLive({
      ...world,
      releaseHolds: async (workflow) => {
        told.push(`release ${workflow}`);
      },
      stopRuns: async ({ workflow, by: who, why }) => {
        told.push(`stop ${workflow} ${who} ${why}`);
      },
    });
    return { told, change };
  }

  test('lets runs in flight finish by default, and each is done once', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { change } = changing(world);
    expect((await change({ workflow, enabled: true, by })).live).toMatchObject({ revision: 1 });
    const off = await change({ workflow, enabled: false, by });
    expect(off.live).toMatchObject({ enabled: false, inFlight: 'finish', active: 1, revision: 2 });
    expect((await change({ workflow, enabled: false, by })).live).toEqual(off.live);
    const { live, actions } = await change({ workflow, enabled: true, by });
    expect(live).toMatchObject({ enabled: true, revision: 3 });
    expect(live).not.toHaveProperty('inFlight');
    expect(actions).toEqual(['workflow.enabled']);
    expect((await recordOf(world, workflow)).at(-1)).toMatchObject({
      from: { enabled: false, inFlight: 'finish' },
      to: { enabled: true },
    });
  });

  test('holds runs until it is enabled, or they may finish after all', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { change, told } = changing(world);
    await change({ workflow, enabled: false, inFlight: 'hold', by });
    expect(told).toEqual([]);
    await change({ workflow, inFlight: 'finish', by });
    expect(told).toEqual([`release ${workflow}`]);
    await change({ workflow, enabled: false, inFlight: 'hold', by });
    await change({ workflow, enabled: true, by });
    expect(told).toEqual([`release ${workflow}`, `release ${workflow}`]);
  });

  test('stops runs, and again when it is asked again, so that a stop that was cut off goes on', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { change, told } = changing(world);
    const request = { workflow, enabled: false, inFlight: 'stop', by, why: 'wrong price' } as const;
    await change(request);
    expect((await change(request)).actions).toEqual([]);
    const stop = `stop ${workflow} ${by} wrong price`;
    expect(told).toEqual([stop, stop]);
  });

  test('keeps what is done with runs in flight while other things change', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    await change({ workflow, enabled: false, inFlight: 'hold', by });
    expect((await change({ workflow, version: 2, by })).live).toMatchObject({ active: 2, inFlight: 'hold' });
    expect((await change({ workflow, enabled: false, by })).actions).toEqual([]);
    expect((await change({ workflow, enabled: false, inFlight: 'stop', by })).actions).toEqual(['workflow.disabled']);
  });

  test('of a state that older releases wrote, finishing is what happens', async () => {
    const world = createEngineWorld();
    const state = makeLiveState({ enabled: false });
    await world.liveStates.put(state);
    const change = createChangeLive(world);
    expect((await change({ workflow: state.workflow, enabled: false, inFlight: 'finish', by })).actions).toEqual([]);
  });
});
