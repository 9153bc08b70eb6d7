import { describe, expect, test } from 'vitest';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createStopRun } from '../../../lib/engine/stop-run.ts';
import { notFound, transient } from '../../../lib/errors/app-error.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

const byAna = { kind: 'operator', by: 'ana@example.com', comment: 'wrong list' } as const;

describe('R5 stopping a run', () => {
  test('that runs stops its execution, and records who and why', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    await createRecordStatus(world)({ name: id, status: 'RUNNING', startedAt: world.clock.iso(), redrives: 0 });
    const run = await createStopRun(world)({ runId: id, ...byAna });
    expect(run).toMatchObject({
      status: 'stopped',
      stop: { ...byAna, at: world.clock.iso() },
      startedAt: expect.any(String),
    });
    expect(world.executions.running()).toEqual([]);
    expect(await storedRun(world, id)).toEqual(run);
  });

  test('that is pending takes its name, so that whoever starts it later starts nothing', async () => {
    const world = createEngineWorld();
    const { start } = world.executions;
    Object.assign(world.executions, { start: () => Promise.reject(transient({ code: 'SB911', message: 'busy' })) });
    await expect(startRunIn(world)).rejects.toThrow('busy');
    Object.assign(world.executions, { start });
    const [{ id = '', machineRef = '' } = {}] = await world.runIndex.listUnstarted(Date.parse('2027-01-01'));
    expect(await createStopRun(world)({ runId: id, kind: 'operator', by: 'ana@example.com' })).toMatchObject({
      status: 'stopped',
    });
    expect(JSON.parse(world.executions.inputs.get(id) ?? '')).not.toHaveProperty('run');
    expect(await world.executions.start({ machineRef, name: id, input: '{}' })).toBe('exists');
    expect(world.executions.running()).toEqual([]);
  });

  test('whose machine is gone stops it on record alone', async () => {
    const world = createEngineWorld();
    const gone = notFound({ code: 'SB914', message: 'gone', resolution: 'none' });
    Object.assign(world.executions, { start: () => Promise.reject(gone) });
    const { id } = await startRunIn(world);
    expect(await createStopRun(world)({ runId: id, kind: 'erasure', by: 'api' })).toMatchObject({ status: 'stopped' });
  });

  test('that cannot take its name now is left on record for the sweep', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    Object.assign(world.executions, { start: () => Promise.reject(transient({ code: 'SB911', message: 'busy' })) });
    await expect(createStopRun(world)({ runId: id, ...byAna })).rejects.toThrow('busy');
    expect(await storedRun(world, id)).toMatchObject({ status: 'stop-requested', stop: byAna });
    Object.assign(world.executions, { start: () => Promise.reject(new Error('no network')) });
    await expect(createStopRun(world)({ runId: id, ...byAna })).rejects.toThrow('no network');
  });

  test('twice stops it once', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    const stop = createStopRun(world);
    await stop({ runId: id, ...byAna });
    await expect(stop({ runId: id, ...byAna })).rejects.toMatchObject({ code: 'SB622', kind: 'conflict' });
  });

  test('that has ended by itself at that moment is told so', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    await createRecordStatus(world)({ name: id, status: 'RUNNING', startedAt: world.clock.iso(), redrives: 0 });
    world.executions.end(id, { status: 'SUCCEEDED', output: { outcome: 'answered' } });
    expect(await createStopRun(world)({ runId: id, ...byAna })).toMatchObject({
      status: 'succeeded',
      outcome: 'answered',
    });
  });

  test('whose execution is still ending stays about to stop', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    Object.assign(world.executions, { stop: async () => undefined });
    expect(await createStopRun(world)({ runId: id, ...byAna })).toMatchObject({ status: 'stop-requested' });
  });

  test('that was recorded as ended meanwhile, or is gone, changes nothing', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    const record = createRecordStatus(world);
    const endMeanwhile = async () => {
      await record({ name: id, status: 'FAILED', startedAt: world.clock.iso(), redrives: 1, error: 'x' });
      return undefined;
    };
    Object.assign(world.executions, { describe: endMeanwhile });
    expect(await createStopRun(world)({ runId: id, ...byAna })).toMatchObject({ status: 'stopped', redrives: 1 });
  });

  test('whose record has been forgotten meanwhile says what it was told', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    let reads = 0;
    const runs = { ...world.runs, get: async (run: string) => (++reads > 1 ? undefined : world.runs.get(run)) };
    expect(await createStopRun({ ...world, runs })({ runId: id, ...byAna })).toMatchObject({
      status: 'stop-requested',
    });
  });

  test('that does not exist is an error', async () => {
    const stop = createStopRun(createEngineWorld());
    await expect(stop({ runId: 'unknown', ...byAna })).rejects.toMatchObject({ code: 'SB621', kind: 'not-found' });
  });
});
