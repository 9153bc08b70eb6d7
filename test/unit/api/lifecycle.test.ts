import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const FIRST = `workflow: greet
name: Greet
trigger: { event: lead.created }
steps:
  # Someone calls.
  - { id: call, do: task.create, with: { title: Call } }
`;
const SECOND = FIRST.replace('title: Call', 'title: Call at once');
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };
const by = (name: string) => ({ 'x-signalbox-user': name });

/** A workflow with two versions, the first one active. */
async function createPublished() {
  const world = await createApiWorld();
  const { call } = world;
  await call('POST', '/workflows', { text: FIRST }, by('ana@example.com'));
  await publish(world, { activate: true, description: 'First' });
  await saveNew(world, SECOND);
  await publish(world, { description: 'Second' });
  const change = async (body: object, revision?: number) => {
    const seen = revision ?? (await call('GET', '/workflows/greet/live')).body.revision;
    return call('PUT', '/workflows/greet/live', body, { 'if-match': `"${seen}"`, ...by('olga@example.com') });
  };
  return { ...world, change };
}

type World = Awaited<ReturnType<typeof createApiWorld>>;

async function publish({ call }: World, body: object) {
  const { headers } = await call('GET', '/workflows/greet/draft');
  return call('POST', '/workflows/greet/versions', body, { 'if-match': headers.get('etag') ?? '' });
}

const saveNew = ({ call }: World, text: string) =>
  call('PUT', '/workflows/greet/draft', { text, basedOn: 1 }, { 'if-none-match': '*' });

describe('V1 drafts', () => {
  test('begin a workflow, run nothing, and are listed with their name', async () => {
    const { call } = await createApiWorld();

    const created = await call('POST', '/workflows', { text: FIRST, why: 'new leads' }, by('ana@example.com'));

    expect(created).toMatchObject({
      status: 201,
      body: { workflow: 'greet', text: FIRST, savedBy: 'ana@example.com', issues: [] },
    });
    expect(created.headers.get('etag')).toBe(`"${created.body.revision}"`);
    expect((await call('GET', '/workflows')).body.items).toMatchObject([
      { id: 'greet', name: 'Greet', origin: 'api', enabled: false },
    ]);
    const shown = (await call('GET', '/workflows/greet')).body;
    expect(shown).toMatchObject({ id: 'greet', versions: [] });
    expect(shown).not.toHaveProperty('version');
  });

  test('with errors are kept, and say all of them', async () => {
    const { call } = await createApiWorld();

    const { status, body } = await call('POST', '/workflows', { text: 'workflow: greet\nsteps: []\n' });

    expect(status).toBe(201);
    expect(body.issues.map(({ severity }: { severity: string }) => severity)).toContain('error');
    expect(body.issues[0]).toMatchObject({ code: expect.stringMatching(/^SB\d{3}$/), pointer: expect.any(String) });
  });

  test('are saved by one person at a time', async () => {
    const { call } = await createApiWorld();
    const { body } = await call('POST', '/workflows', { text: FIRST });
    const save = (headers: Readonly<Record<string, string>>) =>
      call('PUT', '/workflows/greet/draft', { text: SECOND }, headers);

    const blind = await save({});
    const first = await save({ 'if-match': `"${body.revision}"` });
    const second = await save({ 'if-match': `"${body.revision}"` });
    const fresh = await save({ 'if-none-match': '*' });
    const odd = await save({ 'if-match': 'what I saw' });

    expect([blind, first, second, fresh, odd].map(({ status, body: { code } }) => [status, code])).toEqual([
      [428, 'SB710'],
      [200, undefined],
      [412, 'SB653'],
      [412, 'SB653'],
      [400, 'SB701'],
    ]);
  });

  test('are edited step by step, and keep their comments', async () => {
    const { call } = await createApiWorld();
    const { headers } = await call('POST', '/workflows', { text: FIRST });
    const edit = {
      kind: 'insert',
      place: { list: '/steps', index: 1 },
      step: '{ id: tag, do: contact.tag, with: { add: [VIP] } }',
    };

    const { status, body } = await call(
      'POST',
      '/workflows/greet/draft/edits',
      { edit },
      {
        'if-match': headers.get('etag') ?? '',
      },
    );

    expect(status).toBe(200);
    expect(body.text).toContain('# Someone calls.');
    expect(body.text).toContain('contact.tag');
    expect(body.issues).toEqual([]);
  });

  test('are thrown away', async () => {
    const { call } = await createApiWorld();
    const { headers } = await call('POST', '/workflows', { text: FIRST });

    const discarded = await call('DELETE', '/workflows/greet/draft', undefined, {
      'if-match': headers.get('etag') ?? '',
    });

    expect(discarded).toMatchObject({ status: 204, body: undefined });
    expect(await call('GET', '/workflows/greet/draft')).toMatchObject({ status: 404, body: { code: 'SB652' } });
  });

  test('of files are not edited', async () => {
    const { call } = await createApiWorld({ greet: FIRST });

    const saved = await call('PUT', '/workflows/greet/draft', { text: SECOND }, { 'if-none-match': '*' });

    expect(saved).toMatchObject({
      status: 409,
      body: { code: 'SB654', resolution: expect.stringContaining('Allowed') },
    });
  });
});

describe('V2 versions', () => {
  test('are published from the draft, checked again, and described', async () => {
    const world = await createApiWorld();
    const { call } = world;
    await call('POST', '/workflows', { text: FIRST });

    const { status, body } = await publish(world, { description: 'First', activate: true });
    const described = await call('PATCH', '/workflows/greet/versions/1', { description: 'The first one' });

    expect({ status, body }).toMatchObject({
      status: 201,
      body: { version: { version: 1, description: 'First' }, created: true, live: { active: 1, enabled: true } },
    });
    expect(described.body).toMatchObject({ version: 1, description: 'The first one' });
    expect(await call('GET', '/workflows/greet/draft')).toMatchObject({ status: 404 });
  });

  test('are not published with errors', async () => {
    const world = await createApiWorld();
    await world.call('POST', '/workflows', { text: 'workflow: greet\nsteps: []\n' });

    expect(await publish(world, {})).toMatchObject({
      status: 400,
      body: { code: 'SB603', issues: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]) },
    });
  });

  test('are published once for one key', async () => {
    const { call } = await createApiWorld();
    const { headers } = await call('POST', '/workflows', { text: FIRST });
    const given = { 'if-match': headers.get('etag') ?? '', 'idempotency-key': 'publish-1' };

    const first = await call('POST', '/workflows/greet/versions', { description: 'x' }, given);
    const again = await call('POST', '/workflows/greet/versions', { description: 'x' }, given);

    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
  });

  test('are compared step by step', async () => {
    const { call } = await createPublished();

    const { body } = await call('GET', '/workflows/greet/compare?from=1&to=2');

    expect(body).toMatchObject({ from: 1, to: 2, steps: [{ step: 'call', kind: 'changed' }] });
    expect(body.lines).toHaveLength(body.lines.length);
    expect(body.lines.join('\n')).toContain('Call at once');
  });
});

describe('V3 what runs', () => {
  test('is staged, promoted and reverted, each with its entry on record', async () => {
    const { call, change } = await createPublished();

    const staged = await change({ rollout: { version: 2, percent: 25 }, why: 'try it' });
    const promoted = await change({ rollout: { version: 2, percent: 100 } });
    const back = await change({ version: 1 });

    expect([staged, promoted, back].map(({ status, body }) => [status, body.active, body.rollout?.percent])).toEqual([
      [200, 1, 25],
      [200, 2, undefined],
      [200, 1, undefined],
    ]);
    expect(staged.body).toMatchObject({ actions: ['rollout.staged'], takesEffectWithinSeconds: expect.any(Number) });
    const { items } = (await call('GET', '/workflows/greet/audit')).body;
    expect(items.slice(0, 3)).toMatchObject([
      { action: 'workflow.activated', by: 'olga@example.com' },
      { action: 'rollout.promoted' },
      { action: 'rollout.staged', why: 'try it' },
    ]);
    expect((await call('GET', '/audit?limit=1')).body).toMatchObject({
      items: [{ workflow: 'greet' }],
      next: expect.any(String),
    });
  });

  test('is changed by one person at a time', async () => {
    const { change, call } = await createPublished();
    const { revision } = (await call('GET', '/workflows/greet/live')).body;

    const first = await change({ enabled: false }, revision);
    const second = await change({ version: 2 }, revision);
    const blind = await call('PUT', '/workflows/greet/live', { enabled: true });

    expect([first.status, second.status, blind.status]).toEqual([200, 412, 428]);
    expect(second.body.code).toBe('SB611');
  });

  test('moves that are not allowed are conflicts that say what is', async () => {
    const { change } = await createPublished();

    expect(await change({ rollout: { version: 1, percent: 10 } })).toMatchObject({
      status: 409,
      body: { resolution: expect.stringContaining('llowed') },
    });
  });

  test('takes effect at once: a disabled workflow starts nothing', async () => {
    const { change, call, pass } = await createPublished();

    await change({ enabled: false });
    await call('POST', '/events', { event: 'lead.created', data: LEAD });
    await pass();

    expect((await call('GET', '/runs')).body.items).toEqual([]);
  });
});

describe('a workflow’s life', () => {
  test('V5 a copy begins as a draft under its own id', async () => {
    const { call } = await createPublished();

    const { status, body } = await call('POST', '/workflows/greet/duplicate', { to: 'greet-again', name: 'Again' });

    expect({ status, body }).toMatchObject({ status: 201, body: { workflow: 'greet-again' } });
    expect(body.text).toMatch(/^workflow: "?greet-again"?$/m);
    expect(await call('POST', '/workflows/greet/duplicate', { to: 'greet-again' })).toMatchObject({
      status: 409,
      body: { code: 'SB651' },
    });
  });

  test('V4 archiving disables it and keeps everything', async () => {
    const { call } = await createPublished();
    const { headers } = await call('GET', '/workflows/greet/live');

    const archived = await call('POST', '/workflows/greet/archive', {}, { 'if-match': headers.get('etag') ?? '' });

    expect(archived).toMatchObject({ status: 200, body: { archived: true, enabled: false } });
    expect((await call('GET', '/workflows/greet/versions')).body.items).toHaveLength(2);
  });

  test('pruning gives up what no run uses, and can be asked before', async () => {
    const { call } = await createPublished();

    const { body } = await call('POST', '/workflows/greet/prune', { dryRun: true });

    expect(body.kept).toEqual(expect.arrayContaining([{ version: 1, reason: 'active' }]));
  });
});
