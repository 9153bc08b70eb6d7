import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const GREET = `workflow: greet
trigger: { event: lead.created }
steps: [{ id: hello, do: task.create, with: { title: Call } }]
`;

describe('posted events', () => {
  test('T5 an event by its name starts what it triggers', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    const lead = { id: 'l', contact_id: 'c' };

    const { status, body } = await call('POST', '/events', { event: 'lead.created', data: { lead } });
    await pass();

    expect({ status, ids: body.ids.length }).toEqual({ status: 202, ids: 1 });
    expect((await call('GET', '/runs')).body.items).toMatchObject([
      {
        workflow: 'greet',
        status: 'succeeded',
        contact: 'c',
        trigger: { event: 'lead.created', eventId: body.ids[0] },
      },
    ]);
  });

  test('T5 source and detail type, CloudEvents, and lists of them are taken as they are', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    const type = { source: 'signalbox.crm', detailType: 'Lead Created' };
    const cloud = { specversion: '1.0', id: 'ce-1', source: type.source, type: type.detailType };

    const { status, body } = await call('POST', '/events', [
      { ...type, detail: { lead: { id: 'l-1', contact_id: 'c-1' } }, id: 'own' },
      { ...cloud, data: { lead: { id: 'l-2', contact_id: 'c-2' } } },
    ]);
    await pass();

    expect({ status, body }).toEqual({ status: 202, body: { ids: ['own', 'ce-1'] } });
    const { items } = (await call('GET', '/runs')).body;
    expect(items.map(({ contact }: { contact: string }) => contact).sort()).toEqual(['c-1', 'c-2']);
  });

  test('with a key of its own, putting it twice is putting it once', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    const event = { event: 'lead.created', data: { lead: { id: 'l', contact_id: 'c' } }, idempotencyKey: 'k' };

    await call('POST', '/events', event);
    await call('POST', '/events', event);
    await pass();

    expect((await call('GET', '/runs')).body.items).toHaveLength(1);
  });

  test('with the request’s key, the same answer comes again, and nothing happens twice', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    const event = { event: 'lead.created', data: { lead: { id: 'l', contact_id: 'c' } } };
    const key = { 'idempotency-key': 'request-1' };

    const first = await call('POST', '/events', event, key);
    const second = await call('POST', '/events', event, key);
    await pass();

    expect(second).toMatchObject({ status: 202, body: first.body });
    expect((await call('GET', '/runs')).body.items).toHaveLength(1);
  });

  test.each([
    ['no JSON', '{', 'SB701', 400],
    ['an unknown name', { event: 'lead.creatd', data: {} }, 'SB704', 400],
    ['neither name nor source', { hello: 1 }, 'SB701', 400],
    ['a detail that is no object', { source: 's', detailType: 't', detail: 4 }, 'SB701', 400],
    ['no detail type', { source: 's', detail: {} }, 'SB702', 400],
    [
      'a second event that is wrong',
      [
        { event: 'lead.created', data: {} },
        { event: 'x', data: {} },
      ],
      'SB704',
      400,
    ],
    ['an event over 256 KiB', { source: 's', detailType: 't', detail: { x: 'x'.repeat(270_000) } }, 'SB703', 413],
  ])('%s is a problem, and nothing is accepted', async (_name, body, code, status) => {
    const { call, engine } = await createApiWorld();

    const answer = await call('POST', '/events', body);

    expect(answer).toMatchObject({ status, body: { code, status, resolution: expect.any(String) } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(engine.queue.count()).toEqual({ waiting: 0, dead: 0 });
  });
});

describe('PutEvents', () => {
  const headers = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };

  test('answers as EventBridge does: some entries accepted, some refused, in order', async () => {
    const { call } = await createApiWorld();
    const Entries = [
      { Source: 'shop', DetailType: 'Order Placed', Detail: '{"a":1}', Time: 1_772_000_000 },
      { Source: 'shop', DetailType: 'Order Placed', Detail: '{oops' },
      { DetailType: 'Order Placed', Detail: '{}' },
    ];

    expect(await call('POST', '/', { Entries }, headers)).toMatchObject({
      status: 200,
      body: {
        FailedEntryCount: 2,
        Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'MalformedDetail' }, { ErrorCode: 'InvalidArgument' }],
      },
    });
  });

  test('eleven entries are refused, and so is any other call', async () => {
    const { call } = await createApiWorld();
    const Entries = Array.from({ length: 11 }, () => ({ Source: 's', DetailType: 't', Detail: '{}' }));

    expect(await call('POST', '/', { Entries }, headers)).toMatchObject({ body: { __type: 'ValidationException' } });
    expect(await call('POST', '/', {}, { 'x-amz-target': 'AWSEvents.PutRule' })).toMatchObject({
      status: 400,
      body: { __type: 'UnknownOperationException' },
    });
  });
});
