import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { TEMPLATE_TEXTS } from '../../support/template-texts.ts';
import { createApiWorld } from './api-world.ts';

const TEXT = TEMPLATE_TEXTS['greet.workflow.yaml'] ?? '';
const JOURNEY = readFileSync(join(import.meta.dirname, '../../fixtures/pinpoint/webinar.json'), 'utf8');
const EVERYTHING: Partial<Catalogue> = {
  teams: new Map([['vips', ['vip@example.com']]]),
  segments: new Set(['gold']),
  secrets: new Set(['crm_key']),
  messages: new Set(['greeting']),
};
const createWorld = (names = EVERYTHING) => createApiWorld({}, undefined, names);
type Call = Awaited<ReturnType<typeof createWorld>>['call'];

/** The bundle of a published version, as text. */
async function exported({ call }: { readonly call: Call }) {
  const { headers } = await call('POST', '/workflows', { text: TEXT });
  const published = await call(
    ...(['POST', '/workflows/greet/versions'] as const),
    { description: 'The first' },
    { 'if-match': headers.get('etag') ?? '' },
  );
  expect(published.status).toBe(201);
  return JSON.stringify((await call('GET', '/workflows/greet/export?version=1')).body);
}

/** What can be seen to have changed. */
async function changes(call: Call) {
  const [workflows, audit] = await Promise.all([call('GET', '/workflows'), call('GET', '/audit')]);
  return [workflows.body.items, audit.body.items];
}

describe('V5 templates', () => {
  test('are listed with what is missing here', async () => {
    const { call } = await createWorld({ ...EVERYTHING, secrets: new Set() });

    const { status, body } = await call('GET', '/templates');

    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { id: 'greet', questions: 2, ready: false, missing: [{ kind: 'secrets', name: 'crm_key', has: false }] },
    ]);
  });

  test('are previewed', async () => {
    const { call } = await createWorld();

    const { body } = await call('GET', '/templates/greet');

    expect(body).toMatchObject({ source: TEXT, ready: true, cases: ['Everybody is greeted'] });
    expect(body.questions).toMatchObject([{ id: 'title', standing: 'Call' }, { id: 'team' }]);
    expect(await call('GET', '/templates/great')).toMatchObject({ status: 404, body: { code: 'SB555' } });
  });

  test('are used once for each key', async () => {
    const { call } = await createWorld();
    const use = () =>
      call('POST', '/templates/greet/use', { workflow: 'vip', answers: { title: 'Ring' } }, { 'idempotency-key': 'a' });

    const first = await use();

    expect(first).toMatchObject({ status: 201, body: { workflow: 'vip', revision: 1, issues: [] } });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.body.text).toContain('title: Ring');
    expect((await use()).body).toEqual(first.body);
    const again = await call('POST', '/templates/greet/use', { workflow: 'vip' });
    expect(again).toMatchObject({ status: 409, body: { code: 'SB651' } });
  });

  test('with wrong answers change nothing', async () => {
    const { call } = await createWorld({ ...EVERYTHING, messages: new Set() });

    const refused = await call('POST', '/templates/greet/use', { workflow: 'vip', answers: { team: 'nobody', x: 1 } });

    expect(refused).toMatchObject({ status: 400, body: { code: 'SB564' } });
    expect(refused.body.issues).toMatchObject([{ pointer: '/answers/team' }, { pointer: '/answers/x' }]);
    expect(refused.body.details.missing).toEqual([{ kind: 'messages', name: 'greeting' }]);
    expect(await changes(call)).toEqual([[], []]);
  });
});

describe('V5 bundles', () => {
  test('go from one engine to another with the same definition', async () => {
    const bundle = await exported(await createWorld());
    const { call } = await createWorld();

    const imported = await call('POST', '/imports/bundle', { bundle }, { 'idempotency-key': 'a' });

    expect(imported).toMatchObject({ status: 201, body: { workflow: 'greet', text: TEXT, issues: [] } });
    expect(imported.headers.get('etag')).toBe('"1"');
    const draft = (await call('GET', '/workflows/greet/export')).body;
    expect({ ...draft, description: 'The first' }).toEqual(JSON.parse(bundle));
    expect((await call('GET', '/workflows/greet/history')).status).toBe(404);
  });

  test('into an engine that lacks a secret, a message and a segment are refused, and nothing changes', async () => {
    const bundle = await exported(await createWorld());
    const { call } = await createWorld({ teams: new Map([['vips', ['vip@example.com']]]) });

    const { status, body } = await call('POST', '/imports/bundle', { bundle });

    expect({ status, code: body.code }).toEqual({ status: 400, code: 'SB582' });
    expect(body.detail).toContain('segments gold; secrets crm_key; messages greeting');
    expect(body.details.missing.map(({ name }: { name: string }) => name)).toEqual(['gold', 'crm_key', 'greeting']);
    expect(body.issues).toHaveLength(3);
    expect(await changes(call)).toEqual([[], []]);
  });

  test('become a new draft of a workflow that is there, if that is asked', async () => {
    const { call } = await createWorld();
    const bundle = await exported({ call });

    const taken = await call('POST', '/imports/bundle', { bundle });
    const saved = await call('POST', '/imports/bundle', { bundle, draftRevision: 0, why: 'from test' });
    const stale = await call('POST', '/imports/bundle', { bundle, draftRevision: 0 });

    expect([taken.status, saved.status, stale.status]).toEqual([409, 201, 409]);
    const history = await call('GET', '/workflows/greet/audit');
    expect(history.body.items[0]).toMatchObject({ action: 'draft.saved', why: 'from test' });
  });

  test.each(['[', '{}', '[[1]]', 'null', '{"format":1}', '{"format":9}', '['.repeat(5000), '{"a":'.repeat(5000)])(
    'of nonsense are refused',
    async (bundle) => {
      const { call, failures } = await createWorld();

      expect(await call('POST', '/imports/bundle', { bundle })).toMatchObject({ status: 400, body: { code: 'SB582' } });
      expect(failures).toEqual([]);
    },
  );

  test('that are too large are refused before they are read', async () => {
    const { call } = await createWorld();

    const large = await call('POST', '/imports/bundle', { bundle: ' '.repeat(1_100_000) });
    const larger = await call('POST', '/imports/bundle', { bundle: ' '.repeat(1_300_000) });

    expect(large).toMatchObject({ status: 400, body: { issues: [{ code: 'SB571' }] } });
    expect(larger).toMatchObject({ status: 400, body: { code: 'SB701' } });
  });

  test('of what is not there, or has errors, are not exported', async () => {
    const { call } = await createWorld();
    await call('POST', '/workflows', { text: 'workflow: bad\nsteps: nonsense\n' });

    expect(await call('GET', '/workflows/nope/export')).toMatchObject({ status: 404, body: { code: 'SB601' } });
    expect(await call('GET', '/workflows/bad/export?version=2')).toMatchObject({ status: 404 });
    expect(await call('GET', '/workflows/bad/export?version=draft')).toMatchObject({
      ...{ status: 409, body: { code: 'SB583' } },
    });
  });
});

describe('V5 journeys', () => {
  test('become drafts with what is left to be done', async () => {
    const { call } = await createWorld();

    const { status, body, headers } = await call('POST', '/imports/pinpoint', { journey: JOURNEY, workflow: 'june' });

    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({ workflow: 'june', text: expect.stringContaining('Amazon Pinpoint journey') });
    expect(body.leftovers).toContainEqual(expect.objectContaining({ place: 'Activities.invite.EMAIL.TemplateName' }));
    expect((await call('GET', '/workflows/june/draft')).body.text).toBe(body.text);
  });

  test.each(['{}', 'x', '['.repeat(9000)])('of nonsense are refused', async (journey) => {
    const { call, failures } = await createWorld();

    expect(await call('POST', '/imports/pinpoint', { journey })).toMatchObject({
      status: 400,
      body: { code: 'SB581' },
    });
    expect(failures).toEqual([]);
  });
});
