import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEventBridgeEvents } from '../../../lib/aws/eventbridge-events.ts';

const mock = mockClient(EventBridgeClient);
const waits: number[] = [];
const bus = createEventBridgeEvents({
  client: new EventBridgeClient({ region: 'eu-central-1' }),
  busName: 'signalbox',
  wait: async (milliseconds) => {
    waits.push(milliseconds);
  },
});
const event = (id: string) => ({
  source: 'crm',
  detailType: 'Lead Created',
  metadata: { id, timestamp: '2026-03-01T10:00:00Z', correlationId: 'c-1', depth: 0, chain: [] },
  data: { lead: { id } },
});
const sent = () => mock.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);

beforeEach(() => {
  mock.reset();
  waits.length = 0;
});

describe('putting events', () => {
  test('carries metadata and data in the detail, under the event’s source and type', async () => {
    mock.on(PutEventsCommand).resolves({ Entries: [{ EventId: '1' }] });
    await bus.put([event('lead-1')]);
    expect(sent()).toEqual([
      [
        {
          EventBusName: 'signalbox',
          Source: 'crm',
          DetailType: 'Lead Created',
          Detail: JSON.stringify({ metadata: event('lead-1').metadata, data: { lead: { id: 'lead-1' } } }),
          Time: new Date('2026-03-01T10:00:00Z'),
        },
      ],
    ]);
  });

  test('goes in calls of at most ten', async () => {
    mock.on(PutEventsCommand).resolves({ Entries: [] });
    await bus.put(Array.from({ length: 23 }, (_, index) => event(`lead-${index}`)));
    expect(sent().map((entries) => entries.length)).toEqual([10, 10, 3]);
  });

  test('puts again only what was refused, later each time', async () => {
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] })
      .resolvesOnce({ Entries: [{ ErrorCode: 'ThrottlingException' }] })
      .resolves({ Entries: [{ EventId: '2' }] });
    await bus.put([event('a'), event('b')]);
    expect(sent().map((entries) => entries.map(({ Detail }) => JSON.parse(Detail ?? '').metadata.id))).toEqual([
      ['a', 'b'],
      ['b'],
      ['b'],
    ]);
    expect(waits).toEqual([100, 200]);
  });

  test('gives up after four tries, with the reason', async () => {
    mock.on(PutEventsCommand).resolves({ Entries: [{ ErrorCode: 'InternalFailure' }] });
    await expect(bus.put([event('a')])).rejects.toMatchObject({
      kind: 'transient',
      message: 'EventBridge did not take 1 of 1 events in 4 tries: InternalFailure.',
    });
  });

  test('tells a refused call as what it is', async () => {
    mock.on(PutEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(bus.put([event('a')])).rejects.toMatchObject({ kind: 'fault' });
  });
});
