import { describe, expect, test } from 'vitest';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createRedriveRun } from '../../../lib/engine/redrive-run.ts';
import { consoleLink } from '../../../lib/engine/runs/console-link.ts';
import { createStopRun } from '../../../lib/engine/stop-run.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

/** The run as its execution is. */
async function follow(world: EngineWorld, id: string): Promise<void> {
  const description = await world.executions.describe({ machineRef: '', name: id });
  if (description !== undefined) await createRecordStatus(world)({ name: id, ...description });
}

async function failedRun(world: EngineWorld) {
  const run = await startRunIn(world);
  await follow(world, run.id);
  world.executions.end(run.id, { status: 'FAILED', error: 'broken', cause: 'because' });
  await follow(world, run.id);
  return storedRun(world, run.id);
}

describe('R5 redriving a run', () => {
  test('that failed opens its record, takes the failed count back, and puts it back on its contact', async () => {
    const world = createEngineWorld();
    const { id, workflow, contact = '' } = await failedRun(world);
    expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1, open: 0, failed: 1 });

    const run = await createRedriveRun(world)(id);

    expect(run).toMatchObject({ status: 'running', redrives: 1 });
    expect(run).not.toHaveProperty('expiresAt');
    expect(await storedRun(world, id)).toEqual(run);
    expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1, open: 1, failed: 0 });
    expect((await world.activity.listOpen(contact)).runs).toMatchObject([{ runId: id }]);
    world.executions.end(id, { status: 'SUCCEEDED', output: { outcome: 'completed' } });
    await follow(world, id);
    expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1, open: 0, failed: 0, succeeded: 1 });
  });

  test('that a person stopped goes on where it was', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    await follow(world, id);
    await createStopRun(world)({ runId: id, kind: 'operator', by: 'ana@example.com' });

    expect(await createRedriveRun(world)(id)).toMatchObject({ status: 'running', redrives: 1 });
  });

  test('makes its version listened for again', async () => {
    const world = createEngineWorld();
    const { id, workflow, version } = await failedRun(world);
    const live = await world.liveStates.get(workflow);
    if (live === undefined) throw new Error('not live');
    await world.liveStates.put({ ...live, revision: live.revision + 1, covered: [] });

    await createRedriveRun(world)(id);

    expect(await world.liveStates.get(workflow)).toMatchObject({ covered: [version] });
  });

  test('that was redriven without anyone knowing is only recorded', async () => {
    const world = createEngineWorld();
    const { id } = await failedRun(world);
    await world.executions.redrive({ name: id });

    expect(await createRedriveRun(world)(id)).toMatchObject({ status: 'running', redrives: 1 });
  });

  test('that is forgotten meanwhile changes nothing', async () => {
    const world = createEngineWorld();
    const run = await failedRun(world);
    let reads = 0;
    const runs = { ...world.runs, get: async () => (reads++ === 0 ? run : undefined) };

    expect(await createRedriveRun({ ...world, runs })(run.id)).toEqual(run);
  });

  test('whose execution vanishes at that moment stays as it is', async () => {
    const world = createEngineWorld();
    const run = await failedRun(world);
    const executions = { describe: async () => undefined, redrive: async () => {} };

    expect(await createRedriveRun({ ...world, executions })(run.id)).toEqual(run);
  });

  test('whose execution is gone is a conflict that says so', async () => {
    const world = createEngineWorld();
    const run = await failedRun(world);
    world.executions.forget(run.id);

    await expect(createRedriveRun(world)(run.id)).rejects.toMatchObject({ code: 'SB696', kind: 'conflict' });
    expect(await storedRun(world, run.id)).toEqual(run);
  });

  test('that is not there is SB621', async () => {
    await expect(createRedriveRun(createEngineWorld())('none')).rejects.toMatchObject({ code: 'SB621' });
  });
});

describe('R5 no other run is redriven', () => {
  const at = '2026-03-01T10:05:00.000Z';
  const stop = { kind: 'operator', by: 'ana', at } as const;
  test.each([
    ['has not ended (pending)', {}],
    ['has succeeded', { status: 'succeeded', startedAt: at, endedAt: at, outcome: 'completed' }],
    ['has reached its goal', { status: 'exited', startedAt: at, endedAt: at, stop: { ...stop, kind: 'goal' } }],
    ['data was erased', { status: 'stopped', startedAt: at, endedAt: at, stop: { ...stop, kind: 'erasure' } }],
    ['never started', { status: 'stopped', endedAt: at, stop }],
    ['never started', { status: 'failed', endedAt: at, error: { code: 'x', message: 'y' } }],
  ])('%s', async (why, state) => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    const runs = { ...world.runs, get: async () => ({ ...run, ...state }) as typeof run };

    const redrive = createRedriveRun({ ...world, runs })(run.id);

    await expect(redrive).rejects.toMatchObject({
      code: 'SB695',
      kind: 'conflict',
      message: expect.stringContaining(why),
      details: { allowed: ['failed', 'stopped'] },
    });
  });
});

describe('R2 the link to the AWS console', () => {
  const ref = (partition: string) => `arn:${partition}:states:eu-central-1:111122223333:stateMachine:dev-welcome:3`;
  test.each([
    ['aws', 'console.aws.amazon.com'],
    ['aws-cn', 'console.amazonaws.cn'],
    ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ])('of the partition %s is at %s', (partition, host) => {
    expect(consoleLink({ id: 'run-1', machineRef: ref(partition) })).toBe(
      `https://eu-central-1.${host}/states/home?region=eu-central-1#/v2/executions/details/arn:${partition}:states:eu-central-1:111122223333:execution:dev-welcome:run-1`,
    );
  });

  test('of an embedded engine’s run there is none', () => {
    expect(consoleLink({ id: 'run-1', machineRef: 'local:welcome:3' })).toBeUndefined();
    expect(consoleLink({ id: 'run-1', machineRef: ref('aws-else') })).toBeUndefined();
  });
});
