import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const GOOD = `workflow: offer
trigger: { event: lead.created }
steps:
  - { id: call, do: task.create, with: { title: Call } }
`;
const BAD = `${GOOD}  - { fail: nobody answers }\n`;

test('V7 a rollout whose runs fail is reverted by itself, and tells so', async () => {
  const { call, pass } = await createApiWorld();
  const publish = async (body: object) => {
    const { headers } = await call('GET', '/workflows/offer/draft');
    await call('POST', '/workflows/offer/versions', body, { 'if-match': headers.get('etag') ?? '' });
  };
  const lead = async (number: number) => {
    const data = { lead: { id: `lead-${number}`, contact_id: `contact-${number}`, source: 'Fair', status: 'new' } };
    await call('POST', '/events', { event: 'lead.created', data });
    await pass();
  };
  await call('POST', '/workflows', { text: GOOD });
  await publish({ activate: true });
  await call('PUT', '/workflows/offer/draft', { text: BAD, basedOn: 1 }, { 'if-none-match': '*' });
  await publish({});
  const { headers } = await call('GET', '/workflows/offer/live');
  const rollout = { version: 2, percent: 50, guardrail: { minRuns: 5, maxFailureRate: 0.1 } };
  await call('PUT', '/workflows/offer/live', { rollout }, { 'if-match': headers.get('etag') ?? '' });

  for (let number = 0; number < 40; number += 1) await lead(number);

  const live = (await call('GET', '/workflows/offer/live')).body;
  expect(live).toMatchObject({ active: 1, changedBy: 'guardrail' });
  expect(live).not.toHaveProperty('rollout');
  const [entry] = (await call('GET', '/workflows/offer/audit')).body.items;
  expect(entry).toMatchObject({
    action: 'rollout.reverted',
    by: 'guardrail',
    why: expect.stringContaining('5 runs failed'),
  });
  const runs = (await call('GET', '/runs?workflow=offer&limit=100')).body.items;
  expect(runs.filter(({ status }: { status: string }) => status === 'failed')).toHaveLength(5);
  expect(runs).toHaveLength(40);
});
