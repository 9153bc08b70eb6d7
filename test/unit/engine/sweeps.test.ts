import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createReconcileRuns } from '../../../lib/engine/reconcile-runs.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createRegisterWait } from '../../../lib/engine/register-wait.ts';
import { createStartRun } from '../../../lib/engine/start-run.ts';
import { createStopRun } from '../../../lib/engine/stop-run.ts';
import { createSweepUnstarted } from '../../../lib/engine/sweep-unstarted.ts';
import { notFound, transient } from '../../../lib/errors/app-error.ts';
import { leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { factsOf, makeWaitFor } from '../../support/make-task.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';
import { storeVersion, storeVersions } from '../../support/stored-version.ts';

const busy = () => Promise.reject(transient({ code: 'SB911', message: 'busy' }));
const gone = () => Promise.reject(notFound({ code: 'SB914', message: 'gone', resolution: 'none' }));

/** A run that was put and never started. */
async function pendingRun(world: EngineWorld): Promise<string> {
  const { start } = world.executions;
  Object.assign(world.executions, { start: busy });
  await startRunIn(world).catch(() => undefined);
  Object.assign(world.executions, { start });
  const [run] = await world.runIndex.listUnstarted(Number.MAX_SAFE_INTEGER / 2);
  return run?.id ?? '';
}

describe('the sweep of unstarted runs', () => {
  test('starts what stayed pending, with the input it was put with', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    const sweep = createSweepUnstarted(world);
    expect(await sweep()).toEqual({ finished: [], failures: [] });
    world.clock.advance(61);
    expect(await sweep()).toEqual({ finished: [id], failures: [] });
    expect(world.executions.inputs.get(id)).toBe(await world.runs.getInput(id));
    expect(await storedRun(world, id)).toMatchObject({ status: 'running', startedAt: world.clock.iso() });
    expect(await sweep()).toEqual({ finished: [], failures: [] });
  });

  test('a run that had been started after all is running', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    world.clock.advance(61);
    await createSweepUnstarted(world)();
    expect(await storedRun(world, id)).toMatchObject({ status: 'running' });
  });

  test('gives up after five refusals, with the reason', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    Object.assign(world.executions, { start: gone });
    world.clock.advance(61);
    const sweep = createSweepUnstarted(world);
    for (let attempts = 1; attempts < 5; attempts += 1) {
      await sweep();
      expect(await storedRun(world, id)).toMatchObject({ status: 'pending', attempts });
    }
    await sweep();
    expect(await storedRun(world, id)).toMatchObject({ status: 'failed', error: { code: 'SB914', message: 'gone' } });
    expect(await sweep()).toEqual({ finished: [], failures: [] });
  });

  test('gives up on a run whose input is gone', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    world.clock.advance(61);
    const runs = { ...world.runs, getInput: async () => undefined };
    const sweep = createSweepUnstarted({ ...world, runs });
    for (let attempt = 0; attempt < 5; attempt += 1) await sweep();
    expect(await storedRun(world, id)).toMatchObject({ status: 'failed', error: { code: 'SB644' } });
  });

  test('what is only busy is neither counted nor given up, and does not keep the others', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    world.clock.advance(61);
    const { start } = world.executions;
    Object.assign(world.executions, { start: busy });
    const report = await createSweepUnstarted(world)();
    expect(report).toEqual({ finished: [], failures: [{ id, message: 'AppError: busy' }] });
    expect(await storedRun(world, id)).toMatchObject({ status: 'pending', attempts: 0 });
    Object.assign(world.executions, { start: () => Promise.reject(new Error('no network')) });
    expect((await createSweepUnstarted(world)()).failures).toHaveLength(1);
    Object.assign(world.executions, { start });
  });

  test('carries out a stop that is only on record, and starts nothing', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    const { start } = world.executions;
    Object.assign(world.executions, { start: busy });
    await createStopRun(world)({ runId: id, kind: 'goal', by: 'order.placed' }).catch(() => undefined);
    Object.assign(world.executions, { start });
    world.clock.advance(61);
    expect(await createSweepUnstarted(world)()).toEqual({ finished: [id], failures: [] });
    expect(await storedRun(world, id)).toMatchObject({ status: 'exited' });
    expect(world.executions.running()).toEqual([]);
  });

  test('leaves a run alone that someone else takes care of meanwhile', async () => {
    const world = createEngineWorld();
    const id = await pendingRun(world);
    world.clock.advance(61);
    const listed = await world.runIndex.listUnstarted(world.clock.now());
    const { start } = world.executions;
    const stopFirst: typeof start = async (execution) => {
      Object.assign(world.executions, { start });
      await createStopRun(world)({ runId: id, kind: 'operator', by: 'ana@example.com' });
      return start(execution);
    };
    Object.assign(world.executions, { start: stopFirst });
    const runIndex = { ...world.runIndex, listUnstarted: async () => listed };
    await createSweepUnstarted({ ...world, runIndex })();
    expect(await storedRun(world, id)).toMatchObject({ status: 'stopped' });
    await createSweepUnstarted({
      ...world,
      runIndex: { ...runIndex, listUnstarted: async () => [await storedRun(world, id)] },
    })();
    expect(world.executions.running()).toEqual([]);
  });
});

describe('the sweep of open runs', () => {
  const running = { status: 'RUNNING', startedAt: '2026-03-01T10:00:05.000Z', redrives: 0 } as const;

  test('finds the end that nobody told of, and leaves what runs', async () => {
    const world = createEngineWorld();
    const ended = await startRunIn(world, {}, leadCreated({ contact: 'contact-2' }));
    const runs = await startRunIn(world, {}, leadCreated({ id: 'event-2' }));
    const record = createRecordStatus(world);
    for (const { id } of [ended, runs]) await record({ name: id, ...running });
    world.executions.end(ended.id, { status: 'SUCCEEDED', output: { outcome: 'answered' } });
    const report = await createReconcileRuns(world)();
    expect(report.ended).toEqual([ended.id]);
    expect(report.failures).toEqual([]);
    expect(await storedRun(world, ended.id)).toMatchObject({ status: 'succeeded', outcome: 'answered' });
    expect(await storedRun(world, runs.id)).toMatchObject({ status: 'running' });
  });

  test('leaves a run whose execution the list missed, or that is nowhere', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    await createRecordStatus(world)({ name: id, ...running });
    const executions = { ...world.executions, listRunning: async () => ({ items: [] }) };
    await createReconcileRuns({ ...world, executions })();
    expect(await storedRun(world, id)).toMatchObject({ status: 'running' });
    world.executions.forget(id);
    await createReconcileRuns(world)();
    expect(await storedRun(world, id)).toMatchObject({ status: 'running' });
  });

  test('R5 opens a run again that was redriven, though nobody told of it', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    world.executions.end(id, { status: 'FAILED' });
    await createRecordStatus(world)({ name: id, ...running, status: 'FAILED' });
    await world.executions.redrive({ name: id });
    await createReconcileRuns(world)();
    expect(await storedRun(world, id)).toMatchObject({ status: 'running', redrives: 1 });
    world.executions.end(id, { status: 'FAILED' });
    await createRecordStatus(world)({ name: id, ...running, redrives: 1, status: 'FAILED' });
    const describe = async () => undefined;
    const listRunning = async () => ({ items: [id] });
    await createReconcileRuns({ ...world, executions: { ...world.executions, describe, listRunning } })();
    expect(await storedRun(world, id)).toMatchObject({ status: 'failed' });
  });

  test('passes over a version that is covered and not stored', async () => {
    const world = createEngineWorld();
    await world.activate();
    const workflows = { ...world.workflows, getManifest: async () => undefined };
    expect(await createReconcileRuns({ ...world, workflows })()).toEqual({ finished: [], failures: [], ended: [] });
  });

  test('takes waits off that have timed out', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, { awaitedEvents: ['message.received'] });
    await createRegisterWait(world)(makeWaitFor(factsOf(run)));
    await createReconcileRuns(world)();
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'waiting' });
    world.clock.advance(3600);
    await createReconcileRuns(world)();
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
  });

  test('forgets versions without open runs, but not the active one, and not too soon', async () => {
    const world = createEngineWorld();
    const { id, workflow } = await startRunIn(world);
    await world.activate({ workflow, name: 'second' });
    const covered = async () => (await world.liveStates.get(workflow))?.covered;
    const reconcile = createReconcileRuns(world);
    world.clock.advance(61);
    await reconcile();
    expect(await covered()).toEqual([1, 2]);
    world.executions.end(id, { status: 'SUCCEEDED' });
    await createRecordStatus(world)({ name: id, ...running, status: 'SUCCEEDED' });
    await reconcile();
    expect(await covered()).toEqual([2]);
    await world.activate({ workflow, name: 'third' });
    await reconcile();
    expect(await covered()).toEqual([2, 3]);
  });

  test('listens again for a version that has open runs again', async () => {
    const world = createEngineWorld();
    const { workflow } = await startRunIn(world);
    await world.activate({ workflow, name: 'second' });
    const state = await world.liveStates.get(workflow);
    const forgotten = { covered: [2], idleSince: { 1: '2026-03-01T00:00:00.000Z' } };
    if (state !== undefined) await world.liveStates.put({ ...state, ...forgotten, revision: state.revision + 1 });
    world.clock.advance(61);
    await createReconcileRuns(world)();
    expect(await world.liveStates.get(workflow)).toMatchObject({ covered: [1, 2] });
    expect(await world.liveStates.get(workflow)).not.toHaveProperty('idleSince');
  });

  test('F2 a version whose run starts while open runs are listed is listened for until the next sweep finds it', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { version } = await storeVersion(world, { workflow, awaitedEvents: ['message.received'] });
    world.clock.advance(61);
    const start = createStartRun(world);
    const runIndex: typeof world.runIndex = {
      ...world.runIndex,
      listOpen: async (page) => {
        const open = await world.runIndex.listOpen(page);
        await start({ workflow, version, data: leadCreated().detail });
        return open;
      },
    };
    const isAwaited = async () => (await world.live.index()).awaited.has('message.received');
    await createReconcileRuns({ ...world, runIndex })();
    world.clock.advance(3600);
    expect(await isAwaited()).toBe(true);
    await createReconcileRuns(world)();
    expect(await world.liveStates.get(workflow)).toMatchObject({ covered: [1, version] });
    const [run] = (await world.runIndex.listOpen({ limit: 1 })).items;
    world.executions.end(run?.id ?? '', { status: 'SUCCEEDED' });
    await createRecordStatus(world)({ name: run?.id ?? '', ...running, status: 'SUCCEEDED' });
    await createReconcileRuns(world)();
    world.clock.advance(7199);
    expect(await isAwaited()).toBe(true);
    world.clock.advance(6);
    expect(await isAwaited()).toBe(false);
  });

  test('V2 keeps the staged version covered, whether it has runs or not', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    await createChangeLive(world)({ workflow, rollout: { version: 2, percent: 1 }, by: 'ana@example.com' });
    world.clock.advance(61);
    await createReconcileRuns(world)();
    expect(await world.liveStates.get(workflow)).toMatchObject({ covered: [1, 2], revision: 2 });
  });

  test('a state that someone changes at this moment is narrowed next time', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await world.activate({ workflow, name: 'second' });
    world.clock.advance(61);
    const list = async () =>
      (await world.liveStates.list()).map((state) => ({ ...state, revision: state.revision - 1 }));
    const report = await createReconcileRuns({ ...world, liveStates: { ...world.liveStates, list } })();
    expect(report.failures).toMatchObject([{ id: workflow, message: expect.stringContaining(workflow) }]);
  });
});
