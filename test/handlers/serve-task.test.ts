import { beforeEach, describe, expect, test, vi } from 'vitest';
import { invalid, transient } from '../../lib/errors/app-error.ts';
import { context } from './call-handler.ts';

vi.stubEnv('POWERTOOLS_DEV', 'true');
vi.stubEnv('POWERTOOLS_TRACE_ENABLED', 'false');
const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
const { serveTask } = await import('../../lambdas/middleware/serve-task.ts');

const run = vi.fn();
const handler = serveTask('test', 'read', run);
const task = {
  contract: 1,
  kind: 'read',
  run: { id: 'welcome-1', workflow: 'welcome', version: 3 },
  step: 'decide',
  now: '2026-03-01T10:00:00.000Z',
};

beforeEach(() => {
  vi.clearAllMocks();
  run.mockReset();
});

describe('a function that states call', () => {
  test('answers what its use case answers', async () => {
    run.mockResolvedValue({ happened: { a: true } });
    await expect(handler(task, context)).resolves.toEqual({ happened: { a: true } });
    expect(run.mock.calls[0]?.[0]).toEqual(task);
  });

  test.each([
    ['another contract', { ...task, contract: 2 }],
    ['another kind', { ...task, kind: 'action' }],
    ['no run', { ...task, run: undefined }],
    ['no object', 'task'],
  ])('refuses %s, and no retry would help', async (_, wrong) => {
    await expect(handler(wrong, context)).rejects.toMatchObject({
      name: 'Signalbox.Permanent',
      message: expect.stringMatching(/^bad_task: The task does not fit contract 1: /),
    });
    expect(run).not.toHaveBeenCalled();
  });

  test('throws what another try may mend as transient, with its code', async () => {
    run.mockRejectedValue(transient({ code: 'SB911', message: 'throttled' }));
    await expect(handler(task, context)).rejects.toMatchObject({
      name: 'Signalbox.Transient',
      message: 'SB911: throttled',
    });
  });

  test('throws what is wrong as permanent', async () => {
    run.mockRejectedValue(invalid({ code: 'bad_value', message: 'no', resolution: 'yes' }));
    await expect(handler(task, context)).rejects.toMatchObject({
      name: 'Signalbox.Permanent',
      message: 'bad_value: no',
    });
  });

  test('throws the unexpected as transient', async () => {
    run.mockRejectedValue(new TypeError('x is undefined'));
    await expect(handler(task, context)).rejects.toMatchObject({ name: 'Signalbox.Transient' });
  });

  test('logs an error as it was, under the run’s id, with its step', async () => {
    run.mockRejectedValue(invalid({ code: 'bad_value', message: 'no', resolution: 'yes', details: { field: 'a' } }));
    await handler(task, context).catch(() => {});
    expect(JSON.parse(String(errors.mock.calls[0]?.[0]))).toMatchObject({
      service: 'test',
      correlation_id: 'welcome-1',
      workflow: 'welcome',
      step: 'decide',
      code: 'bad_value',
      details: { field: 'a' },
    });
  });
});
