import { describe, expect, test } from 'vitest';
import { gone, notFound } from '../../../../lib/errors/app-error.ts';
import type { BusEvent } from '../../../../lib/local/engine/bus-event.ts';
import { createHttpApp } from '../../../../lib/local/http/create-http-app.ts';
import type { EngineApi } from '../../../../lib/local/http/engine-api.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';

function createWorld(overrides: Partial<EngineApi> = {}) {
  const accepted: BusEvent[] = [];
  let ids = 0;
  const asked: unknown[] = [];
  const engine: EngineApi = {
    catalogue: builtInCatalogue,
    now: () => Date.UTC(2026, 2, 2),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    accept: async (events) => {
      accepted.push(...events);
    },
    health: () => ({ status: 'ok' }),
    listWorkflows: async () => [],
    showWorkflow: async (id) => ({ id }),
    listRuns: async (filter, page) => {
      asked.push({ filter, page });
      return { items: [] };
    },
    showRun: async (id) => {
      throw notFound({ code: 'SB621', message: `There is no run ${id}.`, resolution: 'List them.' });
    },
    stopRun: async (id, by) => ({ id, by }),
    listApprovals: async () => ({ items: [] }),
    decide: async (id, decision) => ({ id, ...decision }),
    listOutbox: async () => [],
    listDeadLetters: () => [],
    redrive: () => 2,
    ...overrides,
  };
  const app = createHttpApp(engine);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  return { app, post, accepted, asked };
}

describe('posted events', () => {
  test('T5 an event by its name becomes one on the bus, in our envelope', async () => {
    const { post, accepted } = createWorld();
    const lead = { id: 'l', contact_id: 'c' };
    const response = await post('/events', { event: 'lead.created', data: { lead }, idempotencyKey: 'k' });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ ids: ['id-1'] });
    expect(accepted).toMatchObject([
      {
        source: 'signalbox.crm',
        'detail-type': 'Lead Created',
        detail: { metadata: { id: 'id-1', idempotencyKey: 'k', depth: 0 }, data: { lead } },
      },
    ]);
  });

  test('T5 source and detail type, CloudEvents, and lists of them are taken as they are', async () => {
    const { post, accepted } = createWorld();
    const cloud = { specversion: '1.0', id: 'ce-1', source: 'shop', type: 'Order Placed', data: { a: 1 } };
    const response = await post('/events', [{ source: 'shop', detailType: 'Cart Abandoned', detail: { b: 2 } }, cloud]);
    expect(response.status).toBe(202);
    expect(accepted.map(({ id, source, detail }) => ({ id, source, detail }))).toEqual([
      { id: 'id-1', source: 'shop', detail: { b: 2 } },
      { id: 'ce-1', source: 'shop', detail: cloud },
    ]);
  });

  test.each([
    ['no JSON', '{', 'SB701'],
    ['an unknown name', { event: 'lead.creatd', data: {} }, 'SB704'],
    ['neither name nor source', { hello: 1 }, 'SB701'],
    ['a detail that is no object', { source: 's', detailType: 't', detail: 4 }, 'SB701'],
    ['no detail type', { source: 's', detail: {} }, 'SB702'],
    [
      'a second event that is wrong',
      [
        { event: 'lead.created', data: {} },
        { event: 'x', data: {} },
      ],
      'SB704',
    ],
    ['an event over 256 KiB', { source: 's', detailType: 't', detail: { x: 'x'.repeat(270_000) } }, 'SB703'],
  ])('%s is a problem, and nothing is accepted', async (_name, body, code) => {
    const { post, accepted } = createWorld();
    const response = await post('/events', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code, status: 400, resolution: expect.any(String) });
    expect(accepted).toEqual([]);
  });
});

describe('PutEvents', () => {
  const headers = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };

  test('answers as EventBridge does: some entries accepted, some refused, in order', async () => {
    const { post, accepted } = createWorld();
    const Entries = [
      { Source: 'shop', DetailType: 'Order Placed', Detail: '{"a":1}', Time: 1_772_000_000 },
      { Source: 'shop', DetailType: 'Order Placed', Detail: '{oops' },
      { DetailType: 'Order Placed', Detail: '{}' },
    ];
    const response = await post('/', { Entries }, headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      FailedEntryCount: 2,
      Entries: [{ EventId: 'id-1' }, { ErrorCode: 'MalformedDetail' }, { ErrorCode: 'InvalidArgument' }],
    });
    expect(accepted).toMatchObject([{ id: 'id-1', time: '2026-02-25T06:13:20.000Z' }]);
  });

  test('eleven entries are refused, and so is any other call', async () => {
    const { post } = createWorld();
    const Entries = Array.from({ length: 11 }, () => ({ Source: 's', DetailType: 't', Detail: '{}' }));
    expect(await (await post('/', { Entries }, headers)).json()).toMatchObject({ __type: 'ValidationException' });
    const other = await post('/', {}, { 'x-amz-target': 'AWSEvents.PutRule' });
    expect(other.status).toBe(400);
    expect(await other.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('what is read and decided', () => {
  test('R3 filters and pages of run lists are checked', async () => {
    const { app, asked } = createWorld();
    await app.request('/runs?workflow=w&status=failed&limit=5&cursor=9');
    await app.request('/runs?contact=c');
    expect(asked).toEqual([
      { filter: { workflow: 'w', status: 'failed' }, page: { limit: 5, cursor: '9' } },
      { filter: { contact: 'c' }, page: { limit: 20 } },
    ]);
    for (const query of ['status=odd', 'contact=c&workflow=w', 'limit=0', 'limit=1000']) {
      expect((await app.request(`/runs?${query}`)).status).toBe(400);
    }
  });

  test('what is not there is 404 with its code', async () => {
    const { app } = createWorld();
    const run = await app.request('/runs/none');
    expect(run.status).toBe(404);
    expect(await run.json()).toMatchObject({ code: 'SB621', type: 'urn:signalbox:error:SB621' });
    expect(await (await app.request('/nowhere')).json()).toMatchObject({ code: 'SB706', status: 404 });
  });

  test('an error of ours is 500, and says no more than it must', async () => {
    const { app } = createWorld({
      listWorkflows: async () => {
        throw new TypeError('x is undefined');
      },
    });
    const response = await app.request('/workflows');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'SB801' });
  });

  test('F4 a decision that comes too late is answered with 410', async () => {
    const { post } = createWorld({
      decide: async () => {
        throw gone({ code: 'SB633', message: 'It timed out.', resolution: 'Look at the run.' });
      },
    });
    const response = await post('/approvals/a-1/decision', { decision: 'approved', by: 'ana@example.com' });
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({ status: 410, code: 'SB633', resolution: 'Look at the run.' });
  });

  test('F4 a decision is checked before it is taken', async () => {
    const { post } = createWorld();
    const decision = { decision: 'approved', by: 'ana@example.com', comment: 'fine' };
    expect(await (await post('/approvals/a-1/decision', decision)).json()).toEqual({ id: 'a-1', ...decision });
    expect((await post('/approvals/a-1/decision', { decision: 'maybe', by: 'ana' })).status).toBe(400);
    expect((await post('/runs/r-1/stop', { by: 'ana' })).status).toBe(200);
    expect(await (await post('/dead-letters/redrive', {})).json()).toEqual({ redriven: 2 });
  });
});
