import { describe, expect, test } from 'vitest';
import { createActivateWorkflow } from '../../../lib/engine/activate-workflow.ts';
import { createChangeLiveState } from '../../../lib/engine/change-live-state.ts';
import { createListWorkflows } from '../../../lib/engine/list-workflows.ts';
import { createShowWorkflow } from '../../../lib/engine/show-workflow.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeDraft, makeManifest } from '../../support/make-version.ts';

async function stored(world: EngineWorld, ...given: Parameters<typeof makeManifest>) {
  const compiled = makeManifest(...given);
  const { version } = await world.workflows.putVersion(makeDraft(compiled));
  return { workflow: compiled.workflow, version: version.version, by: 'ana@example.com' };
}

describe('V1 activating a version', () => {
  test('subscribes every event it names, then makes it live', async () => {
    const world = createEngineWorld();
    const request = await stored(world, { awaitedEvents: ['message.received', 'lead.created'] });
    const live = await createActivateWorkflow(world)(request);
    expect(live).toEqual({
      workflow: request.workflow,
      revision: 1,
      enabled: true,
      archived: false,
      active: 1,
      covered: [1],
      events: ['lead.created', 'message.received'],
      changedAt: world.clock.iso(),
      changedBy: 'ana@example.com',
    });
    expect(await world.liveStates.get(request.workflow)).toEqual(live);
    expect(world.subscribed).toEqual(new Set(['lead.created', 'message.received']));
  });

  test('again changes nothing; another one keeps what runs of the first may wait for', async () => {
    const world = createEngineWorld();
    const activate = createActivateWorkflow(world);
    const first = await stored(world, { awaitedEvents: ['message.received'] });
    const live = await activate(first);
    expect(await activate(first)).toEqual(live);
    const second = await stored(world, { workflow: first.workflow, name: 'second' });
    expect(await activate(second)).toMatchObject({
      revision: 2,
      active: 2,
      covered: [1, 2],
      events: ['lead.created', 'message.received'],
    });
  });

  test('enables and takes back what was disabled or archived', async () => {
    const world = createEngineWorld();
    const activate = createActivateWorkflow(world);
    const request = await stored(world);
    await activate(request);
    const change = createChangeLiveState(world);
    await change({ workflow: request.workflow, change: 'archive', by: 'deployment' });
    expect(await activate(request)).toMatchObject({ enabled: true, archived: false, revision: 3 });
    await change({ workflow: request.workflow, change: 'disable', by: 'ana@example.com' });
    expect(await activate(request)).toMatchObject({ enabled: true, revision: 5 });
  });

  test('that does not exist is not found', async () => {
    const activate = createActivateWorkflow(createEngineWorld());
    await expect(activate({ workflow: 'w', version: 1, by: 'x' })).rejects.toMatchObject({ code: 'SB602' });
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
  ])('that is triggered by a $kind is refused for now', async (trigger) => {
    const world = createEngineWorld();
    const activation = createActivateWorkflow(world)(await stored(world, { trigger }));
    await expect(activation).rejects.toMatchObject({ code: 'SB612', kind: 'conflict' });
    await expect(activation).rejects.toThrow(trigger.kind);
  });

  test('whose event has left the catalogue is refused', async () => {
    const world = createEngineWorld();
    const activation = createActivateWorkflow(world)(await stored(world, { awaitedEvents: ['gone.event'] }));
    await expect(activation).rejects.toMatchObject({ code: 'SB614', kind: 'conflict' });
    expect(world.subscribed.size).toBe(0);
  });

  test('past 300 event types on the bus is refused, and the same types again are not', async () => {
    const world = createEngineWorld();
    const full = await stored(world);
    const names = Array.from({ length: 300 }, (_, index) => `custom.event_${index}`);
    const state = {
      revision: 1,
      enabled: true,
      archived: true,
      covered: [],
      changedAt: world.clock.iso(),
      changedBy: 'x',
    };
    await world.liveStates.put({ ...state, workflow: 'busy', events: [...names.slice(1), 'lead.created'] });
    const activate = createActivateWorkflow(world);
    expect(await activate(full)).toMatchObject({ active: 1 });
    const over = await stored(world, { awaitedEvents: ['message.received'] });
    await expect(activate(over)).rejects.toMatchObject({ code: 'SB613', kind: 'conflict' });
  });
});

describe('V4 changing what runs', () => {
  test('disables, enables and archives, each once', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const change = createChangeLiveState(world);
    const by = 'ana@example.com';
    expect(await change({ workflow, change: 'enable', by })).toMatchObject({ revision: 1 });
    expect(await change({ workflow, change: 'disable', by })).toMatchObject({ enabled: false, revision: 2 });
    expect(await change({ workflow, change: 'disable', by })).toMatchObject({ revision: 2 });
    expect(await change({ workflow, change: 'archive', by })).toMatchObject({ archived: true, revision: 3 });
    expect(await change({ workflow, change: 'disable', by })).toMatchObject({ archived: true, revision: 3 });
    expect(await change({ workflow, change: 'enable', by })).toMatchObject({
      enabled: true,
      archived: false,
      revision: 4,
    });
  });

  test('of a workflow that was never activated is not found', async () => {
    const change = createChangeLiveState(createEngineWorld())({ workflow: 'w', change: 'disable', by: 'x' });
    await expect(change).rejects.toMatchObject({ code: 'SB601', kind: 'not-found' });
  });
});

describe('looking at workflows', () => {
  test('R3 lists all that were activated, with numbers', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const state = {
      revision: 1,
      enabled: false,
      archived: false,
      covered: [],
      events: [],
      changedAt: '',
      changedBy: '',
    };
    await world.liveStates.put({ ...state, workflow: 'zz-never-active' });
    const [one, two] = await createListWorkflows(world)();
    expect(one).toMatchObject({ live: { workflow }, active: { version: 1 }, counts: { started: 0 } });
    expect(two).not.toHaveProperty('active');
  });

  test('V3 shows one with its versions: the active one, the one asked for, or the newest', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await world.workflows.putVersion(makeDraft(makeManifest({ workflow, name: 'second' })));
    const show = createShowWorkflow(world);
    const view = await show({ workflow });
    expect(view).toMatchObject({
      live: { active: 1 },
      shown: { version: 1 },
      versions: [{ version: 2 }, { version: 1 }],
    });
    expect(await show({ workflow, version: 2 })).toMatchObject({ shown: { version: 2 } });
    const { workflow: draft } = await stored(world);
    const inactive = await show({ workflow: draft });
    expect(inactive).toMatchObject({ shown: { version: 1 } });
    expect(inactive).not.toHaveProperty('live');
    await expect(show({ workflow, version: 9 })).rejects.toMatchObject({ code: 'SB602' });
    await expect(show({ workflow: 'unknown' })).rejects.toMatchObject({ code: 'SB601' });
  });
});
