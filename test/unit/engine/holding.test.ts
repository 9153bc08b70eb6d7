import { describe, expect, test } from 'vitest';
import { createFireTimer } from '../../../lib/engine/fire-timer.ts';
import { createHoldStep } from '../../../lib/engine/hold-step.ts';
import { heldError, readHeld } from '../../../lib/engine/holding/held-error.ts';
import { createLiveHolding } from '../../../lib/engine/holding/live-holding.ts';
import { createReconcileRuns } from '../../../lib/engine/reconcile-runs.ts';
import { createRegisterWait } from '../../../lib/engine/register-wait.ts';
import { createReleaseHolds, createSweepHolds } from '../../../lib/engine/release-holds.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { makeHold } from '../../support/make-hold.ts';
import { factsOf, makeHeld, makeWaitFor } from '../../support/make-task.ts';
import { setLive } from '../../support/set-live.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

const HOLD = { enabled: false, inFlight: 'hold' } as const;

async function disabled() {
  const world = createEngineWorld();
  const run = await startRunIn(world);
  await setLive(world, run.workflow, HOLD);
  return { world, run, facts: factsOf(run) };
}

const caught = (error: Error) => ({
  Error: error.name,
  Cause: JSON.stringify({ errorType: error.name, errorMessage: error.message }),
});

describe('the error that keeps an action back', () => {
  test('says why, and until when', () => {
    const until = '2026-03-02T08:00:00.000Z';
    expect(readHeld(caught(heldError({ reason: 'disabled', message: 'not now' })))).toEqual({ reason: 'disabled' });
    expect(readHeld(caught(heldError({ reason: 'quiet_hours', message: 'At night.', until })))).toEqual({
      reason: 'quiet_hours',
      until,
    });
  });

  test('of someone else’s has no more to say', () => {
    expect(readHeld({ Error: 'Signalbox.Held' })).toEqual({ reason: 'held' });
    expect(readHeld({ Error: 'Signalbox.Held', Cause: 'later' })).toEqual({ reason: 'held' });
  });
});

describe('whether a workflow is held', () => {
  test('is asked once for each refresh', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    let reads = 0;
    const liveStates = {
      get: (id: string) => {
        reads += 1;
        return world.liveStates.get(id);
      },
    };
    const holding = createLiveHolding({ liveStates, clock: world.clock, refreshSeconds: 5 });
    for (let times = 0; times < 100; times += 1) expect(await holding.whyHeld(workflow)).toBeUndefined();
    expect(reads).toBe(1);
    await setLive(world, workflow, HOLD);
    expect(await holding.whyHeld(workflow)).toBeUndefined();
    world.clock.advance(5);
    expect(await holding.whyHeld(workflow)).toMatchObject({ reason: 'disabled' });
    expect(reads).toBe(2);
  });

  test('is known at once when it is not any more: a run that was let go on is not held again', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await setLive(world, workflow, HOLD);
    const holding = createLiveHolding({ ...world, refreshSeconds: 5 });
    expect(await holding.whyHeld(workflow)).toMatchObject({ reason: 'disabled' });
    await setLive(world, workflow, { enabled: true });
    expect(await holding.whyHeld(workflow)).toBeUndefined();
  });

  test('is so only while it is disabled so', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const why = (id = workflow) => createLiveHolding({ ...world, refreshSeconds: 5 }).whyHeld(id);
    expect(await why('unknown')).toBeUndefined();
    for (const inFlight of ['finish', 'stop'] as const) {
      await setLive(world, workflow, { enabled: false, inFlight });
      expect(await why()).toBeUndefined();
    }
    await setLive(world, workflow, { enabled: false });
    expect(await why()).toBeUndefined();
  });

  test('that could not be read is read again', async () => {
    const world = createEngineWorld();
    let fails = true;
    const get = async () => {
      if (fails) throw new Error('busy');
      return undefined;
    };
    const holding = createLiveHolding({ liveStates: { get }, clock: world.clock, refreshSeconds: 5 });
    await expect(holding.whyHeld('a')).rejects.toThrow('busy');
    fails = false;
    expect(await holding.whyHeld('a')).toBeUndefined();
  });
});

describe('an action that is kept back', () => {
  test('R1 pauses its run, with the reason', async () => {
    const { world, run, facts } = await disabled();
    await createHoldStep(world)(makeHeld(facts));
    const hold = { key: `${run.id}/welcome`, reason: 'disabled', at: world.clock.iso() };
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'paused', holds: [hold], waits: [] });
    expect(await world.heldSteps.list(run.workflow, { limit: 10 })).toMatchObject({
      items: [{ ...hold, step: 'welcome', token: 'token-1', endsAt: '2026-03-02T10:00:05.000Z' }],
    });
    expect(world.tokens.answers.size).toBe(0);
  });

  test('goes on when its workflow is enabled, with all that was held of the run', async () => {
    const { world, run, facts } = await disabled();
    const hold = createHoldStep(world);
    await hold(makeHeld(facts));
    await hold(makeHeld(facts, { step: 'other', token: 'token-2' }));
    expect(await createReleaseHolds(world)({ workflow: run.workflow })).toEqual({ finished: [], failures: [] });
    expect(world.tokens.answers.size).toBe(0);
    await setLive(world, run.workflow, { enabled: true });
    const { finished } = await createReleaseHolds(world)({ workflow: run.workflow });
    expect(finished).toEqual([`${run.id}/other`, `${run.id}/welcome`]);
    expect([...world.tokens.answers.keys()].sort()).toEqual(['token-1', 'token-2']);
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
  });

  test('may be released a few at a time', async () => {
    const { world, run, facts } = await disabled();
    for (const step of ['a', 'b', 'c']) await createHoldStep(world)(makeHeld(facts, { step, token: step }));
    await setLive(world, run.workflow, { enabled: true });
    const { finished } = await createReleaseHolds(world)({ workflow: run.workflow, most: 2 });
    expect(finished).toHaveLength(2);
    expect(await createSweepHolds(world)()).toEqual({ finished: [`${run.id}/c`], failures: [] });
  });

  test('that could not be released is named, and the others go on', async () => {
    const { world, run, facts } = await disabled();
    await createHoldStep(world)(makeHeld(facts));
    await world.heldSteps.put(makeHold({ workflow: run.workflow, key: 'broken', runId: 'broken', token: 'broken' }));
    await setLive(world, run.workflow, { enabled: true });
    const succeed: typeof world.tokens.succeed = (token, output) =>
      token === 'broken' ? Promise.reject(new Error('busy')) : world.tokens.succeed(token, output);
    const report = await createSweepHolds({ ...world, tokens: { ...world.tokens, succeed } })();
    expect(report).toEqual({
      finished: [`${run.id}/welcome`],
      failures: [{ id: 'broken', message: 'Error: busy' }],
    });
  });

  test('is left alone by the sweep while its workflow holds', async () => {
    const { world, facts } = await disabled();
    await createHoldStep(world)(makeHeld(facts));
    expect(await createSweepHolds(world)()).toEqual({ finished: [], failures: [] });
  });

  test('goes on at once where its workflow was enabled meanwhile', async () => {
    const { world, run, facts } = await disabled();
    await setLive(world, run.workflow, { enabled: true });
    await createHoldStep(world)(makeHeld(facts));
    expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
  });

  test('held anew is not taken off by who released it before', async () => {
    const { world, run, facts } = await disabled();
    await createHoldStep(world)(makeHeld(facts));
    const { items } = await world.heldSteps.list(run.workflow, { limit: 1 });
    world.clock.advance(60);
    await createHoldStep(world)(makeHeld(facts, { token: 'token-2' }));
    await setLive(world, run.workflow, { enabled: true });
    // A releaser that had listed the hold before it was put anew.
    const heldSteps = { ...world.heldSteps, list: async () => ({ items }) };
    await createReleaseHolds({ ...world, heldSteps })({ workflow: run.workflow });
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'paused', holds: [{ at: world.clock.iso() }] });
    expect((await world.heldSteps.list(run.workflow, { limit: 1 })).items).toMatchObject([{ token: 'token-2' }]);
  });

  test('of a run that has ended is forgotten when it is released', async () => {
    const { world, run } = await disabled();
    await world.heldSteps.put(makeHold({ workflow: run.workflow, runId: 'ended' }));
    await setLive(world, run.workflow, { enabled: true });
    await createSweepHolds(world)();
    expect(await world.heldSteps.list(run.workflow, { limit: 1 })).toEqual({ items: [] });
  });
});

describe('an action that is kept back until a time', () => {
  const until = '2026-03-02T08:00:00.000Z';
  const quiet = { held: caught(heldError({ reason: 'quiet_hours', message: 'At night.', until })) };

  async function quietNight() {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    await createHoldStep(world)(makeHeld(factsOf(run), quiet));
    return { world, run };
  }

  test('sets a timer, and is not released by enabling its workflow', async () => {
    const { world, run } = await quietNight();
    const key = `${run.id}/welcome`;
    expect(await storedRun(world, run.id)).toMatchObject({
      status: 'paused',
      holds: [{ reason: 'quiet_hours', until }],
    });
    expect([...world.scheduler.timers.values()]).toEqual([
      { id: `release ${key}`, at: until, task: { kind: 'release-hold', workflow: run.workflow, key } },
    ]);
    expect(await createSweepHolds(world)()).toEqual({ finished: [], failures: [] });
  });

  test('goes on when the timer fires, and not before; a second firing is harmless', async () => {
    const { world, run } = await quietNight();
    const [timer] = [...world.scheduler.timers.values()];
    const fire = async () => timer && createFireTimer(world)(timer.task);
    await fire();
    expect(world.tokens.answers.size).toBe(0);
    world.clock.set(until);
    await fire();
    await fire();
    expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
    expect(world.scheduler.timers.size).toBe(0);
  });

  test('goes on by the sweep where the timer got lost', async () => {
    const { world, run } = await quietNight();
    world.clock.set(until);
    expect((await createSweepHolds(world)()).finished).toEqual([`${run.id}/welcome`]);
  });
});

describe('a run that waits and is held at the same time', () => {
  test('is paused, and waits again once it is released', async () => {
    const { world, run, facts } = await disabled();
    await createRegisterWait(world)(makeWaitFor(facts));
    await createHoldStep(world)(makeHeld(facts));
    await createRegisterWait(world)(makeWaitFor(facts, { step: 'second', token: 'token-3' }));
    expect(await storedRun(world, run.id)).toMatchObject({
      status: 'paused',
      waits: [{ key: `${run.id}/reply` }, { key: `${run.id}/second` }],
    });
    await createHoldStep(world)(makeHeld(facts));
    await setLive(world, run.workflow, { enabled: true });
    await createSweepHolds(world)();
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'waiting', waits: [{}, {}] });
  });

  test('loses the waits that have timed out, and stays paused', async () => {
    const { world, run, facts } = await disabled();
    await createRegisterWait(world)(makeWaitFor(facts));
    await createHoldStep(world)(makeHeld(facts));
    await world.executions.start({ name: run.id, machineRef: run.machineRef, input: '{}' }).catch(() => undefined);
    world.clock.advance(7200);
    await createReconcileRuns(world)();
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'paused', waits: [] });
  });

  test('that was stopped is not paused any more', async () => {
    const { world, facts } = await disabled();
    await createHoldStep(world)(makeHeld({ ...facts, id: 'unknown' }));
    expect(await world.runs.get('unknown')).toBeUndefined();
  });
});
