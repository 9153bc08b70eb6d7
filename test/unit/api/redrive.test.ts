import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const SCORE = `workflow: score
trigger: { event: lead.created }
audience: { overlap: false }
steps:
  - { id: hello, do: notify.send, with: { to: ana@example.com, text: Hi } }
  - { id: ask, do: http.call, with: { url: "https://example.com/score" }, retry: none }
  - { id: bye, do: notify.send, with: { to: ana@example.com, text: Bye } }
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };

async function failedRun() {
  const http = { status: 500 };
  const world = await createApiWorld(
    { score: SCORE },
    {
      call: async () => ({ status: http.status, headers: {}, body: '{}' }),
    },
  );
  const { body } = await world.call('POST', '/workflows/score/runs', { data: LEAD });
  await world.pass(60_000);
  return { ...world, http, run: `/runs/${body.run}` };
}

test('R5 a redriven run goes on at the step that failed, and repeats no side effect of those before it', async () => {
  const { call, pass, http, run } = await failedRun();
  expect((await call('GET', run)).body.run).toMatchObject({ status: 'failed', redrives: 0 });
  http.status = 200;

  expect((await call('POST', `${run}/redrive`)).body).toMatchObject({ status: 'running', redrives: 1 });
  await pass(60_000);

  expect((await call('GET', run)).body.run).toMatchObject({ status: 'succeeded', redrives: 1 });
  const { items } = (await call('GET', '/outbox?limit=10')).body;
  const texts = items.map(({ email }: { readonly email: { readonly text: string } }) => email.text);
  expect(texts.toSorted()).toEqual([expect.stringContaining('Bye'), expect.stringContaining('Hi')]);
  const [workflow] = (await call('GET', '/workflows')).body.items;
  expect(workflow.counts).toMatchObject({ started: 1, open: 0, failed: 0, succeeded: 1 });
});

test('R2 the timeline of a redriven run shows both tries, and when the second began', async () => {
  const { call, pass, http, run } = await failedRun();
  http.status = 200;
  await call('POST', `${run}/redrive`);
  await pass(60_000);

  const { timeline } = (await call('GET', run)).body;

  const steps = timeline.filter(({ kind }: { readonly kind: string }) => kind === 'do' || kind === 'redrive');
  expect(steps).toMatchObject([
    { step: 'hello', tries: 1 },
    { step: 'ask', tries: 2, error: { code: expect.any(String) } },
    { kind: 'redrive' },
    { step: 'bye', tries: 1 },
  ]);
  expect(steps[1]).not.toHaveProperty('failed');
});

test('R5 a run that fails again may be redriven again; one that has ended well may not', async () => {
  const { call, pass, http, run } = await failedRun();
  await call('POST', `${run}/redrive`);
  await pass(60_000);
  expect((await call('GET', run)).body.run).toMatchObject({ status: 'failed', redrives: 1 });
  http.status = 200;
  expect((await call('POST', `${run}/redrive`)).body).toMatchObject({ redrives: 2 });
  await pass(60_000);

  expect(await call('POST', `${run}/redrive`)).toMatchObject({
    status: 409,
    body: { code: 'SB695', detail: expect.stringContaining('has succeeded') },
  });
});
