import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEventBridgeIntake } from '../../../lib/aws/eventbridge-intake.ts';

const mock = mockClient(EventBridgeClient);
const accept = createEventBridgeIntake({
  client: new EventBridgeClient({ region: 'eu-central-1' }),
  busName: 'signalbox',
});
const event = (id: string, bytes = 0) => ({
  ...{ id, source: 'crm', detailType: 'Lead Created', time: '2026-03-01T10:00:00Z' },
  detail: { metadata: { id }, data: { x: 'x'.repeat(bytes) } },
});
const sizes = () => mock.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.length);

beforeEach(() => {
  mock.reset();
  mock.on(PutEventsCommand).callsFake(({ Entries }: { readonly Entries: readonly { readonly Detail: string }[] }) => ({
    Entries: Entries.map(({ Detail }) => ({ EventId: `bus-${JSON.parse(Detail).metadata.id}` })),
  }));
});

describe('taking events in', () => {
  test('T5 gives the ids that the bus gave, ten entries to a call', async () => {
    const events = Array.from({ length: 12 }, (_, index) => event(String(index)));

    const ids = await accept(events);

    expect(ids).toEqual(events.map(({ id }) => `bus-${id}`));
    expect(sizes()).toEqual([10, 2]);
  });

  test('sends no more bytes in a call than the bus takes', async () => {
    await accept([event('1', 100_000), event('2', 100_000), event('3', 100_000)]);

    expect(sizes()).toEqual([2, 1]);
  });

  test('puts nothing when one of them is too large', async () => {
    await expect(accept([event('1'), event('2', 270_000)])).rejects.toMatchObject({ code: 'SB703', kind: 'invalid' });
    expect(sizes()).toEqual([]);
  });

  test('that the bus refuses for now may be sent again', async () => {
    mock.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });

    await expect(accept([event('1')])).rejects.toMatchObject({ kind: 'transient' });
  });
});
