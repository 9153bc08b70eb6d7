import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../lib/errors/app-error.ts';
import { createGuardedHttpCaller, type GuardedHttpOptions } from '../../../lib/node/guarded-http-caller.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, options: GuardedHttpOptions = {}) =>
  createGuardedHttpCaller(options).call({ method: 'GET', url, headers: {} });
const failureOf = async (call: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return { answered: await call };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, kind: error.kind, ...error.details, message: error.message };
  }
};
/** A resolver that gives these addresses, one after the other. */
const resolvesTo = (...addresses: string[]): LookupFunction => {
  let asked = 0;
  return (_name, options, done) => {
    const address = addresses[Math.min(asked++, addresses.length - 1)] ?? '';
    const family = address.includes(':') ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
};

describe('Private and reserved addresses are blocked, however they are written', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://100.64.0.1/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ])('%s', async (url) => {
    expect(await failureOf(get(url))).toMatchObject({ code: 'blocked_address', kind: 'invalid', effect: 'none' });
  });

  test.each([
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/v2/credentials',
    'https://[fd00:ec2::254]/latest/meta-data/',
  ])('metadata and credentials at %s', async (url) => {
    expect(await failureOf(get(url))).toMatchObject({ code: 'blocked_address' });
  });

  test.each(['127.0.0.1', '169.254.169.254', '10.1.2.3', '::1', '::7f00:1', '::ffff:127.0.0.1', 'fd00:ec2::254'])(
    'a name that resolves to %s',
    async (address) => {
      expect(await failureOf(get('https://innocent.example/', { lookup: resolvesTo(address) }))).toMatchObject({
        code: 'blocked_address',
      });
    },
  );

  test('a name whose second address is private, since either may be used', async () => {
    const lookup: LookupFunction = (_name, _options, done) =>
      done(null, [
        { address: '203.0.114.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await failureOf(get('https://innocent.example/', { lookup }))).toMatchObject({ code: 'blocked_address' });
  });

  test('a name that was public at the first call and is private at the next: each call is checked anew', async () => {
    const cut = new AbortController();
    const addresses = ['203.0.114.1', '127.0.0.1'];
    const asked: string[] = [];
    const lookup: LookupFunction = (name, options, done) => {
      const address = addresses[asked.push(name) - 1] ?? '';
      if (options.all) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
      // The first call passes the check and would go out to the network; it is cut off there.
      cut.abort();
    };
    const deadline = () => (asked.length === 0 ? cut.signal : new AbortController().signal);
    const caller = createGuardedHttpCaller({ lookup, deadline });
    const request = { method: 'GET', url: 'https://rebinding.example/', headers: {} };
    expect(await failureOf(caller.call(request))).toMatchObject({ code: 'http_timeout' });
    expect(await failureOf(caller.call(request))).toMatchObject({ code: 'blocked_address' });
    expect(asked).toEqual(['rebinding.example', 'rebinding.example']);
  });

  test('localhost by its name', async () => {
    expect(await failureOf(get('https://localhost/'))).toMatchObject({ code: 'blocked_address' });
  });
});

describe('Addresses that are refused before anything is looked up', () => {
  test.each([
    ['http without an allowance', 'http://example.com/', 'must begin with https://'],
    ['no URL', 'example.com/path', 'no absolute URL'],
    ['another scheme', 'file:///etc/passwd', 'must begin with https://'],
    ['a password in it', 'https://user:hunter2@example.com/', 'carries a user name or password'],
    ['a user name in it', 'https://user@example.com/', 'carries a user name or password'],
  ])('%s', async (_name, url, problem) => {
    const failure = await failureOf(get(url));
    expect(failure).toMatchObject({ code: 'bad_url', kind: 'invalid', message: expect.stringContaining(problem) });
    expect(failure.message).not.toContain('hunter2');
  });
});

describe('Origins that the deployment allows', () => {
  test('may be local and without TLS', async () => {
    const origin = await serve((_request, response) => response.end('hello'));
    expect(await get(`${origin}/x?y=1`, { allowOrigins: [origin] })).toMatchObject({ status: 200, body: 'hello' });
  });

  test('count whole: another port, or another name of the same machine, stays blocked', async () => {
    const origin = await serve((_request, response) => response.end('hello'));
    const other = await serve((_request, response) => response.end('secret'));
    expect(await failureOf(get(other, { allowOrigins: [origin] }))).toMatchObject({ code: 'bad_url' });
    expect(await failureOf(get(origin.replace('127.0.0.1', 'localhost'), { allowOrigins: [origin] }))).toMatchObject({
      code: 'bad_url',
    });
    expect(await failureOf(get(origin.replace('http:', 'https:'), { allowOrigins: [origin] }))).toMatchObject({
      code: 'blocked_address',
    });
  });
});

describe('A call', () => {
  test('carries method, headers and body, and hands back status, headers and body', async () => {
    const seen: unknown[] = [];
    const origin = await serve(async (request, response) => {
      const chunks: string[] = [];
      for await (const chunk of request.setEncoding('utf8')) chunks.push(chunk);
      seen.push(
        request.method,
        request.url,
        request.headers['x-a'],
        request.headers['accept-encoding'],
        chunks.join(''),
      );
      response.writeHead(404, { 'Content-Type': 'text/plain', 'X-B': ['1', '2'] }).end('nöthing');
    });
    const caller = createGuardedHttpCaller({ allowOrigins: [origin] });
    const response = await caller.call({ method: 'PUT', url: `${origin}/a`, headers: { 'x-a': 'b' }, body: '{"ö":1}' });
    expect(seen).toEqual(['PUT', '/a', 'b', 'identity', '{"ö":1}']);
    expect(response).toMatchObject({
      status: 404,
      body: 'nöthing',
      headers: { 'content-type': 'text/plain', 'x-b': '1, 2' },
    });
  });

  test('does not follow redirects', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/inner' }).end();
      else response.end('followed');
    });
    expect(await get(`${origin}/`, { allowOrigins: [origin] })).toMatchObject({
      status: 302,
      headers: { location: '/inner' },
      body: '',
    });
  });

  test('stops reading an answer that is too large', async () => {
    const origin = await serve((_request, response) => {
      response.write('x'.repeat(600));
      response.end('x'.repeat(600));
    });
    const options = { allowOrigins: [origin], maxBytes: 1_000 };
    expect(await failureOf(get(origin, options))).toMatchObject({
      code: 'response_too_large',
      kind: 'invalid',
      effect: 'unknown',
    });
    expect(await get(origin, { ...options, maxBytes: 1_200 })).toMatchObject({ body: 'x'.repeat(1_200) });
  });

  test('that is not answered in time is transient, and may have been carried out', async () => {
    const waiting = new AbortController();
    const origin = await serve(() => waiting.abort());
    const failure = await failureOf(get(origin, { allowOrigins: [origin], deadline: () => waiting.signal }));
    expect(failure).toMatchObject({ code: 'http_timeout', kind: 'transient', effect: 'unknown' });
  });

  test('that is answered too slowly is transient, too', async () => {
    const waiting = new AbortController();
    const origin = await serve((_request, response) => {
      response.write('begins', () => waiting.abort());
    });
    expect(await failureOf(get(origin, { allowOrigins: [origin], deadline: () => waiting.signal }))).toMatchObject({
      code: 'http_timeout',
    });
  });

  test('that reaches nobody is transient, and certainly had no effect', async () => {
    const origin = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect(await failureOf(get(origin, { allowOrigins: [origin] }))).toMatchObject({
      code: 'network_error',
      kind: 'transient',
      effect: 'none',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('that is cut off may have been carried out', async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect(await failureOf(get(origin, { allowOrigins: [origin] }))).toMatchObject({
      code: 'network_error',
      effect: 'unknown',
    });
  });

  test('whose answer is cut off may have been carried out', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await failureOf(get(origin, { allowOrigins: [origin] }))).toMatchObject({
      code: 'network_error',
      effect: 'unknown',
    });
  });

  test('with a header of two lines is refused', async () => {
    const origin = await serve((_request, response) => response.end());
    const caller = createGuardedHttpCaller({ allowOrigins: [origin] });
    const request = { method: 'GET', url: origin, headers: { 'x-a': 'a\r\nx-b: c' } };
    expect(await failureOf(caller.call(request))).toMatchObject({
      code: 'bad_header',
      kind: 'invalid',
      effect: 'none',
    });
  });
});
