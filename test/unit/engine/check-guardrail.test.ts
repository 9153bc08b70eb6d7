import { describe, expect, test } from 'vitest';
import { createCheckGuardrail } from '../../../lib/engine/check-guardrail.ts';
import { armCounts } from '../../../lib/engine/runs/version-counts.ts';
import type { ArmCounts } from '../../../lib/ports/arm-counts.ts';
import { type Guardrail, liveStateChanged } from '../../../lib/ports/live-state-store.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const BEFORE = armCounts({ started: 50, succeeded: 40, failed: 10, converted: 5 });

/** A workflow that rolls version 2 out beside version 1, with this guardrail. */
async function rollingOut(guardrail: Guardrail | undefined, treatment: ArmCounts) {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  const live = await world.liveStates.get(workflow);
  if (live === undefined) throw new Error('not live');
  const counts = { control: armCounts({}), treatment: BEFORE };
  const startedAt = world.clock.iso();
  const rollout = {
    ...{ version: 2, percent: 20, salt: 'salt-1', startedAt, startedBy: 'ana@example.com' },
    ...(guardrail === undefined ? {} : { guardrail }),
    ...{ baseline: counts, shared: { at: startedAt, ...counts } },
  };
  await world.liveStates.put({ ...live, revision: live.revision + 1, rollout });
  const runIndex = { versionCounts: async () => ({ control: armCounts({}), treatment, variants: {} }) };
  return { world, workflow, check: createCheckGuardrail({ ...world, runIndex }) };
}

describe('V7 a guardrail', () => {
  test('whose bound of failures is passed reverts the rollout, on record and with an event', async () => {
    const since = armCounts({ started: 150, succeeded: 120, failed: 30 });
    const { world, workflow, check } = await rollingOut({ minRuns: 100, maxFailureRate: 0.1 }, since);
    const reason = '20 % of 100 runs failed; the bound is 10 %.';
    expect(await check(workflow)).toEqual({ kind: 'breached', reason });
    expect(await world.liveStates.get(workflow)).toMatchObject({ active: 1, changedBy: 'guardrail' });
    expect(await world.liveStates.get(workflow)).not.toHaveProperty('rollout');
    const [entry] = (await world.audit.list({ workflow }, { limit: 1 })).items;
    expect(entry).toMatchObject({
      ...{ action: 'rollout.reverted', by: 'guardrail', why: reason },
      ...{ from: { active: 1, rollout: { version: 2, percent: 20 } }, to: { active: 1, rollout: null } },
    });
    expect(world.put).toMatchObject([
      {
        detailType: 'Workflow Guardrail Breached',
        metadata: { idempotencyKey: `guardrail-${workflow}-salt-1` },
        data: { workflow: { id: workflow }, version: 2, active_version: 1, reason, runs: 100, failure_rate: 0.2 },
      },
    ]);
  });

  test('whose bound of conversions is not reached reverts it', async () => {
    const since = armCounts({ started: 150, succeeded: 140, failed: 10, converted: 9 });
    const { workflow, check } = await rollingOut({ minRuns: 100, minConversionRate: 0.05 }, since);
    const reason = '4 % of 100 runs reached the goal; the bound is 5 %.';
    expect(await check(workflow)).toEqual({ kind: 'breached', reason });
  });

  test('that is kept lets the rollout go on', async () => {
    const since = armCounts({ started: 150, succeeded: 130, failed: 20, converted: 10 });
    const { world, workflow, check } = await rollingOut(
      { minRuns: 100, maxFailureRate: 0.1, minConversionRate: 0.05 },
      since,
    );
    expect(await check(workflow)).toEqual({ kind: 'within' });
    expect(await world.liveStates.get(workflow)).toHaveProperty('rollout');
    expect(world.put).toEqual([]);
  });

  test('judges nothing before enough runs of this rollout have ended', async () => {
    const since = armCounts({ started: 200, open: 51, succeeded: 40, failed: 109 });
    const { workflow, check } = await rollingOut({ minRuns: 100, maxFailureRate: 0.1 }, since);
    expect(await check(workflow)).toEqual({ kind: 'too-few', ended: 99 });
  });

  test('of a rollout that has none, of no rollout and of no workflow judges nothing', async () => {
    const { world, workflow, check } = await rollingOut(undefined, BEFORE);
    const { workflow: settled } = await world.activate();
    for (const id of [workflow, settled, 'nobody']) expect(await check(id)).toEqual({ kind: 'none' });
  });

  test('leaves a live state alone that someone changes meanwhile, and tells of other failures', async () => {
    const since = armCounts({ started: 150, succeeded: 40, failed: 110 });
    const { world, workflow } = await rollingOut({ minRuns: 1, maxFailureRate: 0.1 }, since);
    const runIndex = { versionCounts: async () => ({ control: armCounts({}), treatment: since, variants: {} }) };
    const failing = (error: Error) =>
      createCheckGuardrail({
        ...world,
        runIndex,
        liveStates: { ...world.liveStates, put: () => Promise.reject(error) },
      });
    expect(await failing(liveStateChanged(workflow))(workflow)).toEqual({ kind: 'changed' });
    await expect(failing(new Error('no disk'))(workflow)).rejects.toThrow('no disk');
  });

  test('without an active version says so', async () => {
    const since = armCounts({ started: 150, succeeded: 40, failed: 110 });
    const { world, workflow, check } = await rollingOut({ minRuns: 1, maxFailureRate: 0.1 }, since);
    const live = await world.liveStates.get(workflow);
    if (live === undefined) throw new Error('not live');
    const { active: _, ...rest } = live;
    await world.liveStates.put({ ...rest, revision: live.revision + 1 });
    await check(workflow);
    expect(world.put).toMatchObject([{ data: { active_version: null } }]);
  });
});
