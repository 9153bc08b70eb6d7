import type { EngineWorld } from './engine-world.ts';
import { makeLiveState } from './make-live-state.ts';
import { makeDraft, makeManifest } from './make-version.ts';

/** Stores a version of this manifest, of a workflow of which nothing is live yet. */
export async function storeVersion(world: EngineWorld, ...given: Parameters<typeof makeManifest>) {
  const compiled = makeManifest(...given);
  const { workflow } = compiled;
  const { version } = await world.workflows.putVersion(makeDraft(compiled));
  if ((await world.liveStates.get(workflow)) === undefined) {
    const { active: _, ...idle } = makeLiveState({ workflow, enabled: false, covered: [], events: [] });
    await world.liveStates.put({ ...idle, name: compiled.name });
  }
  return { workflow, version: version.version };
}

/** Stores versions 1, 2, 3 … of one workflow, called `version 1` and so on, and activates the first. */
export async function storeVersions(world: EngineWorld, count: number): Promise<string> {
  const { workflow } = await world.activate({ name: 'version 1' });
  for (let number = 2; number <= count; number += 1) {
    await storeVersion(world, { workflow, name: `version ${number}` });
  }
  return workflow;
}
