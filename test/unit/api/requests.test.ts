import { describe, expect, test } from 'vitest';
import { createApi } from '../../../lib/api/create-api.ts';
import type { Resources } from '../../../lib/api/handler.ts';
import { conflict } from '../../../lib/errors/app-error.ts';
import type { EffectLedger, EffectState } from '../../../lib/ports/effect-ledger.ts';
import { createApiWorld } from './api-world.ts';

function memoryLedger(): EffectLedger & { readonly states: Map<string, EffectState> } {
  const states = new Map<string, EffectState>();
  return {
    states,
    begin: async (key, attempt, at) => {
      const state = states.get(key);
      if (state !== undefined) return { claimed: false, state };
      states.set(key, { status: 'started', attempt, at });
      return { claimed: true };
    },
    finish: async (key, outcome) => {
      states.set(key, { status: 'done', outcome });
    },
    release: async (key, attempt) => {
      const state = states.get(key);
      if (state?.status === 'started' && state.attempt === attempt) states.delete(key);
    },
  };
}

/** An API whose only resource puts events, by a function of the test’s. */
function createWorld(put: () => Promise<{ readonly ids: readonly string[] }>) {
  const ledger = memoryLedger();
  const failures: unknown[] = [];
  let now = 0;
  let ids = 0;
  const app = createApi({
    resources: { events: { put } } as unknown as Resources,
    authenticate: (context) => ({ name: context.req.header('x-name') ?? 'ana', roles: new Set(['operator']) }),
    onFailure: (error) => failures.push(error),
    ledger,
    hash: (text) => text,
    ids: {
      ulid: () => {
        ids += 1;
        return String(ids);
      },
    },
    clock: { now: () => now },
  });
  const post = async (headers: Readonly<Record<string, string>> = {}, body: unknown = { a: 1 }) => {
    const response = await app.request('/events', { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    ...{ post, failures, ledger },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('errors', () => {
  test('one that nobody foresaw is 500, and keeps its words for the log', async () => {
    const { post, failures } = createWorld(async () => {
      throw new TypeError('secret is undefined');
    });

    const { status, body } = await post();

    expect({ status, code: body.code }).toEqual({ status: 500, code: 'SB801' });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(failures).toEqual([expect.objectContaining({ message: 'secret is undefined' })]);
  });

  test('of callers are no failures of ours', async () => {
    const { post, failures } = createWorld(async () => {
      throw conflict({ code: 'SB611', message: 'Too late.', resolution: 'Look again.', details: { allowed: ['x'] } });
    });

    expect(await post()).toMatchObject({
      status: 409,
      body: {
        ...{ type: 'urn:signalbox:error:SB611', title: 'Changed by someone else at the same time', status: 409 },
        ...{ detail: 'Too late.', resolution: 'Look again.', details: { allowed: ['x'] } },
      },
    });
    expect(failures).toEqual([]);
  });

  test('that say “changed meanwhile” are 412 where the request said what it saw', async () => {
    const { post } = createWorld(async () => {
      throw conflict({ code: 'SB653', message: 'Too late.', resolution: 'Look again.' });
    });

    expect(await post({ 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'SB653' } });
  });
});

describe('an Idempotency-Key', () => {
  test('belongs to its caller', async () => {
    let calls = 0;
    const { post } = createWorld(async () => {
      calls += 1;
      return { ids: [String(calls)] };
    });

    const answers = [
      await post({ 'idempotency-key': 'k', 'x-name': 'ana' }),
      await post({ 'idempotency-key': 'k', 'x-name': 'ana' }),
      await post({ 'idempotency-key': 'k', 'x-name': 'bea' }),
    ];

    expect(answers.map(({ body }) => body.ids)).toEqual([['1'], ['1'], ['2']]);
  });

  test('is free again after an error', async () => {
    let calls = 0;
    const { post } = createWorld(async () => {
      calls += 1;
      if (calls === 1) throw conflict({ code: 'SB611', message: 'Not now.', resolution: 'Later.' });
      return { ids: ['x'] };
    });

    expect((await post({ 'idempotency-key': 'k' })).status).toBe(409);
    expect((await post({ 'idempotency-key': 'k' })).status).toBe(202);
  });

  test('of a request that is still at work is 409, until its maker must have crashed', async () => {
    const begun = Promise.withResolvers<{ readonly ids: readonly string[] }>();
    let calls = 0;
    const { post, pass } = createWorld(() => {
      calls += 1;
      return calls === 1 ? begun.promise : Promise.resolve({ ids: ['second'] });
    });
    const first = post({ 'idempotency-key': 'k' });

    const meanwhile = await post({ 'idempotency-key': 'k' });
    pass(16 * 60_000);
    const later = await post({ 'idempotency-key': 'k' });
    begun.resolve({ ids: ['first'] });
    await first;

    expect(meanwhile).toMatchObject({ status: 409, body: { code: 'SB715' } });
    expect(later).toMatchObject({ status: 202, body: { ids: ['second'] } });
  });

  test.each(['', 'two words', 'x'.repeat(201)])('%j is none', async (key) => {
    const { post } = createWorld(async () => ({ ids: [] }));

    expect(await post({ 'idempotency-key': key })).toMatchObject({ status: 400, body: { code: 'SB701' } });
  });
});

describe('bodies', () => {
  test('over 3 MiB are refused before they are read', async () => {
    const { call } = await createApiWorld();
    const body = JSON.stringify({ event: 'x'.repeat(3 * 1024 * 1024) });

    expect(await call('POST', '/events', body)).toMatchObject({ status: 413, body: { code: 'SB703' } });
    expect(await call('POST', '/events', '{}', { 'content-length': '99999999' })).toMatchObject({ status: 413 });
  });

  test('that are no JSON are refused', async () => {
    const { call } = await createApiWorld();

    expect(await call('POST', '/dead-letters/redrive', '{')).toMatchObject({ status: 400, body: { code: 'SB701' } });
  });
});
