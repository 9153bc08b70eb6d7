import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const GREET = `workflow: greet
name: Greet
trigger: { event: lead.created, if: { field: event.lead.source, is: Website } }
steps: [{ id: hello, do: task.create, with: { title: Call } }]
`;
const ASK = `workflow: ask
trigger: { event: lead.created }
steps:
  - id: review
    approve: Take this lead?
    by: [ana@example.com]
    edit: { title: Call }
    timeout: 1 day
    on_reject: [{ end: refused }]
    on_timeout: [{ end: late }]
`;
const NEWS = `workflow: news
trigger: { event: lead.created }
audience: { consent: marketing }
steps: [{ id: mail, do: email.send, with: { subject: Hi, text: Hello } }]
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };

describe('workflows and versions', () => {
  test('are listed and shown with their numbers', async () => {
    const { call } = await createApiWorld({ greet: GREET });

    expect((await call('GET', '/workflows')).body.items).toMatchObject([
      {
        ...{ id: 'greet', name: 'Greet', origin: 'file', enabled: true, archived: false, activeVersion: 1 },
        trigger: { kind: 'event', event: 'lead.created' },
        counts: { started: 0, open: 0 },
      },
    ]);
    expect((await call('GET', '/workflows/greet')).body).toMatchObject({
      ...{ id: 'greet', version: 1, source: GREET, versions: [{ version: 1, author: 'files' }] },
      estimate: { transitions: { least: expect.any(Number) } },
    });
  });

  test('a version is shown with its text, and without what the engine keeps there for itself', async () => {
    const { call } = await createApiWorld({ greet: GREET });

    const { body } = await call('GET', '/workflows/greet/versions/1');

    expect(body).toMatchObject({ workflow: 'greet', version: 1, name: 'Greet', source: GREET });
    expect(body).not.toHaveProperty('asl');
    expect(body).not.toHaveProperty('machineRef');
    expect((await call('GET', '/workflows/greet/versions')).body.items).toMatchObject([{ version: 1 }]);
  });

  test.each([
    ['/workflows/none', 'SB601'],
    ['/workflows/none/versions', 'SB601'],
    ['/workflows/none/live', 'SB601'],
    ['/workflows/greet/versions/9', 'SB602'],
    ['/runs/none', 'SB621'],
    ['/approvals/none', 'SB631'],
    ['/nowhere', 'SB706'],
  ])('%s is 404 %s', async (path, code) => {
    const { call } = await createApiWorld({ greet: GREET });

    expect(await call('GET', path)).toMatchObject({
      status: 404,
      body: { status: 404, code, type: `urn:signalbox:error:${code}`, title: expect.any(String) },
    });
  });

  test('what runs has its revision as its ETag', async () => {
    const { call } = await createApiWorld({ greet: GREET });

    const { body, headers } = await call('GET', '/workflows/greet/live');

    expect(body).toMatchObject({ workflow: 'greet', enabled: true, active: 1 });
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
    expect(body).not.toHaveProperty('covered');
  });
});

describe('runs', () => {
  test('T10 a start by hand passes over the trigger’s condition', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });

    const { status, body } = await call('POST', '/workflows/greet/runs', { data: LEAD });
    await pass();

    expect({ status, body }).toMatchObject({
      status: 201,
      body: { outcome: 'started', workflow: 'greet', version: 1 },
    });
    expect((await call('GET', `/runs/${body.run}`)).body).toMatchObject({
      run: { status: 'succeeded', contact: 'c' },
      input: { event: LEAD },
      timeline: [{ name: 'Hello', kind: 'do' }],
    });
  });

  test('T10 a start by hand never passes over consent', async () => {
    const { call } = await createApiWorld({ news: NEWS });

    const refused = await call('POST', '/workflows/news/runs', { data: LEAD });

    expect(refused).toMatchObject({ status: 409, body: { code: 'SB716', details: { reason: 'consent' } } });
    expect((await call('GET', '/skipped-runs?workflow=news')).body.items).toMatchObject([
      { workflow: 'news', reason: 'consent', contact: 'c' },
    ]);
    expect((await call('GET', '/skipped-runs?contact=c')).body.items).toHaveLength(1);
  });

  test('T10 a start by hand with a key starts one run', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    const key = { 'idempotency-key': 'one' };

    const first = await call('POST', '/workflows/greet/runs', { data: LEAD }, key);
    const again = await call('POST', '/workflows/greet/runs', { data: LEAD }, key);
    const other = await call('POST', '/workflows/greet/runs', { data: LEAD, contact: 'x' }, key);
    await pass();

    expect(again.body).toEqual(first.body);
    expect(other).toMatchObject({ status: 422, body: { code: 'SB714' } });
    expect((await call('GET', '/runs')).body.items).toHaveLength(1);
  });

  test.each([
    ['no data', {}, 'SB701'],
    ['data that is not the event’s', { data: { lead: 4 } }, 'SB616'],
    ['a field that does not exist', { data: LEAD, when: 'now' }, 'SB701'],
  ])('T10 a start with %s is refused', async (_, body, code) => {
    const { call } = await createApiWorld({ greet: GREET });

    expect(await call('POST', '/workflows/greet/runs', body)).toMatchObject({ status: 400, body: { code } });
  });

  test('R3 lists are filtered, and come in pages', async () => {
    const { call, pass } = await createApiWorld({ greet: GREET });
    for (const n of [1, 2, 3])
      await call('POST', '/workflows/greet/runs', {
        data: { lead: { ...LEAD.lead, id: `l${n}`, contact_id: `c${n}` } },
      });
    await pass();

    const first = await call('GET', '/runs?workflow=greet&status=succeeded&limit=2');
    const second = await call('GET', `/runs?workflow=greet&status=succeeded&limit=2&cursor=${first.body.next}`);

    expect([first, second].map(({ body }) => body.items.length)).toEqual([2, 1]);
    expect(second.body).not.toHaveProperty('next');
    expect((await call('GET', '/runs?contact=c2')).body.items).toMatchObject([{ contact: 'c2' }]);
  });

  test.each([
    ['status=odd', 'SB701', '/query/status'],
    ['limit=0', 'SB701', '/query/limit'],
    ['limit=1000', 'SB701', '/query/limit'],
    ['contact=c&workflow=w', 'SB707', undefined],
  ])('R3 a list with %s is refused, with the field', async (query, code, pointer) => {
    const { call } = await createApiWorld();

    const { status, body } = await call('GET', `/runs?${query}`);

    expect({ status, code: body.code, pointer: body.issues?.[0]?.pointer }).toEqual({ status: 400, code, pointer });
  });

  test('skipped runs are listed by one of workflow and contact', async () => {
    const { call } = await createApiWorld();
    for (const query of ['', '?workflow=a&contact=b']) {
      expect(await call('GET', `/skipped-runs${query}`)).toMatchObject({ status: 400, body: { code: 'SB707' } });
    }
  });

  test('a run is stopped in the caller’s name, once', async () => {
    const { call, pass } = await createApiWorld({ ask: ASK });
    const { body } = await call('POST', '/workflows/ask/runs', { data: LEAD });
    await pass();
    const user = { 'x-signalbox-user': 'ana@example.com' };

    const stopped = await call('POST', `/runs/${body.run}/stop`, { comment: 'a mistake' }, user);
    await pass();
    const again = await call('POST', `/runs/${body.run}/stop`, undefined, user);

    expect(stopped).toMatchObject({ status: 200, body: { stop: { by: 'ana@example.com', comment: 'a mistake' } } });
    expect(again).toMatchObject({ status: 409, body: { code: 'SB622' } });
  });
});

describe('approvals', () => {
  async function createAsked() {
    const world = await createApiWorld({ ask: ASK });
    await world.call('POST', '/workflows/ask/runs', { data: LEAD });
    await world.pass();
    const [approval] = (await world.call('GET', '/approvals?status=open')).body.items;
    const decide = (body: object, by: string) =>
      world.call('POST', `/approvals/${approval.id}/decision`, body, { 'x-signalbox-user': by });
    return { ...world, approval, decide };
  }

  test('F4 are listed and shown without their tokens', async () => {
    const { call, approval } = await createAsked();

    const shown = (await call('GET', `/approvals/${approval.id}`)).body;

    expect(shown).toEqual(approval);
    expect(shown).toMatchObject({ question: 'Take this lead?', by: ['ana@example.com'], status: 'open' });
    expect(shown).not.toHaveProperty('token');
    expect(shown).not.toHaveProperty('key');
  });

  test('F4 are decided by the caller, in the caller’s name', async () => {
    const { decide, call, pass } = await createAsked();

    const decided = await decide(
      { decision: 'approved', comment: 'fine', edited: { title: 'At once' } },
      'ana@example.com',
    );
    await pass();

    expect(decided).toMatchObject({ status: 200, body: { decision: { decision: 'approved', by: 'ana@example.com' } } });
    expect((await call('GET', '/runs?status=succeeded')).body.items).toHaveLength(1);
  });

  test('F4 a foreign decision is 403, a double one 409, a late one 410', async () => {
    const { decide, pass } = await createAsked();
    const other = await createAsked();

    const foreign = await decide({ decision: 'approved' }, 'mallory@example.com');
    await decide({ decision: 'approved' }, 'ana@example.com');
    await pass();
    const double = await decide({ decision: 'rejected' }, 'ana@example.com');
    await other.pass(2 * 86_400_000);
    const late = await other.decide({ decision: 'approved' }, 'ana@example.com');

    expect([foreign, double, late].map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'SB634'],
      [409, 'SB632'],
      [410, 'SB633'],
    ]);
  });

  test('F4 a decision is checked before it is taken', async () => {
    const { decide } = await createAsked();

    expect(await decide({ decision: 'maybe' }, 'ana@example.com')).toMatchObject({
      status: 400,
      body: { code: 'SB701', issues: [{ pointer: '/body/decision', severity: 'error' }] },
    });
    // Nobody decides in somebody else's name.
    expect(await decide({ decision: 'approved', by: 'ana@example.com' }, 'mallory@example.com')).toMatchObject({
      status: 400,
    });
  });
});

describe('an engine on this machine', () => {
  test('shows what it did not send, and what it gave up', async () => {
    const { call } = await createApiWorld();

    expect((await call('GET', '/health')).body).toEqual({ status: 'ok', queue: { waiting: 0, dead: 0 } });
    expect((await call('GET', '/outbox')).body).toEqual({ items: [] });
    expect((await call('GET', '/dead-letters')).body).toEqual({ items: [] });
    expect((await call('POST', '/dead-letters/redrive', {})).body).toEqual({ redriven: 0 });
    expect(await call('POST', '/dead-letters/redrive', { id: 99 })).toMatchObject({
      status: 404,
      body: { code: 'SB717' },
    });
  });

  test.each([
    ['a name that somebody else gave it', 'http://evil.example:4400/workflows', {}],
    ['pages of other sites', 'http://127.0.0.1:4400/workflows', { origin: 'https://evil.example' }],
    ['pages without an address', 'http://127.0.0.1:4400/workflows', { origin: 'null' }],
  ])('does not answer %s', async (_, url, headers) => {
    const { app } = await createApiWorld();

    const response = await app.request(url, { headers });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'SB711' });
  });

  test('answers its own pages', async () => {
    const { app } = await createApiWorld();
    const headers = { origin: 'http://localhost:4400' };
    expect((await app.request('http://localhost:4400/health', { headers })).status).toBe(200);
  });
});
