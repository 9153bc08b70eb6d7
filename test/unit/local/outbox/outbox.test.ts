import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { createOutboxEmailSender } from '../../../../lib/local/outbox/outbox-email-sender.ts';
import { answerNothing, createOutboxHttpCaller } from '../../../../lib/local/outbox/outbox-http-caller.ts';
import { createSqliteOutbox } from '../../../../lib/local/outbox/sqlite-outbox.ts';
import { createSqlitePromotionStore } from '../../../../lib/local/outbox/sqlite-promotion-store.ts';
import type { Email } from '../../../../lib/ports/email-sender.ts';
import type { PromotionDecision } from '../../../../lib/ports/promotion-store.ts';

const email: Email = { from: 'a@example.com', to: ['b@example.com'], subject: 'Hi', text: 'x', headers: {}, key: 'k' };
const open = () => {
  let made = 0;
  const outbox = createSqliteOutbox(new DatabaseSync(':memory:'));
  return { outbox, clock: { now: () => Date.parse('2026-03-02T09:00:00Z') }, ids: { ulid: () => `id-${++made}` } };
};

describe('The outbox', () => {
  test('keeps mails instead of sending them, newest first', async () => {
    const deps = open();
    const sender = createOutboxEmailSender(deps);
    expect(await sender.send(email)).toEqual({ messageId: 'id-1' });
    await sender.send({ ...email, subject: 'Second' });
    expect(await deps.outbox.list(10)).toMatchObject([
      { kind: 'email', id: 'id-2', at: '2026-03-02T09:00:00.000Z', email: { subject: 'Second' } },
      { kind: 'email', id: 'id-1', email },
    ]);
    expect(await deps.outbox.list(1)).toHaveLength(1);
  });

  test('keeps a message once', async () => {
    const { outbox } = open();
    const message = { kind: 'email', id: 'same', at: '2026-03-02T09:00:00Z', email } as const;
    await outbox.add(message);
    await outbox.add(message);
    expect(await outbox.list(10)).toEqual([message]);
  });

  test('keeps requests without their secrets, and answers what it is told to', async () => {
    const deps = open();
    const request = {
      method: 'POST',
      url: 'https://example.com/a?b=c',
      headers: { authorization: 'Bearer s3cret', 'x-a': 'b' },
      body: '{}',
      secret: { headers: ['authorization'] },
    };
    const caller = createOutboxHttpCaller(deps, ({ body }) => ({ status: 201, headers: {}, body: body ?? '' }));
    expect(await caller.call(request)).toEqual({ status: 201, headers: {}, body: '{}' });
    const kept = await deps.outbox.list(10);
    expect(kept).toMatchObject([
      { kind: 'http', request: { url: request.url, headers: { authorization: '[redacted]', 'x-a': 'b' }, body: '{}' } },
    ]);
    expect(JSON.stringify(kept)).not.toContain('s3cret');
  });

  test('keeps no address that is a secret', async () => {
    const deps = open();
    const caller = createOutboxHttpCaller(deps, answerNothing);
    const url = 'https://hooks.example.com/T0/s3cret';
    expect(await caller.call({ method: 'POST', url, headers: {}, secret: { url: true } })).toEqual({
      status: 200,
      headers: {},
      body: '',
    });
    await caller.call({ method: 'GET', url: 'https://example.com/', headers: {} });
    expect(await deps.outbox.list(10)).toMatchObject([
      { request: { url: 'https://example.com/' } },
      { request: { url: 'https://hooks.example.com/[redacted]' } },
    ]);
  });
});

describe('Decisions about promotions', () => {
  const decision = (id: string, more: Partial<PromotionDecision> = {}): PromotionDecision => ({
    id,
    contact: 'visitor-1',
    promotion: 'gift',
    data: {},
    workflow: 'promotion-test',
    runId: 'run-1',
    decidedAt: '2026-03-02T09:00:00Z',
    expiresAt: '2026-03-02T10:00:00.000Z',
    ...more,
  });

  test('A10 are fetched by their visitor until they expire, newest first', async () => {
    const store = createSqlitePromotionStore(new DatabaseSync(':memory:'));
    await store.put(decision('a'));
    await store.put(decision('b', { decidedAt: '2026-03-02T09:00:00.500Z', expiresAt: '2026-03-02T09:30:00Z' }));
    await store.put(decision('c', { contact: 'visitor-2' }));
    const idsAt = async (at: string) => (await store.list('visitor-1', at)).map(({ id }) => id);
    expect(await idsAt('2026-03-02T09:29:59Z')).toEqual(['b', 'a']);
    expect(await idsAt('2026-03-02T09:30:00Z')).toEqual(['a']);
    expect(await idsAt('2026-03-02T10:00:00Z')).toEqual([]);
  });

  test('A10 deciding twice is deciding once', async () => {
    const store = createSqlitePromotionStore(new DatabaseSync(':memory:'));
    await store.put(decision('a'));
    await store.put(decision('a', { promotion: 'other' }));
    expect(await store.list('visitor-1', '2026-03-02T09:00:00Z')).toEqual([decision('a')]);
  });
});
