import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const TEXT = `workflow: nurture
trigger: { event: lead.created }
audience: { consent: none }
steps:
  - { id: tell, do: notify.send, with: { to: ana@example.com, text: Hello } }
  - id: reply
    wait_for: message.received
    timeout: 3 days
    on_timeout: [{ end: silent }]
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };

describe('trying before it is live', () => {
  test('X4 a review tells cost, history and changes', async () => {
    const { call } = await createApiWorld({ nurture: TEXT });

    expect(await call('GET', '/workflows/nurture/draft/review?version=1')).toMatchObject({
      status: 200,
      body: { text: 1, publishable: true, changes: { from: 1, lines: [] }, cost: { parts: expect.any(Array) } },
    });
    expect((await call('GET', '/workflows/nurture/draft/review')).body).toMatchObject({ code: 'SB652' });
  });

  test('X1 a preview tells what would happen, either way', async () => {
    const { call } = await createApiWorld({ nurture: TEXT });
    const path = '/workflows/nurture/preview';

    expect((await call('POST', path, { version: 1, answers: { reply: 'timed_out' } })).body).toMatchObject({
      end: { status: 'succeeded', outcome: 'silent' },
      path: ['tell', 'reply.timed_out'],
    });
    expect((await call('POST', path, { version: 1, answers: { reply: 'received' } })).body).toMatchObject({
      path: ['tell', 'reply.received'],
    });
    expect((await call('POST', path, { version: 1, contact: 'nobody' })).body).toMatchObject({ code: 'SB698' });
  });

  test('X3 a backtest compares past runs, page by page, within a time', async () => {
    const { call, pass } = await createApiWorld({ nurture: TEXT });
    for (let count = 0; count < 3; count += 1) {
      await call('POST', '/workflows/nurture/runs', { data: LEAD });
      await pass(4 * 86_400_000);
    }
    const path = '/workflows/nurture/backtest';

    const first = (await call('POST', path, { version: 1, most: 2 })).body;
    expect(first).toMatchObject({ looked: 2, same: 2, next: expect.any(String) });
    expect((await call('POST', path, { version: 1, cursor: first.next })).body).toMatchObject({ looked: 1, same: 1 });
    const early = { version: 1, from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' };
    expect((await call('POST', path, early)).body).toMatchObject({ looked: 1 });
    expect((await call('POST', path, { text: TEXT.replace('silent', 'quiet') })).body).toMatchObject({
      differences: [{ kind: 'end', was: 'silent', would: 'quiet', count: 3 }],
    });
  });
});
