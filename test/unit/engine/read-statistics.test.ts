import { describe, expect, test } from 'vitest';
import { createReadStatistics } from '../../../lib/engine/read-statistics.ts';
import { armCounts } from '../../../lib/engine/runs/version-counts.ts';
import { countedSince } from '../../../lib/engine/statistics/arm-rates.ts';
import { requiredRuns } from '../../../lib/engine/statistics/required-runs.ts';
import type { ArmCounts } from '../../../lib/ports/arm-counts.ts';
import type { VersionCounts } from '../../../lib/ports/run-store.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const none: VersionCounts = { control: armCounts({}), treatment: armCounts({}), variants: {} };
const some = (started: number, converted: number, failed = 0): ArmCounts =>
  armCounts({ started, succeeded: started - failed, failed, converted });

/** A workflow with these counts by version, and a rollout of version 2 if one is asked for. */
async function worldWith(
  counted: Readonly<Record<number, Partial<VersionCounts>>>,
  { percent, upTo = [] }: { readonly percent?: number; readonly upTo?: readonly number[] } = {},
) {
  const world = createEngineWorld();
  const variants = upTo.map((bound, index) => ({ id: `variant_${index}`, upTo: bound }));
  const { workflow } = await world.activate({ experiments: upTo.length === 0 ? [] : [{ step: 'test', variants }] });
  const live = await world.liveStates.get(workflow);
  if (live === undefined) throw new Error('not live');
  if (percent !== undefined) {
    const at = world.clock.iso();
    const began = { control: armCounts({ started: 10, succeeded: 10 }), treatment: armCounts({}) };
    const rollout = { version: 2, percent, salt: 's', startedAt: at, startedBy: 'ana', baseline: began };
    await world.liveStates.put({
      ...live,
      revision: live.revision + 1,
      rollout: { ...rollout, shared: { at, ...began } },
    });
  }
  const versionCounts = async (_: string, version: number) => ({ ...none, ...counted[version] });
  const read = createReadStatistics({ ...world, runIndex: { ...world.runIndex, versionCounts } });
  return { world, workflow, read };
}

describe('V2 what the arms of a rollout came to', () => {
  test('since it began, compared, with the version of each', async () => {
    const { world, workflow, read } = await worldWith(
      { 1: { control: some(5010, 250, 50) }, 2: { treatment: some(5000, 350, 100) } },
      { percent: 50 },
    );
    const { rollout, version, arms, at } = await read({ workflow });
    expect({ version, at }).toEqual({ version: 1, at: world.clock.iso() });
    expect(arms?.control.counts.started).toBe(5010);
    expect(rollout).toMatchObject({ controlVersion: 1, treatmentVersion: 2, percent: 50 });
    expect(rollout?.control.counts).toMatchObject({ started: 5000, converted: 250, failed: 50 });
    expect(rollout?.control.conversionRate?.value).toBeCloseTo(0.05, 10);
    expect(rollout?.control.failureRate?.value).toBeCloseTo(0.01, 10);
    expect(rollout?.conversion?.lift?.value).toBeCloseTo(0.4, 10);
    expect(rollout?.conversion?.significant).toBe(true);
    expect(rollout?.failure?.difference.value).toBeCloseTo(0.01, 10);
    expect(rollout?.sampleRatio?.mismatch).toBe(false);
  });

  test('with an alarm for a split that is not as asked, and a warning against peeking', async () => {
    const { workflow, read } = await worldWith(
      { 1: { control: some(5010, 250) }, 2: { treatment: some(4000, 200) } },
      { percent: 50 },
    );
    const { rollout } = await read({ workflow });
    expect(rollout?.sampleRatio?.mismatch).toBe(true);
    expect(rollout?.warnings.map(({ code }) => code)).toEqual(['sample-ratio', 'peeking']);
    expect(rollout?.warnings[1]?.message).toContain('the smallest has 4000');
  });

  test('before there are any', async () => {
    const { workflow, read } = await worldWith({}, { percent: 10 });
    const { rollout } = await read({ workflow });
    expect(rollout).not.toHaveProperty('conversion');
    expect(rollout).not.toHaveProperty('sampleRatio');
    expect(rollout?.control).toEqual({ counts: armCounts({}) });
    expect(rollout?.warnings).toMatchObject([{ code: 'peeking' }]);
  });

  test('with enough runs there is no warning', async () => {
    const { workflow, read } = await worldWith(
      { 1: { control: some(40_010, 20_000) }, 2: { treatment: some(10_000, 5_000) } },
      { percent: 20 },
    );
    expect((await read({ workflow })).rollout?.warnings).toEqual([]);
  });
});

describe('F5 what the variants of an experiment came to', () => {
  test('against the hold-out, which gets what they leave', async () => {
    const test = { variant_0: some(4500, 450), variant_1: some(4500, 600), hold_out: some(1000, 80) };
    const { workflow, read } = await worldWith({ 1: { variants: { test } } }, { upTo: [0.45, 0.9] });
    const [experiment] = (await read({ workflow })).experiments;
    expect(experiment).toMatchObject({ step: 'test', comparedWith: 'hold_out', sampleRatio: { mismatch: false } });
    expect(experiment?.variants.map(({ variant, share }) => [variant, Math.round(share * 100)])).toEqual([
      ['variant_0', 45],
      ['variant_1', 45],
      ['hold_out', 10],
    ]);
    expect(experiment?.variants[1]?.conversion?.significant).toBe(true);
    expect(experiment?.variants[2]).not.toHaveProperty('conversion');
  });

  test('against the first where nobody is held out, and nobody drew one yet', async () => {
    const test = { variant_0: some(900, 90) };
    const { workflow, read } = await worldWith({ 1: { variants: { test } } }, { upTo: [0.5, 1] });
    const [experiment] = (await read({ workflow })).experiments;
    expect(experiment).toMatchObject({ comparedWith: 'variant_0', sampleRatio: { mismatch: true } });
    expect(experiment?.variants.map(({ variant }) => variant)).toEqual(['variant_0', 'variant_1']);
    expect(experiment?.warnings.map(({ code }) => code)).toEqual(['sample-ratio', 'peeking']);
  });

  test('before anybody drew one', async () => {
    const { workflow, read } = await worldWith({}, { upTo: [0.5, 1] });
    const [experiment] = (await read({ workflow })).experiments;
    expect(experiment?.variants.map(({ counts }) => counts.started)).toEqual([0, 0]);
    expect(experiment).not.toHaveProperty('sampleRatio');
  });

  test('of a version that never was', async () => {
    const { workflow, read } = await worldWith({});
    await expect(read({ workflow, version: 9 })).rejects.toMatchObject({ code: 'SB602' });
  });
});

test('a workflow without an active version has its numbers alone', async () => {
  const { world, workflow, read } = await worldWith({}, { percent: 10 });
  const live = await world.liveStates.get(workflow);
  if (live === undefined) throw new Error('not live');
  const { active: _, ...rest } = live;
  await world.liveStates.put({ ...rest, revision: live.revision + 1 });
  const statistics = await read({ workflow });
  expect(statistics).toEqual({ workflow, at: world.clock.iso(), counts: expect.anything(), experiments: [] });
});

test('runs that were open when a rollout began and have ended since are counted as started', () => {
  const before = armCounts({ started: 10, open: 10 });
  const now = armCounts({ started: 12, open: 2, succeeded: 8, failed: 2 });
  expect(countedSince(now, before)).toEqual(armCounts({ started: 10, succeeded: 8, failed: 2 }));
});

test.each([
  [0.05, 29_826],
  [0.5, 1_570],
])('a share of %d needs %d runs on each side', (share, runs) => {
  expect(requiredRuns(share)).toBe(runs);
});

test('a share of none or all needs no number', () => {
  expect(requiredRuns(0)).toBeUndefined();
  expect(requiredRuns(1)).toBeUndefined();
});
