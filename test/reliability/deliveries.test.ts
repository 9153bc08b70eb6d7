import { expect, test } from 'vitest';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { transient } from '../../lib/errors/app-error.ts';
import { isJsonObject, type Json } from '../../lib/workflow/json.ts';
import { busEvent, leadCreated } from '../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { consumeAll, shuffled } from './redelivering-queue.ts';

const events = (count: number) =>
  Array.from({ length: count }, (_, index) => leadCreated({ id: `event-${index}`, contact: `contact-${index % 97}` }));

test('1,000 events, each delivered 5 times, shuffled and 20 at a time: 1,000 runs', async () => {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  const deliveries = shuffled(Array.from({ length: 5 }, () => events(1000)).flat(), 7);
  const report = await consumeAll(deliveries, { concurrency: 20, handle: createDispatchEvent(world) });
  expect(report).toEqual({ deliveries: 5000, dead: [] });
  expect(world.executions.running()).toHaveLength(1000);
  expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1000, open: 1000 });
});

test('the same event forwarded, with another id of the bus but its own key, is the same event', async () => {
  const world = createEngineWorld();
  await world.activate();
  const dispatch = createDispatchEvent(world);
  const forwarded = (id: string) => {
    const detail = { metadata: { id, idempotencyKey: 'key-1' }, data: leadCreated().detail };
    return busEvent('signalbox.crm', 'Lead Created', { id, detail });
  };
  for (const id of ['first', 'second', 'third']) await dispatch(forwarded(id));
  expect(world.executions.running()).toHaveLength(1);
});

test('a burst of 10,000 events, with an engine that throttles every third start: 0 lost, 0 doubled', async () => {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  let starts = 0;
  const executions: EngineWorld['executions'] = {
    ...world.executions,
    start: (execution) => {
      starts += 1;
      // Of those that are throttled, every other one was started all the same: only the answer was lost.
      if (starts % 3 !== 0) return world.executions.start(execution);
      const busy = () => Promise.reject(transient({ code: 'SB911', message: 'throttled' }));
      return starts % 2 === 0 ? world.executions.start(execution).then(busy) : busy();
    },
  };
  const handle = createDispatchEvent({ ...world, executions });
  const report = await consumeAll(events(10_000), { concurrency: 50, handle });
  expect(report.dead).toEqual([]);
  expect(report.deliveries).toBeGreaterThan(14_000);
  expect(world.executions.running()).toHaveLength(10_000);
  expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 10_000, open: 10_000 });
});

test('1 poison event among 10: 9 runs, and the poison is dead after 1 delivery', async () => {
  const world = createEngineWorld();
  await world.activate();
  const poison = { ...leadCreated(), detail: 'no object' };
  const messages: object[] = [...events(9), poison];
  const report = await consumeAll(messages, { concurrency: 3, handle: createDispatchEvent(world) });
  expect(report).toEqual({ deliveries: 10, dead: [poison] });
  expect(world.executions.running()).toHaveLength(9);
});

/** Every run puts an event of its own, as a workflow with `event.put` does. */
async function runChain(world: EngineWorld, eventOfRun: (workflow: string) => string): Promise<number> {
  const dispatch = createDispatchEvent(world);
  const seen = new Set<string>();
  let queue: object[] = [leadCreated()];
  while (queue.length > 0) {
    for (const event of queue) await dispatch(event);
    queue = [];
    for (const [id, input] of world.executions.inputs) {
      const parsed: Json = JSON.parse(input);
      const run = isJsonObject(parsed) && isJsonObject(parsed.run) ? parsed.run : {};
      if (seen.has(id)) continue;
      seen.add(id);
      const chain = [...(Array.isArray(run.chain) ? run.chain : []), run.workflow ?? ''];
      const type = world.events.get(eventOfRun(String(run.workflow)));
      const detail = { metadata: { id: `of-${id}`, depth: chain.length, chain }, data: { lead: {} } };
      queue.push(busEvent(type?.source ?? '', type?.detailType ?? '', { detail }));
    }
  }
  return seen.size;
}

test('R6 a workflow that triggers itself stops after 10 runs, with the reason', async () => {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  expect(await runChain(world, () => 'lead.created')).toBe(10);
  const { items } = await world.skippedRuns.list({ workflow }, { limit: 10 });
  expect(items).toMatchObject([{ reason: 'loop' }]);
});

test('R6 a ring of three workflows stops after 10 runs', async () => {
  const world = createEngineWorld();
  const ring = ['lead.created', 'lead.status_changed', 'ticket.created'];
  const next = new Map<string, string>();
  for (const [index, event] of ring.entries()) {
    const { workflow } = await world.activate({ trigger: { kind: 'event', event } });
    next.set(workflow, ring[(index + 1) % ring.length] ?? '');
  }
  expect(await runChain(world, (workflow) => next.get(workflow) ?? '')).toBe(10);
});

test('a version published and activated during a wait: the run ends as it began', async () => {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  const dispatch = createDispatchEvent(world);
  await dispatch(leadCreated({ id: 'first' }));
  const [first = ''] = world.executions.running();
  await world.activate({ workflow, name: 'second' });
  await dispatch(leadCreated({ id: 'second' }));
  expect(await world.runs.get(first)).toMatchObject({ version: 1 });
  const { items } = await world.runIndex.list({ workflow }, { limit: 10 });
  expect(items.map(({ version }) => version).sort()).toEqual([1, 2]);
});
