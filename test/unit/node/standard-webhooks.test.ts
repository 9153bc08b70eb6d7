import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { signWebhook, verifyWebhook } from '../../../lib/node/standard-webhooks.ts';

const old = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const next = 'whsec_bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LW5leHQ=';
const at = Date.parse('2026-03-02T09:00:00Z');
const body = '{"lead":"ö"}';
const sign = (keys: string) => signWebhook({ id: 'msg-1', at, body, keys });
const verify = (headers: Readonly<Record<string, string | undefined>>, more = {}) =>
  verifyWebhook({ headers, body, keys: old, at, ...more });

afterEach(() => {
  vi.useRealTimers();
});

describe('Signing', () => {
  test('is what the specification’s own library accepts', () => {
    vi.useFakeTimers({ now: at, toFake: ['Date'] });
    expect(new Webhook(old).verify(body, sign(old))).toEqual({ lead: 'ö' });
  });

  test('uses every key while keys are rotated', () => {
    const headers = sign(`${old} ${next}`);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(verify(headers, { keys: old })).toBe('msg-1');
    expect(verify(headers, { keys: next })).toBe('msg-1');
  });

  test.each(['', '  ', 'whsec_', 'whsec_not base64!', `${old} whsec_***`])(
    'refuses the key %j without quoting it',
    (keys) => {
      expect(() => sign(keys)).toThrow(expect.objectContaining({ code: 'bad_signing_key' }));
      expect(() => sign(keys)).not.toThrow('***');
    },
  );
});

describe('Verifying', () => {
  test('accepts what the specification’s own library signs', () => {
    const headers = {
      'webhook-id': 'msg-2',
      'webhook-timestamp': String(at / 1000),
      'webhook-signature': new Webhook(old).sign('msg-2', new Date(at), body),
    };
    expect(verify(headers)).toBe('msg-2');
  });

  test('accepts a signature by either of two keys', () => {
    expect(verify(sign(next), { keys: `${old} ${next}` })).toBe('msg-1');
  });

  test.each([-300, 300])('accepts a message %i seconds away', (seconds) => {
    expect(verify(sign(old), { at: at + seconds * 1000 })).toBe('msg-1');
  });

  test.each<[string, object, object]>([
    ['too old', {}, { at: at + 301_000 }],
    ['from the future', {}, { at: at - 301_000 }],
    ['changed', {}, { body: '{}' }],
    ['signed with another key', {}, { keys: next }],
    ['of another id', { 'webhook-id': 'msg-9' }, {}],
    ['of another time', { 'webhook-timestamp': String(at / 1000 + 1) }, {}],
    ['without a time', { 'webhook-timestamp': undefined }, {}],
    ['without an id', { 'webhook-id': '' }, {}],
    ['without a signature', { 'webhook-signature': undefined }, {}],
    ['with a time that is none', { 'webhook-timestamp': 'soon' }, {}],
    ['with another scheme’s signature', { 'webhook-signature': 'v1a,AAAA' }, {}],
  ])('refuses a message %s', (_name, headers, more) => {
    expect(() => verify({ ...sign(old), ...headers }, more)).toThrow(
      expect.objectContaining({ code: 'SB720', kind: 'invalid' }),
    );
  });
});
