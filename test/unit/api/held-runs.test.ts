import { describe, expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const HOUR = 3_600_000;
const LATER = `workflow: later
trigger: { event: lead.created }
audience: { consent: none, overlap: true }
steps:
  - wait: 1 hour
  - { id: tell, do: notify.send, with: { to: support, text: Hello }, on_error: [{ end: not_told }] }
  - id: both
    parallel:
      - { id: left, then: [{ id: first, do: notify.send, with: { to: support, text: Left } }] }
      - { id: right, then: [{ wait: 2 hours }, { id: second, do: notify.send, with: { to: support, text: Right } }] }
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };

/** Runs that are in their first wait, of a workflow that can be switched. */
async function createRunning(count: number) {
  const world = await createApiWorld({ later: LATER });
  const { call, outbox } = world;
  for (let index = 0; index < count; index += 1) {
    await call('POST', '/events', { event: 'lead.created', data: LEAD });
  }
  await world.pass(1000);
  const live = async (body: object) => {
    const { revision } = (await call('GET', '/workflows/later/live')).body;
    const changed = await call('PUT', '/workflows/later/live', body, { 'if-match': `"${revision}"` });
    expect(changed.status).toBe(200);
  };
  const runs = async () => (await call('GET', '/runs?workflow=later&limit=100')).body.items;
  const told = async () =>
    (await outbox.list(1000)).flatMap((message) => (message.kind === 'email' ? [message.email.text] : [])).sort();
  return { ...world, live, runs, told };
}

describe('V6 disabling a workflow and holding what is in flight', () => {
  test('keeps back each next action, shows the runs as paused with the reason, and enabling lets all go on', async () => {
    const { live, runs, told, pass, call, failures } = await createRunning(20);
    await live({ enabled: false, inFlight: 'hold' });
    await pass(100 * HOUR);
    expect(await told()).toEqual([]);
    const paused = await runs();
    expect(paused).toHaveLength(20);
    for (const run of paused) expect(run).toMatchObject({ status: 'paused', holds: [{ reason: 'disabled' }] });
    expect((await call('GET', '/runs?workflow=later&status=paused&limit=100')).body.items).toHaveLength(20);
    const { body } = await call('GET', `/runs/${paused[0].id}`);
    expect(JSON.stringify(body)).not.toContain('token');
    expect(body.timeline.map(({ name }: { name: string }) => name)).toEqual(['Wait 1 hour', 'Tell', 'Tell (held)']);

    await live({ enabled: true });
    await pass(100 * HOUR);
    expect((await runs()).map(({ status }: { status: string }) => status)).toEqual(Array(20).fill('succeeded'));
    expect(await told()).toEqual([...Array(20).fill('Hello'), ...Array(20).fill('Left'), ...Array(20).fill('Right')]);
    expect(failures).toEqual([]);
  });

  test('holds one branch while the other waits, and both go on', async () => {
    const { live, runs, told, pass } = await createRunning(1);
    await pass(HOUR);
    await live({ enabled: false, inFlight: 'hold' });
    await pass(50 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'paused' }]);
    await live({ enabled: true });
    await pass(50 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'succeeded' }]);
    expect(await told()).toEqual(['Hello', 'Left', 'Right']);
  });

  test('holds on for months: a hold that times out is tried again, and held again', async () => {
    const { live, runs, told, pass } = await createRunning(1);
    await live({ enabled: false, inFlight: 'hold' });
    await pass(100 * 24 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'paused', holds: [{ reason: 'disabled' }] }]);
    await live({ enabled: true });
    await pass(100 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'succeeded' }]);
    expect(await told()).toEqual(['Hello', 'Left', 'Right']);
  });

  test('that turns into letting them finish lets them go on', async () => {
    const { live, runs, pass } = await createRunning(1);
    await live({ enabled: false, inFlight: 'hold' });
    await pass(5 * HOUR);
    await live({ enabled: false, inFlight: 'finish' });
    await pass(50 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'succeeded' }]);
  });

  test('a held run that is stopped stays stopped, and leaves nothing to release', async () => {
    const { live, runs, pass, call, engine } = await createRunning(1);
    await live({ enabled: false, inFlight: 'hold' });
    await pass(5 * HOUR);
    const [{ id }] = await runs();
    await call('POST', `/runs/${id}/stop`, {});
    await live({ enabled: true });
    await pass(50 * HOUR);
    expect(await runs()).toMatchObject([{ status: 'stopped' }]);
    expect(await engine.stores.heldSteps.list('later', { limit: 10 })).toEqual({ items: [] });
  });
});
