import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createStartRun } from '../../../lib/engine/start-run.ts';
import { createStopOpenRuns, stopAllRuns } from '../../../lib/engine/stop-open-runs.ts';
import { createSweepStoppedWorkflows } from '../../../lib/engine/sweep-stopped-workflows.ts';
import { leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';

async function startRuns(world: EngineWorld, count: number): Promise<void> {
  const dispatch = createDispatchEvent(world);
  for (let index = 0; index < count; index += 1) {
    await dispatch(leadCreated({ id: `event-${world.executions.inputs.size}`, contact: `contact-${index}` }));
  }
}

const statusesOf = async (world: EngineWorld, workflow: string) =>
  (await world.runIndex.list({ workflow }, { limit: 100 })).items.map(({ status }) => status);

describe('V4 stopping all open runs of a workflow', () => {
  test('goes page by page, through all states of an open run, and stops no other workflow’s', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const other = await world.activate();
    await startRuns(world, 7);
    const record = createRecordStatus(world);
    for (const { id } of (await world.runIndex.list({ workflow }, { limit: 3 })).items) {
      await record({ name: id, status: 'RUNNING', startedAt: world.clock.iso(), redrives: 0 });
    }
    const stop = createStopOpenRuns(world);
    const first = await stop({ workflow, by, why: 'wrong price', limit: 3 });
    expect(first).toMatchObject({ failures: [], next: expect.any(String) });
    expect(first.stopped).toHaveLength(3);
    const rest = await stopAllRuns(stop, { workflow, by, why: 'wrong price', cursor: first.next, limit: 3 });
    expect(rest.stopped).toHaveLength(4);
    expect(new Set(await statusesOf(world, workflow))).toEqual(new Set(['stopped']));
    expect(new Set(await statusesOf(world, other.workflow))).toEqual(new Set(['pending']));
    const [run] = (await world.runIndex.list({ workflow }, { limit: 1 })).items;
    expect(run).toMatchObject({ stop: { kind: 'operator', by, comment: 'wrong price' } });
    expect(await stopAllRuns(stop, { workflow, by })).toEqual({ stopped: [], failures: [] });
  });

  test('one run’s trouble does not keep the others; what ended meanwhile is no trouble', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await startRuns(world, 3);
    const { items } = await world.runIndex.list({ workflow }, { limit: 3 });
    const [broken, ended] = items;
    const stopExecution = async (execution: Parameters<typeof world.executions.stop>[0]) => {
      if (execution.name === broken?.id) throw new Error('throttled');
      await world.executions.stop(execution);
    };
    const list = async () => {
      world.executions.end(ended?.id ?? '', { status: 'SUCCEEDED' });
      const status = {
        status: 'SUCCEEDED',
        startedAt: world.clock.iso(),
        endedAt: world.clock.iso(),
        redrives: 0,
      } as const;
      await createRecordStatus(world)({ name: ended?.id ?? '', ...status });
      return { items };
    };
    const executions = { ...world.executions, stop: stopExecution };
    const report = await createStopOpenRuns({ ...world, executions, runIndex: { list } })({ workflow, by });
    expect(report.stopped).toHaveLength(1);
    expect(report.failures).toEqual([{ id: broken?.id, message: 'Error: throttled' }]);
  });
});

describe('V4 the sweep of workflows that were disabled with their runs', () => {
  test('stops what was left, and nothing that was started later or elsewhere', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const other = await world.activate();
    await startRuns(world, 2);
    await createChangeLive(world)({ workflow, enabled: false, inFlight: 'stop', by });
    const sweep = createSweepStoppedWorkflows({ ...world, refreshSeconds: 5 });
    const live = createChangeLive(world);
    world.clock.advance(4);
    await startRuns(world, 1);
    world.clock.advance(1);
    expect((await sweep()).finished.length).toBeGreaterThanOrEqual(2);
    expect(new Set(await statusesOf(world, workflow))).toEqual(new Set(['stopped']));
    await live({ workflow, enabled: true, by });
    world.clock.advance(5);
    await startRuns(world, 1);
    await live({ workflow, enabled: false, inFlight: 'finish', by });
    expect(await sweep()).toEqual({ finished: [], failures: [] });
    expect(await statusesOf(world, workflow)).toContain('pending');
    expect(await statusesOf(world, other.workflow)).not.toContain('stopped');
  });

  test('leaves runs that people started by hand after it, also when something else is changed later', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    await change({ workflow, enabled: false, inFlight: 'stop', by });
    world.clock.advance(10);
    const data = leadCreated().detail;
    await createStartRun(world)({ workflow, data });
    world.clock.advance(10);
    await change({ workflow, version: 2, by });
    const sweep = createSweepStoppedWorkflows({ ...world, refreshSeconds: 5 });
    expect(await sweep()).toEqual({ finished: [], failures: [] });
    expect(await statusesOf(world, workflow)).toEqual(['pending']);
    // Asked anew, it means these runs, too.
    await change({ workflow, enabled: false, inFlight: 'finish', by });
    await change({ workflow, enabled: false, inFlight: 'stop', by });
    expect((await sweep()).finished).toHaveLength(1);
  });

  test('knows since when of a state that does not say so: since it was last changed', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const change = createChangeLive(world);
    const { live } = await change({ workflow, enabled: false, inFlight: 'stop', by });
    const { inFlightSince: _, ...older } = live;
    await world.liveStates.put({ ...older, revision: live.revision + 1 });
    world.clock.advance(10);
    expect((await change({ workflow, version: 2, by })).live.inFlightSince).toBe(live.changedAt);
  });

  test('leaves runs that people started by hand after it', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const change = createChangeLive(world);
    await change({ workflow, enabled: false, inFlight: 'stop', by });
    const state = await world.liveStates.get(workflow);
    await change({ workflow, enabled: true, by });
    world.clock.advance(10);
    await startRuns(world, 1);
    const list = async () => (state === undefined ? [] : [state]);
    const sweep = createSweepStoppedWorkflows({ ...world, liveStates: { list }, refreshSeconds: 5 });
    expect(await sweep()).toEqual({ finished: [], failures: [] });
    expect(await statusesOf(world, workflow)).toEqual(['pending']);
  });
});
