import { beforeEach, describe, expect, test, vi } from 'vitest';
import { batch, context } from './call-handler.ts';

const receive = vi.fn();
const record = vi.fn();
const archiveLater = vi.fn();
const archive = vi.fn();
const bury = vi.fn();
const checkGuardrail = vi.fn();
const fire = vi.fn();
vi.mock('../../lambdas/receive-signals/wire.ts', () => ({ wire: () => ({ receive, bury }) }));
vi.mock('../../lambdas/record-status/wire.ts', () => ({
  wire: () => ({ record, checkGuardrail, archive: archiveLater, bury }),
}));
vi.mock('../../lambdas/archive-history/wire.ts', () => ({ wire: () => ({ archive, bury }) }));
vi.mock('../../lambdas/fire-timers/wire.ts', () => ({ wire: () => ({ fire, bury }) }));
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const { handler: receiveSignals } = await import('../../lambdas/receive-signals/handler.ts');
const { handler: recordStatus } = await import('../../lambdas/record-status/handler.ts');
const { handler: archiveHistory } = await import('../../lambdas/archive-history/handler.ts');
const { handler: fireTimers } = await import('../../lambdas/fire-timers/handler.ts');

const fine = { batchItemFailures: [] };
beforeEach(() => {
  vi.resetAllMocks();
});

describe('receive-signals', () => {
  test('hands each event on', async () => {
    receive.mockResolvedValue({ kind: 'recorded', woken: ['run-1'], stopped: [], converted: [] });
    await expect(receiveSignals(batch({ id: '1', detail: {} }), context)).resolves.toEqual(fine);
    expect(receive).toHaveBeenCalledWith({ id: '1', detail: {} });
  });

  test('leaves probes of rules to dispatch', async () => {
    await expect(receiveSignals(batch({ detail: { metadata: { probe: 'P1' } } }), context)).resolves.toEqual(fine);
    expect(receive).not.toHaveBeenCalled();
  });
});

describe('record-status', () => {
  const status = {
    detail: {
      name: 'welcome-1',
      status: 'FAILED',
      startDate: 1_772_359_200_000,
      stopDate: 1_772_359_205_000,
      output: null,
      error: 'Signalbox.Permanent',
      cause: '{"errorMessage":"bad_value: no"}',
      redriveCount: 1,
    },
  };

  test('records what the event says, and asks for the history of a run that ended', async () => {
    record.mockResolvedValue({
      kind: 'recorded',
      run: { id: 'welcome-1', workflow: 'welcome', status: 'failed' },
      changed: true,
      ended: true,
    });
    await expect(recordStatus(batch(status), context)).resolves.toEqual(fine);
    expect(record).toHaveBeenCalledWith({
      name: 'welcome-1',
      status: 'FAILED',
      startedAt: '2026-03-01T10:00:00.000Z',
      endedAt: '2026-03-01T10:00:05.000Z',
      error: 'Signalbox.Permanent',
      cause: '{"errorMessage":"bad_value: no"}',
      redrives: 1,
    });
    expect(archiveLater).toHaveBeenCalledWith('welcome-1');
  });

  test('V7 looks after the rollout when a run of the treatment has ended, and of no other', async () => {
    const ended = (arm: string, isEnded: boolean) => ({
      ...{ kind: 'recorded', changed: true, ended: isEnded },
      run: { id: 'welcome-1', workflow: 'welcome', status: 'failed', arm },
    });
    checkGuardrail.mockResolvedValue({ kind: 'breached', reason: 'too many' });
    for (const report of [ended('control', true), ended('treatment', false)]) {
      record.mockResolvedValue(report);
      await expect(recordStatus(batch(status), context)).resolves.toEqual(fine);
    }
    expect(checkGuardrail).not.toHaveBeenCalled();
    record.mockResolvedValue(ended('treatment', true));
    await expect(recordStatus(batch(status), context)).resolves.toEqual(fine);
    expect(checkGuardrail).toHaveBeenCalledWith('welcome');
  });

  test('takes a start as it comes, output and all', async () => {
    record.mockResolvedValue({ kind: 'recorded', run: { id: 'welcome-1' }, changed: false, ended: false });
    const detail = { name: 'welcome-1', status: 'PENDING_REDRIVE', startDate: 0, output: '{"outcome":"done"}' };
    await recordStatus(batch({ detail }), context);
    expect(record).toHaveBeenCalledWith({
      name: 'welcome-1',
      status: 'RUNNING',
      startedAt: '1970-01-01T00:00:00.000Z',
      output: { outcome: 'done' },
      redrives: 0,
    });
    expect(archiveLater).not.toHaveBeenCalled();
  });

  test('passes over executions that are no runs', async () => {
    record.mockResolvedValue({ kind: 'unknown' });
    await expect(recordStatus(batch(status), context)).resolves.toEqual(fine);
    expect(archiveLater).not.toHaveBeenCalled();
  });

  test('buries what is no status event', async () => {
    await expect(recordStatus(batch({ detail: { status: 'ODD' } }), context)).resolves.toEqual(fine);
    expect(bury).toHaveBeenCalledWith(expect.anything(), expect.stringContaining('no status event'));
  });
});

describe('archive-history', () => {
  test('keeps the history of the run that the message names', async () => {
    archive.mockResolvedValue(true);
    await expect(archiveHistory(batch({ runId: 'welcome-1' }), context)).resolves.toEqual(fine);
    expect(archive).toHaveBeenCalledWith('welcome-1');
  });

  test('delivers a message again when reading failed', async () => {
    archive.mockRejectedValue(new Error('throttled'));
    await expect(archiveHistory(batch({ runId: 'welcome-1' }), context)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
  });

  test('buries a message that names no run', async () => {
    await expect(archiveHistory(batch({ run: 'welcome-1' }), context)).resolves.toEqual(fine);
    expect(bury).toHaveBeenCalledOnce();
  });
});

describe('fire-timers', () => {
  const task = { kind: 'approval-reminder', approval: 'a' };

  test('does what each timer was set for', async () => {
    await expect(fireTimers(batch(task), context)).resolves.toEqual(fine);
    expect(fire).toHaveBeenCalledWith(task);
  });

  test('tries again what failed, and buries what no timer sends', async () => {
    fire.mockRejectedValue(new Error('busy'));
    const { batchItemFailures } = await fireTimers(batch(task, { kind: 'other' }), context);
    expect(batchItemFailures).toHaveLength(1);
    expect(bury).toHaveBeenCalledOnce();
  });
});
