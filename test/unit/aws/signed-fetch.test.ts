import { describe, expect, test } from 'vitest';
import { createSignedFetch } from '../../../lib/aws/signed-fetch.ts';

async function sign(input: string, init?: RequestInit): Promise<Headers> {
  let sent = new Headers();
  const call = createSignedFetch({
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' },
    region: 'eu-central-1',
    fetch: async (_, { headers } = {}) => {
      sent = new Headers(headers);
      return new Response();
    },
  });
  await call(input, init);
  return sent;
}

describe('a signed fetch', () => {
  test('signs for API Gateway, in its region, with what the request says', async () => {
    const headers = await sign('https://api.example.com/runs?limit=5', { headers: { 'idempotency-key': 'k' } });

    expect(headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, SignedHeaders=host;idempotency-key;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
    );
    expect(headers.get('x-amz-security-token')).toBe('session');
    expect(headers.has('host')).toBe(false);
  });

  test('covers the body', async () => {
    const post = async (body: string) =>
      (await sign('https://api.example.com/events', { method: 'POST', body })).get('x-amz-content-sha256');

    // The hash of `{}`, by any tool.
    expect(await post('{}')).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    expect(await post('{"a":1}')).not.toBe(await post('{}'));
  });
});
