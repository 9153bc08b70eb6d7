import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const TEXT = `workflow: offer
trigger: { event: lead.created }
steps:
  - id: test
    experiment:
      - { id: short, percent: 50, then: [{ id: call, do: task.create, with: { title: Call } }] }
      - { id: long, percent: 50, then: [{ id: write, do: task.create, with: { title: Write } }] }
`;

test('F5 V2 statistics tell what arms and variants came to', async () => {
  const { call, pass } = await createApiWorld();
  const publish = async (body: object) => {
    const { headers } = await call('GET', '/workflows/offer/draft');
    await call('POST', '/workflows/offer/versions', body, { 'if-match': headers.get('etag') ?? '' });
  };
  await call('POST', '/workflows', { text: TEXT });
  await publish({ activate: true });
  const text = TEXT.replace('Call', 'Ring');
  await call('PUT', '/workflows/offer/draft', { text, basedOn: 1 }, { 'if-none-match': '*' });
  await publish({ activate: { rollout: 40 } });
  for (let number = 0; number < 40; number += 1) {
    const lead = { id: `lead-${number}`, contact_id: `contact-${number}`, source: 'Fair', status: 'new' };
    await call('POST', '/events', { event: 'lead.created', data: { lead } });
  }
  await pass();

  const { status, body } = await call('GET', '/workflows/offer/statistics');

  expect(status).toBe(200);
  const { rollout, experiments, counts } = body;
  expect(counts).toMatchObject({ started: 40, succeeded: 40 });
  expect(rollout).toMatchObject({ controlVersion: 1, treatmentVersion: 2, percent: 40 });
  expect(rollout.control.counts.started + rollout.treatment.counts.started).toBe(40);
  expect(rollout.control.counts.started).toBeGreaterThan(0);
  expect(rollout.treatment.counts.started).toBeGreaterThan(0);
  expect(rollout.warnings).toMatchObject([{ code: 'peeking' }]);
  const drawn = experiments[0].variants.map(({ counts: { started } }: { counts: { started: number } }) => started);
  expect(drawn[0] + drawn[1]).toBe(rollout.control.counts.started);
});

test('statistics of a version or a workflow that never was', async () => {
  const { call } = await createApiWorld();
  await call('POST', '/workflows', { text: TEXT });

  expect(await call('GET', '/workflows/offer/statistics?version=3')).toMatchObject({
    status: 404,
    body: { code: 'SB602' },
  });
  expect(await call('GET', '/workflows/nope/statistics')).toMatchObject({ status: 404, body: { code: 'SB601' } });
});
