import { describe, expect, test } from 'vitest';
import { createArchiveHistory } from '../../../lib/engine/archive-history.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { applyStatus, runError } from '../../../lib/engine/runs/apply-status.ts';
import { changeRun } from '../../../lib/engine/runs/change-run.ts';
import type { ExecutionDescription } from '../../../lib/ports/executions.ts';
import type { Run } from '../../../lib/ports/run.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { asRunning, asSucceeded, makePendingRun } from '../../support/make-run.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

const STARTED = '2026-03-01T10:00:02.000Z';
const ENDED = '2026-03-01T11:00:00.000Z';
const KEEP = 60;

const hint = (
  status: ExecutionDescription['status'],
  more: Partial<ExecutionDescription> = {},
): ExecutionDescription => ({
  status,
  startedAt: STARTED,
  redrives: 0,
  ...(status === 'RUNNING' ? {} : { endedAt: ENDED }),
  ...more,
});

const pending = makePendingRun();
const stopping = (startedAt?: string): Run =>
  ({
    ...asRunning(pending),
    status: 'stop-requested',
    stop: { kind: 'goal', by: 'order.placed', at: STARTED },
    ...(startedAt === undefined ? { startedAt: undefined } : { startedAt }),
  }) as Run;

describe('R1 a hint moves a run on', () => {
  test('from pending to running', () => {
    expect(applyStatus(pending, hint('RUNNING'), KEEP)).toMatchObject({
      status: 'running',
      startedAt: STARTED,
      revision: 2,
    });
  });

  test.each([
    ['2026-03-01T10:30:00.000Z', Date.parse(ENDED) / 1000 + KEEP],
    ['2026-03-08T10:00:00.500Z', Date.parse('2026-03-08T10:00:01.000Z') / 1000],
  ])('P2 and keeps it at least as long as its goal counts, until %s', (goalUntil, expiresAt) => {
    const run = { ...asRunning(pending), goalUntil };
    expect(applyStatus(run, hint('SUCCEEDED'), KEEP)).toMatchObject({ expiresAt });
  });

  test('to succeeded, with the outcome that its end named, kept as long as asked', () => {
    const run = applyStatus(asRunning(pending), hint('SUCCEEDED', { output: { outcome: 'answered' } }), KEEP);
    const expiresAt = Date.parse(ENDED) / 1000 + KEEP;
    expect(run).toMatchObject({
      status: 'succeeded',
      outcome: 'answered',
      startedAt: STARTED,
      endedAt: ENDED,
      expiresAt,
    });
    for (const output of [undefined, null, 'text', ['list'], { outcome: 5 }, {}]) {
      const more = output === undefined ? {} : { output };
      expect(applyStatus(pending, hint('SUCCEEDED', more), KEEP)).toMatchObject({ outcome: 'completed' });
    }
  });

  test('to failed, with the error', () => {
    const failed = hint('FAILED', { error: 'Signalbox.Permanent', cause: '{"errorMessage":"bad_input: no address"}' });
    expect(applyStatus(pending, failed, KEEP)).toMatchObject({
      status: 'failed',
      error: { code: 'bad_input', message: 'no address' },
    });
    expect(applyStatus(pending, hint('TIMED_OUT'), KEEP)).toMatchObject({
      status: 'failed',
      error: { code: 'timeout' },
    });
  });

  test('to stopped, by whoever did it outside', () => {
    expect(applyStatus(pending, hint('ABORTED', { error: 'ana', cause: 'wrong list' }), KEEP)).toMatchObject({
      status: 'stopped',
      stop: { kind: 'operator', by: 'ana', at: ENDED, comment: 'wrong list' },
    });
    expect(applyStatus(pending, hint('ABORTED'), KEEP)).toMatchObject({ stop: { by: 'Step Functions' } });
  });

  test('an end without a time is as old as its start', () => {
    const { endedAt: _, ...timeless } = hint('SUCCEEDED');
    expect(applyStatus(pending, timeless, KEEP)).toMatchObject({ endedAt: STARTED });
  });
});

describe('a hint that says nothing new', () => {
  const waiting: Run = {
    ...asRunning(pending),
    status: 'waiting',
    startedAt: STARTED,
    waits: [{ key: 'k', until: ENDED }],
  };
  test.each([
    ['running, of a run that runs', asRunning(pending), hint('RUNNING')],
    ['running, of a run that waits', waiting, hint('RUNNING')],
    ['running, of a run that has ended', asSucceeded(pending), hint('RUNNING')],
    ['another end', asSucceeded(pending), hint('FAILED')],
    ['an earlier redrive', { ...asRunning(pending), redrives: 1 } as Run, hint('FAILED')],
    ['running, of a run that is to stop', stopping(), hint('RUNNING')],
  ])('%s', (_, run, given) => {
    expect(applyStatus(run, given, KEEP)).toBeUndefined();
  });
});

describe('R5 a redrive', () => {
  test('takes an ended run back to running, to end anew', () => {
    const ended = asSucceeded({ ...pending, convertedAt: ENDED });
    const running = applyStatus(ended, hint('RUNNING', { redrives: 1 }), KEEP);
    expect(running).toMatchObject({ status: 'running', redrives: 1, convertedAt: ENDED });
    expect(running).not.toHaveProperty('expiresAt');
    expect(running && applyStatus(running, hint('SUCCEEDED', { redrives: 1 }), KEEP)).toMatchObject({
      status: 'succeeded',
    });
  });

  test('of which only the end is heard counts as well', () => {
    expect(applyStatus(asSucceeded(pending), hint('FAILED', { redrives: 1 }), KEEP)).toMatchObject({
      status: 'failed',
    });
  });

  test('does not make a run that is to stop forget it', () => {
    expect(applyStatus(stopping(STARTED), hint('RUNNING', { redrives: 1 }), KEEP)).toMatchObject({
      status: 'stop-requested',
    });
  });
});

describe('the end of a run that was told to stop', () => {
  test('P3 by its goal, is an exit', () => {
    expect(applyStatus(stopping(STARTED), hint('ABORTED'), KEEP)).toMatchObject({
      status: 'exited',
      stop: { kind: 'goal', by: 'order.placed' },
      startedAt: STARTED,
    });
  });

  test('but was over before, is what it was', () => {
    expect(applyStatus(stopping(STARTED), hint('SUCCEEDED'), KEEP)).toMatchObject({ status: 'succeeded' });
    expect(applyStatus(stopping(STARTED), hint('FAILED', { error: 'x' }), KEEP)).toMatchObject({ status: 'failed' });
  });

  test('before it started, is a stop however that execution ended', () => {
    for (const status of ['SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT'] as const) {
      expect(applyStatus(stopping(), hint(status), KEEP)).toMatchObject({ status: 'exited' });
    }
  });
});

test.each([
  [
    { error: 'Signalbox.Permanent', cause: '{"errorMessage":"bad_input: a: b\\nc"}' },
    { code: 'bad_input', message: 'a: b\nc' },
  ],
  [
    { error: 'Signalbox.Transient', cause: 'timeout: no answer' },
    { code: 'timeout', message: 'no answer' },
  ],
  [
    { error: 'Signalbox.Transient', cause: 'no code' },
    { code: 'Signalbox.Transient', message: 'no code' },
  ],
  [{ error: 'States.Timeout' }, { code: 'States.Timeout', message: '' }],
  [{ cause: 'States.Runtime: text' }, { code: 'unknown', message: 'States.Runtime: text' }],
  [
    { error: 'Lambda.Unknown', cause: '{"errorMessage":5}' },
    { code: 'Lambda.Unknown', message: '{"errorMessage":5}' },
  ],
  [
    { error: 'X', cause: '[1]' },
    { code: 'X', message: '[1]' },
  ],
])('the error %o reads as %o', (given, expected) => {
  expect(runError(given)).toEqual(expected);
});

describe('the use case', () => {
  test('records what is news, and says when a run is over, each time it is told', async () => {
    const world = createEngineWorld();
    const record = createRecordStatus(world);
    const { id: name } = await startRunIn(world);
    expect(await record({ name, ...hint('RUNNING') })).toMatchObject({ kind: 'recorded', changed: true, ended: false });
    expect(await record({ name, ...hint('SUCCEEDED') })).toMatchObject({ changed: true, ended: true });
    expect(await record({ name, ...hint('SUCCEEDED') })).toMatchObject({ changed: false, ended: true });
    expect(await storedRun(world, name)).toMatchObject({ status: 'succeeded' });
  });

  test('an execution that is no run of ours is nothing to it', async () => {
    const record = createRecordStatus(createEngineWorld());
    expect(await record({ name: 'someone else’s', ...hint('RUNNING') })).toEqual({ kind: 'unknown' });
  });

  test('a run that others change all the time is left for a later try', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    const runs = { get: world.runs.get, replace: async () => false };
    const change = changeRun(runs, id, (run) => applyStatus(run, hint('RUNNING'), KEEP));
    await expect(change).rejects.toMatchObject({ code: 'SB641', kind: 'transient' });
  });
});

describe('R2 archiving a history', () => {
  test('keeps it for as long as the run', async () => {
    const world = createEngineWorld();
    const { id: name } = await startRunIn(world);
    const archive = createArchiveHistory(world);
    const history = [{ id: 1, type: 'ExecutionStarted' }];
    world.executions.setHistory(name, history);
    expect(await archive(name)).toBe(false);
    await createRecordStatus(world)({ name, ...hint('SUCCEEDED') });
    expect(await archive(name)).toBe(true);
    expect(await world.histories.get(name)).toEqual(history);
  });

  test('keeps nothing where there is nothing', async () => {
    const world = createEngineWorld();
    const archive = createArchiveHistory(world);
    const { id: name } = await startRunIn(world);
    await createRecordStatus(world)({ name, ...hint('SUCCEEDED') });
    expect(await archive(name)).toBe(false);
    expect(await archive('unknown')).toBe(false);
  });
});
