import { beforeEach, describe, expect, test, vi } from 'vitest';
import { context } from './call-handler.ts';

const swept = { finished: [], failures: [] };
const sweepUnstarted = vi.fn();
const sweepApprovals = vi.fn();
const sweepHolds = vi.fn();
const sweepStopped = vi.fn();
const sweepVersions = vi.fn();
const reconcile = vi.fn();
const archive = vi.fn();
vi.mock('../../lambdas/sweep/wire.ts', () => ({
  wire: () => ({ sweepUnstarted, sweepApprovals, sweepHolds, sweepStopped, sweepVersions, reconcile, archive }),
}));
vi.stubEnv('POWERTOOLS_DEV', 'true');
const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
for (const level of ['info', 'log'] as const) vi.spyOn(console, level).mockImplementation(() => {});
const { handler } = await import('../../lambdas/sweep/handler.ts');

beforeEach(() => {
  vi.clearAllMocks();
  for (const sweep of [sweepUnstarted, sweepApprovals, sweepHolds, sweepStopped, sweepVersions])
    sweep.mockResolvedValue(swept);
  reconcile.mockResolvedValue({ ...swept, ended: [] });
});

describe('sweep', () => {
  test('finishes runs, approvals, holds and stopped workflows every minute', async () => {
    await handler({ sweep: 'unstarted' }, context);
    expect(sweepUnstarted).toHaveBeenCalledOnce();
    expect(sweepApprovals).toHaveBeenCalledOnce();
    expect(sweepHolds).toHaveBeenCalledOnce();
    expect(sweepStopped).toHaveBeenCalledOnce();
    expect(sweepVersions).not.toHaveBeenCalled();
    expect(reconcile).not.toHaveBeenCalled();
  });

  test('asks for the histories of runs whose end nobody had told of', async () => {
    reconcile.mockResolvedValue({ finished: ['a', 'b'], failures: [], ended: ['a'] });
    await handler({ sweep: 'reconcile' }, context);
    expect(archive.mock.calls).toEqual([['a']]);
    expect(sweepVersions).toHaveBeenCalledOnce();
  });

  test('says what it could not sweep, and goes on', async () => {
    sweepUnstarted.mockResolvedValue({ finished: ['a'], failures: [{ id: 'b', message: 'throttled' }] });
    await handler({ sweep: 'unstarted' }, context);
    expect(JSON.parse(String(errors.mock.calls[0]?.[0]))).toMatchObject({
      message: 'Could not sweep runs',
      failures: [{ id: 'b', message: 'throttled' }],
    });
    expect(sweepApprovals).toHaveBeenCalledOnce();
  });

  test('refuses a call that the clock does not make', async () => {
    await expect(handler({ sweep: 'all' }, context)).rejects.toThrow();
  });
});
