import { describe, expect, test } from 'vitest';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import { busEvent, leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';

const dispatchIn = (world: EngineWorld) => createDispatchEvent(world);

describe('R4 a trigger that starts no run leaves its reason', () => {
  const skippedOf = async (world: EngineWorld, workflow: string) =>
    (await world.skippedRuns.list({ workflow }, { limit: 10 })).items;

  test('P1 without the consent, or without knowing the contact', async () => {
    const world = createEngineWorld();
    const audience = { consent: 'marketing', reentry: 'always', overlap: true } as const;
    const { workflow } = await world.activate({ audience, startReads: ['contact'] });
    const dispatch = dispatchIn(world);
    await world.records.put('contact', { id: 'contact-1', consents: ['contract'] });
    await dispatch(leadCreated({ id: 'first' }));
    await dispatch(leadCreated({ id: 'second', contact: 'unknown' }));
    await dispatch(leadCreated({ id: 'third', contact: '' }));
    expect((await skippedOf(world, workflow)).map(({ reason, contact }) => [reason, contact])).toEqual([
      ['consent', undefined],
      ['consent', 'unknown'],
      ['consent', 'contact-1'],
    ]);
    await world.records.patch('contact', 'contact-1', { add: { consents: ['marketing'] } });
    expect((await dispatch(leadCreated({ id: 'fourth' }))).outcomes).toMatchObject([{ kind: 'started' }]);
  });

  test('P4 while a run is open, or before the interval is over', async () => {
    const world = createEngineWorld();
    const audience = { reentry: { seconds: 60 }, overlap: true } as const;
    const [once, spaced] = [
      await world.activate({ audience: { reentry: 'always', overlap: false } }),
      await world.activate({ audience }),
    ];
    const dispatch = dispatchIn(world);
    await dispatch(leadCreated({ id: 'first' }));
    await dispatch(leadCreated({ id: 'second' }));
    expect(await skippedOf(world, once.workflow)).toMatchObject([{ reason: 'overlap', eventId: 'second' }]);
    expect(await skippedOf(world, spaced.workflow)).toMatchObject([{ reason: 'reentry', version: 1 }]);
  });

  test('R6 at the tenth workflow in a row', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const caused = (depth: number) => ({
      metadata: { id: `event-${depth}`, depth, chain: ['a', 'b'] },
      data: { lead: {} },
    });
    const dispatch = dispatchIn(world);
    const at = (depth: number) => dispatch(busEvent('signalbox.crm', 'Lead Created', { detail: caused(depth) }));
    expect((await at(9)).outcomes).toMatchObject([{ kind: 'started' }]);
    expect((await at(10)).outcomes).toMatchObject([
      { kind: 'skipped', reason: 'loop', detail: expect.stringContaining('a → b') },
    ]);
    expect(await skippedOf(world, workflow)).toHaveLength(1);
  });

  test('replaying 1,000 events from the archive starts 0 runs', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const dispatch = dispatchIn(world);
    for (let index = 0; index < 1000; index += 1) {
      await dispatch({ ...leadCreated({ id: `event-${index}` }), 'replay-name': 'march' });
    }
    expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 0, skipped: 1000 });
  });
});

describe('P3 a goal that was reached before the run could start', () => {
  const goal = { event: 'order.placed', stop: true } as const;
  const condition: Condition = {
    kind: 'equals',
    field: { root: 'received', segments: ['cart'] },
    value: { kind: 'path', path: { root: 'event', segments: ['lead', 'cart'] } },
    ignoreCase: false,
  };
  const signal = (id: string, at: string, cart: string) => ({
    contact: 'contact-1',
    id,
    event: 'order.placed',
    data: { cart },
    at,
    expiresAt: 2e9,
  });

  test('keeps it from starting', async () => {
    const world = createEngineWorld();
    await world.activate({ goal });
    await world.activity.putSignal(signal('order-1', '2026-03-01T10:00:01.000Z', 'cart-1'));
    const { outcomes } = await dispatchIn(world)(leadCreated());
    expect(outcomes).toMatchObject([{ kind: 'skipped', reason: 'goal' }]);
  });

  test('counts only if it fits the goal’s condition', async () => {
    const world = createEngineWorld();
    await world.activate({ goal: { ...goal, condition } });
    await world.activity.putSignal(signal('order-1', '2026-03-01T10:00:01.000Z', 'other'));
    const dispatch = dispatchIn(world);
    expect((await dispatch(leadCreated({ lead: { cart: 'cart-1' } }))).outcomes).toMatchObject([{ kind: 'started' }]);
    await world.activity.putSignal(signal('order-2', '2026-03-01T10:00:02.000Z', 'cart-2'));
    const second = leadCreated({ id: 'event-2', lead: { cart: 'cart-2' } });
    expect((await dispatch(second)).outcomes).toMatchObject([{ kind: 'skipped', reason: 'goal' }]);
  });

  test('is not the trigger itself, nor an event before it, nor one past the goal’s time', async () => {
    const world = createEngineWorld();
    await world.activate({ goal: { ...goal, withinSeconds: 60 } });
    await world.activity.putSignal(signal('event-1', '2026-03-01T10:00:00.000Z', 'x'));
    await world.activity.putSignal(signal('order-1', '2026-03-01T09:59:59.999Z', 'x'));
    await world.activity.putSignal(signal('order-2', '2026-03-01T10:01:00.001Z', 'x'));
    expect((await dispatchIn(world)(leadCreated())).outcomes).toMatchObject([{ kind: 'started' }]);
  });

  test('does not matter if the goal stops nothing, or the run has no contact', async () => {
    const world = createEngineWorld();
    await world.activate({ goal: { ...goal, stop: false } });
    await world.activate({ goal, trigger: { kind: 'event', event: 'lead.created' } });
    await world.activity.putSignal(signal('order-1', '2026-03-01T10:00:01.000Z', 'cart-1'));
    const { outcomes } = await dispatchIn(world)(leadCreated());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['started', 'started']);
  });
});
