import { describe, expect, test } from 'vitest';
import { verifyWebhook } from '../../../../lib/node/standard-webhooks.ts';
import type { HttpResponse } from '../../../../lib/ports/http-caller.ts';
import type { JsonObject } from '../../../../lib/workflow/json.ts';
import { actionTask, actionWorld, failureOf } from './action-world.ts';

const url = 'https://api.example.com/v1';
const keys = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xk'];
const secrets = { api_key: 's3cret', hook: keys.join(' ') };
const json = (body: unknown, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
const call = async (input: JsonObject, answer: HttpResponse = json({}), more = {}) => {
  const world = actionWorld({ secrets, answer: () => answer });
  const result = await world
    .run(actionTask('http.call', { url, ...input }, more))
    .catch((error: Error) => `${error.name} ${error.message}`);
  return { result, request: world.requests[0] };
};

describe('http.call makes the request', () => {
  test('A6 with GET, and nothing more than asked for', async () => {
    const { request } = await call({});
    expect(request).toEqual({ method: 'GET', url, headers: { 'user-agent': 'Signalbox' }, secret: { headers: [] } });
  });

  test('A6 with any method, headers and query', async () => {
    const input = {
      method: 'DELETE',
      headers: { 'X-Trace': 5 },
      query: { q: 'a b&c', n: 1, ok: true },
      url: `${url}?x=1`,
    };
    const { request } = await call(input);
    expect(request).toMatchObject({ method: 'DELETE', url: `${url}?x=1&q=a+b%26c&n=1&ok=true` });
    expect(request?.headers).toMatchObject({ 'x-trace': '5' });
  });

  test('A6 with a templated body, as JSON', async () => {
    const data = { event: { amount: 5, lines: [{ sku: 'a' }] } };
    const body = {
      amount: '{{ event.amount }}',
      lines: '{{ event.lines }}',
      note: 'for {{ event.amount }}',
      none: '{{ event.x }}',
    };
    const { request } = await call({ method: 'POST', body }, json({}), { data });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({ amount: 5, lines: [{ sku: 'a' }], note: 'for 5' });
  });

  test('A6 with a list as JSON, even where a form is announced', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await call({ method: 'POST', body: [1], headers })).request?.body).toBe('[1]');
  });

  test('A6 with text as it is, under its own type or another', async () => {
    const plain = await call({ method: 'PUT', body: 'a=b' });
    expect(plain.request).toMatchObject({ body: 'a=b', headers: { 'content-type': 'text/plain; charset=utf-8' } });
    const xml = await call({ method: 'PUT', body: '<a/>', headers: { 'Content-Type': 'application/xml' } });
    expect(xml.request).toMatchObject({ body: '<a/>', headers: { 'content-type': 'application/xml' } });
  });

  test('A6 with a map as a form, where the header says so', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { request } = await call({ method: 'POST', headers, body: { a: 'b c', n: 1, list: [1] } });
    expect(request).toMatchObject({
      body: 'a=b+c&n=1&list=%5B1%5D',
      headers: { 'content-type': headers['Content-Type'] },
    });
  });

  test.each<[string, JsonObject, Record<string, string>]>([
    ['a bearer token', { bearer: 'api_key' }, { authorization: 'Bearer s3cret' }],
    ['a password', { basic: { user: 'Zoë', password: 'api_key' } }, { authorization: 'Basic Wm/DqzpzM2NyZXQ=' }],
    ['a header of its own', { header: { name: 'X-Api-Key', value: 'api_key' } }, { 'x-api-key': 's3cret' }],
  ])('A6 signed in with %s from a secret', async (_name, auth, headers) => {
    const { request } = await call({ auth });
    expect(request?.headers).toMatchObject(headers);
    expect(request?.secret).toEqual({ headers: Object.keys(headers) });
  });

  test('A6 signed by Standard Webhooks with every key of the secret', async () => {
    const { request } = await call({ method: 'POST', body: { a: 1 }, sign: 'hook' });
    const at = Date.parse('2026-03-02T09:00:05Z');
    for (const key of keys) {
      const id = verifyWebhook({ headers: request?.headers ?? {}, body: request?.body ?? '', keys: key, at });
      expect(id).toMatch(/^msg-[0-9a-f]{32}$/);
    }
  });

  test('A6 signed without a body', async () => {
    const { request } = await call({ sign: 'hook' });
    expect(
      verifyWebhook({
        headers: request?.headers ?? {},
        body: '',
        keys: keys.join(' '),
        at: Date.parse('2026-03-02T09:00:05Z'),
      }),
    ).toBeTruthy();
  });

  test('A6 with an idempotency key that each try repeats, since it may come twice', async () => {
    const [first, second, other] = await Promise.all([
      call({ method: 'POST' }),
      call({ method: 'POST' }),
      call({ method: 'POST' }, json({}), { step: 'other' }),
    ]);
    expect(first.request?.headers['idempotency-key']).toMatch(/^msg-/);
    expect(second.request?.headers['idempotency-key']).toBe(first.request?.headers['idempotency-key']);
    expect(other.request?.headers['idempotency-key']).not.toBe(first.request?.headers['idempotency-key']);
  });
});

describe('http.call hands the answer on', () => {
  test('A6 as status, headers and parsed body, without cookies', async () => {
    const answer = {
      ...json({ score: 700 }),
      headers: { 'content-type': 'application/problem+json', 'set-cookie': 'session=1', etag: 'x' },
    };
    expect((await call({}, answer)).result).toEqual({
      status: 200,
      headers: { 'content-type': 'application/problem+json', etag: 'x' },
      body: { score: 700 },
    });
  });

  test('A6 as text, when it is no JSON', async () => {
    expect((await call({}, { status: 201, headers: {}, body: 'ok' })).result).toEqual({
      status: 201,
      headers: {},
      body: 'ok',
    });
  });

  test('A6 without a body, when there is none', async () => {
    expect((await call({}, { status: 204, headers: {}, body: '' })).result).toEqual({ status: 204, headers: {} });
  });

  test('A6 when the step accepts its status', async () => {
    expect((await call({ accept: [404] }, json({ error: 'none' }, 404))).result).toMatchObject({
      status: 404,
      body: { error: 'none' },
    });
  });
});

describe('returns types the body', () => {
  const returns = { score: 'number', lines: [{ sku: 'text' }] };

  test.each([[{ score: 1, lines: [{ sku: 'a' }] }], [{}], [{ score: null, more: true }]])(
    'A6 %j fits',
    async (body) => {
      expect((await call({}, json(body), { returns })).result).toMatchObject({ body });
    },
  );

  test.each<[unknown, string]>([
    [{ score: '700' }, 'score must be a number'],
    [{ lines: [{ sku: 5 }] }, 'lines.0.sku must be text'],
    [[1], 'the body is no object'],
  ])('A6 %j is the error bad_response, which quotes no value', async (body, problem) => {
    const { result } = await call({}, json(body), { returns });
    expect(result).toContain('Signalbox.Permanent bad_response: api.example.com');
    expect(result).toContain(problem);
    expect(result).not.toContain('700');
  });

  test('A6 an empty body fits: each field may be missing', async () => {
    expect((await call({}, { status: 200, headers: {}, body: '' }, { returns })).result).toEqual({
      status: 200,
      headers: {},
    });
  });

  test('A6 the body of an accepted error is left out when it is another document', async () => {
    expect((await call({ accept: [404] }, json({ score: 'none' }, 404), { returns })).result).not.toHaveProperty(
      'body',
    );
    expect((await call({ accept: [404] }, json({ score: 5 }, 404), { returns })).result).toMatchObject({
      body: { score: 5 },
    });
  });

  test('A6 JSON that does not parse is bad_response, or text where the status is an accepted error', async () => {
    const broken = { ...json(null), body: '{' };
    expect((await call({}, broken)).result).toContain('bad_response');
    expect((await call({ accept: [500] }, { ...broken, status: 500 })).result).toMatchObject({
      status: 500,
      body: '{',
    });
  });
});

describe('http.call fails', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('A6 transiently on %i, so that it is retried', async (status) => {
    expect((await call({}, json({}, status))).result).toContain(
      `Signalbox.Transient http_${status}: api.example.com answered ${status}`,
    );
  });

  test.each([400, 401, 403, 404, 409, 422])('A6 for good on %i', async (status) => {
    expect((await call({}, json({}, status))).result).toContain(`Signalbox.Permanent http_${status}`);
  });

  test('A6 with Retry-After in its message', async () => {
    const answer = { ...json({}, 429), headers: { 'retry-after': '120' } };
    expect((await call({}, answer)).result).toContain('to be tried again after 120');
  });

  test.each([301, 302, 303, 307, 308])('A6 on the redirect %i, which is not followed', async (status) => {
    const { result } = await call({}, { status, headers: { location: 'http://169.254.169.254/' }, body: '' });
    expect(result).toContain('Signalbox.Permanent redirected');
  });

  test.each<[string, JsonObject, string]>([
    ['a body of a GET', { body: { a: 1 } }, 'bad_input'],
    ['a body of a HEAD', { method: 'HEAD', body: 'x' }, 'bad_input'],
    ['two ways to sign in', { auth: { bearer: 'api_key', basic: { user: 'x', password: 'api_key' } } }, 'bad_input'],
    ['a header of the client’s own', { headers: { Host: 'internal' } }, 'bad_header'],
    ['such a header as a secret', { auth: { header: { name: 'Host', value: 'api_key' } } }, 'bad_header'],
    ['a secret that is missing', { auth: { bearer: 'nope' } }, 'secret_missing'],
    ['a list in the query', { query: { a: [1] } }, 'bad_input'],
  ])('on %s, before anything is sent', async (_name, input, code) => {
    const { result, request } = await call(input);
    expect(result).toContain(`Signalbox.Permanent ${code}`);
    expect(request).toBeUndefined();
  });

  test('on an address that is none, as the client says', async () => {
    const world = actionWorld({
      answer: () => {
        throw Object.assign(new Error('bad_url: x'), { name: 'Signalbox.Permanent' });
      },
    });
    expect(await failureOf(world.run(actionTask('http.call', { url: 'nowhere' })))).toContain('bad_url');
    expect(world.requests[0]?.url).toBe('nowhere');
  });
});
