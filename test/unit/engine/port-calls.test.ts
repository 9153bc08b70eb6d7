import { expect, test } from 'vitest';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import { createReceiveSignal } from '../../../lib/engine/receive-signal.ts';
import { withFaultPoints } from '../../reliability/fault-points.ts';
import { busEvent, eventOf, leadCreated } from '../../support/bus-event.ts';
import { countDispatchCalls } from '../../support/count-dispatch-calls.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const consent = { consent: 'marketing', reentry: 'always', overlap: true } as const;
const field = (root: string) => ({ kind: 'exists', field: { root, segments: ['lead', 'source'] } }) as const;
const trigger = (root: string) =>
  ({
    kind: 'event',
    event: 'lead.created',
    contact: { root: 'event', segments: ['lead', 'contact_id'] },
    condition: field(root),
  }) as const;

test('a started run whose gates read only the event costs 2 calls', async () => {
  const source = leadCreated({ lead: { source: 'Website' } });
  expect(await countDispatchCalls({ trigger: trigger('event') }, source)).toEqual([
    'runs.putPending',
    'executions.start',
  ]);
});

test('a goal that stops the run is watched in the put: still 2 calls', async () => {
  const goal = { event: 'order.placed', stop: true };
  expect(await countDispatchCalls({ goal }, leadCreated())).toEqual(['runs.putPending', 'executions.start']);
});

test('consent and a filter on the contact cost one batched read: 3 calls', async () => {
  const calls = ['records.getMany', 'runs.putPending', 'executions.start'];
  const manifest = { audience: consent, startReads: ['contact', 'lead'] } as const;
  expect(await countDispatchCalls(manifest, leadCreated(), 'with consent')).toEqual(calls);
});

test('a skip that no read decides costs 1 write', async () => {
  expect(await countDispatchCalls({}, { ...leadCreated(), 'replay-name': 'march' })).toEqual(['skippedRuns.put']);
});

test('a skip for consent costs the read and 1 write', async () => {
  const manifest = { audience: consent, startReads: ['contact'] } as const;
  expect(await countDispatchCalls(manifest, leadCreated())).toEqual(['records.getMany', 'skippedRuns.put']);
});

test('a skip for re-entry costs the put that was refused and 1 write', async () => {
  const manifest = { audience: { reentry: 'once', overlap: false } } as const;
  expect(await countDispatchCalls(manifest, leadCreated(), 'after a run')).toEqual([
    'runs.putPending',
    'skippedRuns.put',
  ]);
});

test('a duplicate costs the put that finds it, and nothing more once it has started', async () => {
  const world = createEngineWorld();
  await world.activate();
  const counted = withFaultPoints({ runs: world.runs, executions: world.executions });
  const dispatch = createDispatchEvent({ ...world, ...counted.ports });
  await dispatch(leadCreated());
  const [id = ''] = world.executions.running();
  const run = await world.runs.get(id);
  if (run !== undefined)
    await world.runs.replace(run, { ...run, revision: 2, status: 'running', startedAt: world.clock.iso() });
  counted.failAt(undefined);
  await dispatch(leadCreated());
  expect(counted.calls).toEqual(['runs.putPending']);
});

test('an event that does not match, or that triggers nothing, costs 0 calls', async () => {
  expect(await countDispatchCalls({ trigger: trigger('event') }, leadCreated())).toEqual([]);
  expect(await countDispatchCalls({}, busEvent('signalbox.crm', 'Ticket Created', { detail: {} }))).toEqual([]);
});

test('an event that nobody awaits costs signal 0 calls, one that is awaited 2', async () => {
  const world = createEngineWorld();
  await world.activate({ awaitedEvents: ['message.received'] });
  const counted = withFaultPoints({ runs: world.runs, activity: world.activity, tokens: world.tokens });
  const receive = createReceiveSignal({ ...world, ...counted.ports });
  expect(await receive(leadCreated())).toEqual({ kind: 'not-awaited' });
  expect(counted.calls).toEqual([]);
  await receive(eventOf('message.received'));
  expect(counted.calls).toEqual(['activity.putSignal', 'activity.listOpen']);
});

test('a refresh costs 1 call, and one more for each version never seen before', async () => {
  const world = createEngineWorld();
  await world.activate();
  const counted = withFaultPoints({ workflows: world.workflows, liveStates: world.liveStates });
  const { createLiveWorkflows } = await import('../../../lib/engine/workflows/live-workflows.ts');
  const live = createLiveWorkflows({ ...counted.ports, clock: world.clock, refreshSeconds: 5 });
  await live.index();
  expect(counted.calls).toEqual(['liveStates.list', 'workflows.getManifest']);
  counted.failAt(undefined);
  await live.index();
  expect(counted.calls).toEqual([]);
  world.clock.advance(5);
  await live.index();
  expect(counted.calls).toEqual(['liveStates.list']);
});
