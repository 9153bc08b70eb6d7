import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { armCounts } from '../../../lib/engine/runs/version-counts.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { storeVersion, storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';

const nothing = { control: armCounts({}), treatment: armCounts({}) };

describe('V2 a staged rollout', () => {
  const stage = { version: 2, percent: 25 };

  test('takes a share of the new runs, with a salt of its own', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const guardrail = { minRuns: 100, maxFailureRate: 0.05 };
    const { live, actions } = await createChangeLive(world)({ workflow, rollout: { ...stage, guardrail }, by });
    expect(live).toMatchObject({ active: 1, covered: [1, 2], name: 'version 1', events: ['lead.created'] });
    expect(live.rollout).toEqual({
      ...{ ...stage, guardrail, salt: expect.any(String) },
      ...{ startedAt: world.clock.iso(), startedBy: by },
      ...{ baseline: nothing, shared: { at: world.clock.iso(), ...nothing } },
    });
    expect(actions).toEqual(['rollout.staged']);
    const [entry] = (await world.audit.list({ workflow }, { limit: 1 })).items;
    expect(entry).toMatchObject({ from: { active: 1, rollout: null }, to: { active: 1, rollout: stage } });
  });

  test('V7 remembers what its versions had counted before, and at each change of its share', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const counted = (started: number) => ({
      ...{ control: armCounts({ started }), treatment: armCounts({ started: started + 100 }) },
      variants: {},
    });
    let runs = 0;
    const versionCounts = async (_: string, version: number) => counted(version * 1000 + runs);
    const change = createChangeLive({ ...world, runIndex: { versionCounts } });
    const baseline = { control: armCounts({ started: 1000 }), treatment: armCounts({ started: 2100 }) };
    const staged = await change({ workflow, rollout: stage, by });
    expect(staged.live.rollout).toMatchObject({ baseline, shared: { at: world.clock.iso(), ...baseline } });
    runs = 10;
    world.clock.advance(1000);
    const { live } = await change({ workflow, rollout: { ...stage, percent: 50 }, by });
    const shared = { control: armCounts({ started: 1010 }), treatment: armCounts({ started: 2110 }) };
    expect(live.rollout).toMatchObject({ percent: 50, baseline, shared: { at: world.clock.iso(), ...shared } });
    runs = 20;
    const same = await change({ workflow, rollout: { ...stage, percent: 50, guardrail: { minRuns: 1 } }, by });
    expect(same.live.rollout).toMatchObject({ baseline, shared });
  });

  test('is raised with the same salt, and keeps its guardrail until that is changed', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    const guardrail = { minRuns: 10, minConversionRate: 0.1 };
    const { live: staged } = await change({ workflow, rollout: { ...stage, guardrail }, by });
    const raised = await change({ workflow, rollout: { version: 2, percent: 60 }, by });
    expect(raised.live.rollout).toEqual({ ...staged.rollout, percent: 60 });
    expect(raised.actions).toEqual(['rollout.changed']);
    const other = { ...guardrail, minRuns: 20 };
    const guarded = await change({ workflow, rollout: { version: 2, percent: 60, guardrail: other }, by });
    expect(guarded.live.rollout?.guardrail).toEqual(other);
    const free = await change({ workflow, rollout: { version: 2, percent: 60, guardrail: null }, by });
    expect(free.live.rollout).not.toHaveProperty('guardrail');
    expect((await change({ workflow, rollout: { version: 2, percent: 60 }, by })).actions).toEqual([]);
  });

  test.each([
    ['at 100 %', { rollout: { version: 2, percent: 100 } }],
    ['at 100 %, naming the control too', { version: 1, rollout: { version: 2, percent: 100 } }],
    ['by activating its version', { version: 2 }],
    ['by activating its version, with no rollout any more', { version: 2, rollout: null }],
  ])('is promoted %s', async (_, desired) => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    await change({ workflow, rollout: stage, by });
    const { live, actions } = await change({ workflow, ...desired, by });
    expect(live).toMatchObject({ active: 2, name: 'version 2', covered: [1, 2] });
    expect(live).not.toHaveProperty('rollout');
    expect(actions[0]).toMatch(/^rollout\.(promoted|reverted)$/);
    expect((await change({ workflow, ...desired, version: 2, by })).actions).toEqual([]);
  });

  test.each([
    ['at 0 %', { rollout: { version: 2, percent: 0 } }],
    ['by wanting none', { rollout: null }],
  ])('is reverted %s, and again changes nothing', async (_, desired) => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    await change({ workflow, rollout: stage, by });
    const { live, actions } = await change({ workflow, ...desired, by });
    expect(live).toMatchObject({ active: 1, covered: [1, 2] });
    expect(live).not.toHaveProperty('rollout');
    expect(actions).toEqual(['rollout.reverted']);
    expect((await change({ workflow, ...desired, by })).actions).toEqual([]);
  });

  test('that begins anew has another salt', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    const first = await change({ workflow, rollout: stage, by });
    await change({ workflow, rollout: null, by });
    const second = await change({ workflow, rollout: stage, by });
    expect(second.live.rollout?.salt).not.toBe(first.live.rollout?.salt);
  });

  test('gives way to another version when that is asked in so many words', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 3);
    const change = createChangeLive(world);
    await change({ workflow, rollout: stage, by });
    const { live, actions } = await change({ workflow, version: 3, rollout: null, by });
    expect(live.active).toBe(3);
    expect(actions).toEqual(['rollout.reverted', 'workflow.activated']);
  });

  test('may begin with the first activation', async () => {
    const world = createEngineWorld();
    const { workflow } = await storeVersion(world);
    await storeVersion(world, { workflow, name: 'second' });
    const { live } = await createChangeLive(world)({ workflow, version: 1, enabled: true, rollout: stage, by });
    expect(live).toMatchObject({ active: 1, enabled: true, rollout: stage, covered: [1, 2] });
  });
});

describe('illegal moves are conflicts that say what is allowed now', () => {
  const staged = { rollout: { version: 2, percent: 25 } };

  test.each([
    ['staging the active version', [], { rollout: { version: 1, percent: 10 } }, 'SB656', /stage another version/],
    ['the same, in a rollout', [staged], { rollout: { version: 1, percent: 10 } }, 'SB658', /promote it \(100\)/],
    [
      'promoting without a rollout',
      [],
      { rollout: { version: 2, percent: 100 } },
      'SB657',
      /activate it \(version: 2\)/,
    ],
    [
      'promoting another than staged',
      [staged],
      { rollout: { version: 3, percent: 100 } },
      'SB658',
      /version: 2, percent/,
    ],
    ['promoting the control', [staged], { rollout: { version: 1, percent: 100 } }, 'SB658', /revert it \(0\)/],
    ['staging beside a rollout', [staged], { rollout: { version: 3, percent: 10 } }, 'SB658', /version: 2, percent/],
    ['activating beside a rollout', [staged], { version: 3 }, 'SB658', /after that, activate/],
    [
      'promoting one, activating another',
      [staged],
      { version: 3, rollout: { version: 2, percent: 100 } },
      'SB658',
      /version: 2/,
    ],
    [
      'activating the staged one as it rolls',
      [staged],
      { version: 2, rollout: { version: 2, percent: 30 } },
      'SB658',
      /version: 2/,
    ],
  ] as const)('%s', async (_, before, desired, code, allowed) => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 3);
    const change = createChangeLive(world);
    for (const move of before) await change({ workflow, ...move, by });
    const seen = await world.liveStates.get(workflow);
    const moved = change({ workflow, ...desired, by });
    await expect(moved).rejects.toMatchObject({ code, kind: 'conflict', resolution: expect.stringMatching(allowed) });
    expect(await world.liveStates.get(workflow)).toEqual(seen);
  });

  test.each([
    ['enabling', { enabled: true }],
    ['rolling out', { rollout: { version: 1, percent: 10 } }],
  ])('%s where nothing is active', async (_, desired) => {
    const world = createEngineWorld();
    const { workflow } = await storeVersion(world);
    const moved = createChangeLive(world)({ workflow, ...desired, by });
    await expect(moved).rejects.toMatchObject({ code: 'SB659', resolution: expect.stringContaining('activate') });
  });

  test('activating what is archived, unless it is taken back', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const state = await world.liveStates.get(workflow);
    if (state !== undefined) await world.liveStates.put({ ...state, enabled: false, archived: true, revision: 2 });
    const change = createChangeLive(world);
    await expect(change({ workflow, version: 2, by })).rejects.toMatchObject({ code: 'SB660', kind: 'conflict' });
    const { live, actions } = await change({ workflow, version: 2, enabled: true, by });
    expect(live).toMatchObject({ active: 2, enabled: true, archived: false });
    expect(actions).toEqual(['workflow.activated', 'workflow.enabled']);
  });

  test.each([-1, 101, 0.5, Number.NaN])('%d is no percentage', async (percent) => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const moved = createChangeLive(world)({ workflow, rollout: { version: 2, percent }, by });
    await expect(moved).rejects.toMatchObject({ code: 'SB661', kind: 'invalid' });
  });

  test.each([{ enabled: true }, {}])('runs in flight are not disposed of while it is enabled', async (desired) => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const moved = createChangeLive(world)({ workflow, ...desired, inFlight: 'stop', by });
    await expect(moved).rejects.toMatchObject({ code: 'SB661', kind: 'invalid' });
  });
});
