import { beforeEach, describe, expect, test, vi } from 'vitest';
import { invalid, transient } from '../../lib/errors/app-error.ts';
import { batch, context } from './call-handler.ts';

const dispatch = vi.fn();
const keep = vi.fn();
const answer = vi.fn();
const bury = vi.fn();
vi.mock('../../lambdas/dispatch-events/wire.ts', () => ({ wire: () => ({ dispatch, keep, answer, bury }) }));
vi.stubEnv('POWERTOOLS_DEV', 'true');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
const log = vi.spyOn(console, 'info').mockImplementation(() => {});
for (const level of ['warn', 'error', 'log'] as const) vi.spyOn(console, level).mockImplementation(() => {});
const { handler } = await import('../../lambdas/dispatch-events/handler.ts');

const event = (id: number) => ({ id: String(id), detail: { metadata: { id: `e-${id}` }, data: {} } });
const dispatched = (outcomes: readonly object[] = []) => ({
  event: { identity: 'e-1', source: 'crm', detailType: 'Lead Created' },
  name: 'lead.created',
  outcomes,
});

beforeEach(() => {
  vi.clearAllMocks();
  dispatch.mockResolvedValue(dispatched());
});

describe('dispatch-events', () => {
  test('keeps the records of an event before it dispatches it', async () => {
    const order: string[] = [];
    keep.mockImplementation(async () => order.push('keep'));
    dispatch.mockImplementation(async () => {
      order.push('dispatch');
      return dispatched();
    });
    await expect(handler(batch(event(1)), context)).resolves.toEqual({ batchItemFailures: [] });
    expect(order).toEqual(['keep', 'dispatch']);
    expect(dispatch).toHaveBeenCalledWith(event(1));
  });

  test('buries a poison event with its reason, and dispatches the other nine of ten', async () => {
    const events = Array.from({ length: 10 }, (_, index) => event(index));
    dispatch.mockImplementation(async ({ id }) => {
      if (id === '4') throw invalid({ code: 'SB701', message: 'no event', resolution: 'send events' });
      return dispatched();
    });
    await expect(handler(batch(...events), context)).resolves.toEqual({ batchItemFailures: [] });
    expect(dispatch).toHaveBeenCalledTimes(10);
    expect(bury.mock.calls).toEqual([[expect.objectContaining({ messageId: 'message-4' }), 'no event']]);
  });

  test('buries what is not JSON', async () => {
    await expect(handler(batch('{'), context)).resolves.toEqual({ batchItemFailures: [] });
    expect(bury).toHaveBeenCalledOnce();
    expect(dispatch).not.toHaveBeenCalled();
  });

  test('reports an event that could not be served, so that it alone is delivered again', async () => {
    dispatch.mockImplementation(async ({ id }) => {
      if (id === '1') throw transient({ code: 'SB642', message: 'throttled' });
      return dispatched();
    });
    await expect(handler(batch(event(0), event(1), event(2)), context)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(bury).not.toHaveBeenCalled();
  });

  test('delivers a poison event again when it cannot be buried', async () => {
    bury.mockRejectedValueOnce(new Error('no queue'));
    await expect(handler(batch('{'), context)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
  });

  test('answers the probe of a rule, and starts nothing', async () => {
    await handler(batch({ id: '1', detail: { metadata: { probe: 'P1' } } }), context);
    expect(answer).toHaveBeenCalledWith('P1');
    expect(keep).not.toHaveBeenCalled();
    expect(dispatch).not.toHaveBeenCalled();
  });

  test('R4 says of every workflow why it did or did not start, in a line and a count', async () => {
    const print = vi.spyOn(console, 'log');
    dispatch.mockResolvedValue(dispatched([{ kind: 'no-match', reason: 'filter', workflow: 'welcome', version: 2 }]));
    await handler(batch(event(1)), context);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
      expect.objectContaining({
        message: 'Dispatch: no-match',
        workflow: 'welcome',
        event: 'lead.created',
        eventId: 'e-1',
      }),
    );
    expect(print.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
      expect.objectContaining({ RunsNotMatched: 1, service: 'dispatch-events' }),
    );
  });

  test('R4 a run that the rollout gives to the other arm has a line and a count of its own', async () => {
    const print = vi.spyOn(console, 'log');
    dispatch.mockResolvedValue(dispatched([{ kind: 'no-match', reason: 'arm', workflow: 'welcome', version: 2 }]));
    await handler(batch(event(1)), context);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
      expect.objectContaining({ message: 'Dispatch: no-match', reason: 'arm', workflow: 'welcome', version: 2 }),
    );
    expect(print.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
      expect.objectContaining({ RunsOfOtherArm: 1 }),
    );
  });

  test('R4 says that nobody knows an event type', async () => {
    dispatch.mockResolvedValue({ event: { identity: 'e-1', source: 'shop', detailType: 'Odd' }, outcomes: [] });
    await handler(batch(event(1)), context);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
      expect.objectContaining({ message: 'Event type is not in the catalogue', event: 'shop Odd' }),
    );
  });
});
