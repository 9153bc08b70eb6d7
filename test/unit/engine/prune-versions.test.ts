import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createPruneVersions } from '../../../lib/engine/prune-versions.ts';
import { createReconcileRuns } from '../../../lib/engine/reconcile-runs.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { conflict } from '../../../lib/errors/app-error.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { startRunIn } from '../../support/started-run.ts';
import { storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';
const DAY = 86_400;

/** Versions 1 to 5, published half a year ago; the first is active. */
async function old(world: EngineWorld): Promise<string> {
  const workflow = await storeVersions(world, 5);
  const { items } = await world.workflows.listVersions(workflow, { limit: 10 });
  for (const { machineRef, version } of items) {
    await world.workflows.changeVersion(workflow, version, { machineRef });
    await world.machines.publish({ workflow, hash: machineRef.split(':')[2] ?? '', asl: {}, description: '' });
  }
  world.clock.advance(180 * DAY);
  return workflow;
}

describe('pruning versions', () => {
  test('gives up the machines of those that no run uses, and keeps their texts', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    await createChangeLive(world)({ workflow, rollout: { version: 3, percent: 10 }, by });
    const report = await createPruneVersions(world)({ workflow, by, why: 'spring' });
    expect(report).toEqual({
      retired: [2, 4],
      kept: [
        { version: 1, reason: 'active' },
        { version: 3, reason: 'staged' },
        { version: 5, reason: 'newest' },
      ],
    });
    expect(world.machines.there.size).toBe(3);
    expect(await world.workflows.getVersion(workflow, 2)).toMatchObject({ retiredAt: world.clock.iso() });
    expect(await world.liveStates.get(workflow)).toMatchObject({ active: 1, revision: 3 });
    const { items } = await world.audit.list({ workflow }, { limit: 2 });
    expect(items).toMatchObject([
      { action: 'version.retired', by, why: 'spring', to: { version: 4 } },
      { action: 'version.retired', to: { version: 2 } },
    ]);
    expect(await createPruneVersions(world)({ workflow, by })).toEqual({ ...report, retired: [] });
  });

  test('only says what it would do, when asked for no more', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const report = await createPruneVersions(world)({ workflow, by, dryRun: true });
    expect(report.retired).toEqual([2, 3, 4]);
    expect(world.machines.there.size).toBe(5);
  });

  test('leaves as many as are to stay, the newest of them', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const report = await createPruneVersions(world)({ workflow, by, keep: 4 });
    expect(report.retired).toEqual([2]);
    expect(report.kept).toContainEqual({ version: 3, reason: 'spare' });
  });

  test('keeps a machine that a version which stays has as well, and gives up one that two had once', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const refs = new Map([1, 2, 3, 4].map((version) => [version, version < 3 ? 'machine:one' : 'machine:two']));
    for (const [version, machineRef] of refs) await world.workflows.changeVersion(workflow, version, { machineRef });
    const retired: string[] = [];
    const machines = {
      retire: async (ref: string) => {
        retired.push(ref);
      },
    };
    const report = await createPruneVersions({ ...world, machines })({ workflow, by });
    expect(report.kept).toContainEqual({ version: 2, reason: 'shared' });
    expect(report.retired).toEqual([3, 4]);
    expect(retired).toEqual(['machine:two']);
    for (const [version, machineRef] of refs) await world.workflows.changeVersion(workflow, version, { machineRef });
    const fewer = await createPruneVersions({ ...world, machines })({ workflow, by, keep: 4 });
    expect(fewer).toMatchObject({ retired: [], kept: expect.arrayContaining([{ version: 3, reason: 'spare' }]) });
  });

  test('keeps a version with an open run, and for 14 days after its end', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    const { workflow, id } = run;
    await world.activate({ workflow, name: 'second' });
    await world.activate({ workflow, name: 'third' });
    world.clock.advance(180 * DAY);
    const prune = createPruneVersions(world);
    const reconcile = createReconcileRuns(world);
    await reconcile();
    expect((await prune({ workflow, by })).kept).toContainEqual({ version: 1, reason: 'open' });
    world.executions.end(id, { status: 'FAILED' });
    const startedAt = world.clock.iso();
    await createRecordStatus(world)({ name: id, status: 'FAILED', startedAt, redrives: 0 });
    await reconcile();
    expect((await world.liveStates.get(workflow))?.idleSince).toMatchObject({ 1: world.clock.iso() });
    world.clock.advance(14 * DAY);
    expect((await prune({ workflow, by })).kept).toContainEqual({ version: 1, reason: 'redrivable' });
    world.clock.advance(1);
    expect((await prune({ workflow, by })).retired).toEqual([1, 2]);
    expect((await world.liveStates.get(workflow))?.idleSince).toHaveProperty('1');
  });

  test('keeps what Step Functions still runs, whatever the records say', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const stored = await world.workflows.getManifest(workflow, 2);
    await world.executions.start({ machineRef: stored?.machineRef ?? '', name: 'stray', input: '{}' });
    const report = await createPruneVersions(world)({ workflow, by });
    expect(report.retired).toEqual([3, 4]);
    expect(report.kept).toContainEqual({ version: 2, reason: 'open' });
  });

  test('takes everything back when someone makes a version live at this moment', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const put = async () => {
      throw conflict({ code: 'SB611', message: 'changed', resolution: 'look again' });
    };
    const prune = createPruneVersions({ ...world, liveStates: { ...world.liveStates, put } });
    await expect(prune({ workflow, by })).rejects.toMatchObject({ code: 'SB611' });
    expect(world.machines.there.size).toBe(5);
    expect(await world.workflows.getManifest(workflow, 2)).not.toHaveProperty('retiredAt');
    const broken = async () => {
      throw new Error('no disk');
    };
    const failing = createPruneVersions({ ...world, liveStates: { ...world.liveStates, put: broken } });
    await expect(failing({ workflow, by })).rejects.toThrow('no disk');
    expect(world.machines.there.size).toBe(5);
  });

  test('P2 remembers since when versions are idle, for goals that come late, until none can come', async () => {
    const world = createEngineWorld();
    const workflow = await old(world);
    const state = await world.liveStates.get(workflow);
    const idleSince = { 2: '2024-08-01T00:00:00.000Z', 3: '2026-08-01T00:00:00.000Z' };
    if (state !== undefined) await world.liveStates.put({ ...state, revision: 2, idleSince });
    expect((await createPruneVersions(world)({ workflow, by })).retired).toEqual([2, 3, 4]);
    expect((await world.liveStates.get(workflow))?.idleSince).toEqual({ 3: idleSince[3] });
  });
});
