import { describe, expect, test } from 'vitest';
import { createListWorkflows } from '../../../lib/engine/list-workflows.ts';
import { createShowWorkflow } from '../../../lib/engine/show-workflow.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { makeDraft, makeManifest } from '../../support/make-version.ts';

async function stored(world: EngineWorld, ...given: Parameters<typeof makeManifest>) {
  const compiled = makeManifest(...given);
  const { version } = await world.workflows.putVersion(makeDraft(compiled));
  return { workflow: compiled.workflow, version: version.version, by: 'ana@example.com' };
}

describe('looking at workflows', () => {
  test('R3 lists all that were activated, with numbers', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { active: _, ...state } = makeLiveState({ workflow: 'zz-never-active', enabled: false });
    await world.liveStates.put(state);
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

  test('V1 shows one that has a draft alone without any version', async () => {
    const world = createEngineWorld();
    const { active: _, ...state } = makeLiveState({ workflow: 'draft-alone', enabled: false });
    await world.liveStates.put(state);
    const view = await createShowWorkflow(world)({ workflow: 'draft-alone' });
    expect(view).toMatchObject({ live: { workflow: 'draft-alone' }, versions: [] });
    expect(view).not.toHaveProperty('shown');
  });
});
