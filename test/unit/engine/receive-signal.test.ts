import { describe, expect, test } from 'vitest';
import { createReceiveSignal } from '../../../lib/engine/receive-signal.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createRegisterWait } from '../../../lib/engine/register-wait.ts';
import { createLiveWorkflows } from '../../../lib/engine/workflows/live-workflows.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import type { JsonObject } from '../../../lib/workflow/json.ts';
import { eventOf, leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { fieldIs } from '../../support/field-is.ts';
import { factsOf, makeWaitFor } from '../../support/make-task.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

const LATER = '2026-03-01T10:00:10.000Z';
const message = (text = 'hello', more: { id?: string; at?: string } = {}) =>
  eventOf('message.received', {
    id: 'message-1',
    at: LATER,
    detail: { conversation: { id: 'c', contact_id: 'contact-1' }, message: { id: 'm', text } },
    ...more,
  });
const order = (detail: JsonObject = {}, more: { id?: string; at?: string } = {}) =>
  eventOf('lead.status_changed', {
    id: 'order-1',
    at: LATER,
    detail: { lead: { contact_id: 'contact-1', ...detail } },
    ...more,
  });

describe('F2 an event that a run waits for', () => {
  const waiting = { awaitedEvents: ['message.received'] };

  test('wakes it with the event’s data, once, and the run runs again', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    await createRegisterWait(world)(makeWaitFor(factsOf(run)));
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'waiting', waits: [{ key: `${run.id}/reply` }] });
    const receive = createReceiveSignal(world);
    expect(await receive(message())).toEqual({ kind: 'recorded', woken: [run.id], stopped: [], converted: [] });
    expect(world.tokens.answers.get('token-1')).toEqual({
      kind: 'succeeded',
      output: { received: message().detail, at: LATER },
    });
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
    expect(await receive(message('again', { id: 'message-2' }))).toMatchObject({ woken: [] });
  });

  test('before the wait is registered wakes it at its registration', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    expect(await createReceiveSignal(world)(message())).toMatchObject({ kind: 'recorded', woken: [] });
    await createRegisterWait(world)(makeWaitFor(factsOf(run)));
    expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
    expect((await world.activity.listOpen('contact-1')).waits).toEqual([]);
  });

  test('counts only if it fits the wait’s condition, with the values it reads', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    const condition: Condition = {
      kind: 'equals',
      field: { root: 'received', segments: ['message', 'text'] },
      value: { kind: 'path', path: { root: 'event', segments: ['word'] } },
      ignoreCase: false,
    };
    const task = makeWaitFor(factsOf(run), { condition, data: { event: { word: 'yes' } } });
    const receive = createReceiveSignal(world);
    await receive(message('before', { id: 'message-0' }));
    await createRegisterWait(world)(task);
    expect(await receive(message('no'))).toMatchObject({ woken: [] });
    expect(await receive(message('yes', { id: 'message-2' }))).toMatchObject({ woken: [run.id] });
  });

  test('does not count before the moment the wait counts from, nor if it is the run’s own trigger', async () => {
    const world = createEngineWorld();
    const trigger = {
      kind: 'event',
      event: 'message.received',
      contact: { root: 'event', segments: ['conversation', 'contact_id'] },
    } as const;
    const run = await startRunIn(world, { ...waiting, trigger }, message('first'));
    const receive = createReceiveSignal(world);
    await receive(message('first'));
    await receive(message('old', { id: 'message-0', at: '2026-03-01T10:00:11.000Z' }));
    const facts = { ...factsOf(run), event_id: 'message-1', triggered_at: LATER };
    await createRegisterWait(world)(makeWaitFor(facts, { since: '2026-03-01T10:00:12.000Z' }));
    await createRegisterWait(world)(
      makeWaitFor({ ...facts, triggered_at: '2026-03-01T10:00:12.000Z' }, { step: 'other', token: 'token-2' }),
    );
    expect(world.tokens.answers.size).toBe(0);
    expect(await receive(message('new', { id: 'message-2', at: '2026-03-01T10:00:12.000Z' }))).toMatchObject({
      woken: [run.id, run.id],
    });
  });

  test('is of the type it waits for, came after it began to count, and is not the run’s own trigger', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, { awaitedEvents: ['message.received', 'ticket.created'] });
    const facts = { ...factsOf(run), event_id: 'message-1' };
    await createRegisterWait(world)(makeWaitFor(facts));
    const receive = createReceiveSignal(world);
    const ticket = eventOf('ticket.created', { detail: { ticket: { contact_id: 'contact-1' } } });
    expect(await receive(ticket)).toMatchObject({ kind: 'recorded', woken: [] });
    expect(await receive(message())).toMatchObject({ woken: [] });
    expect(await receive(message('old', { id: 'message-2', at: '2026-03-01T09:59:59.999Z' }))).toMatchObject({
      woken: [],
    });
    expect(await receive(message('new', { id: 'message-3' }))).toMatchObject({ woken: [run.id] });
  });

  test('after the time-out finds the token gone, and the wait is forgotten', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    await createRegisterWait(world)(makeWaitFor(factsOf(run)));
    world.tokens.expire('token-1');
    expect(await createReceiveSignal(world)(message())).toMatchObject({ woken: [] });
    expect((await world.activity.listOpen('contact-1')).waits).toEqual([]);
  });

  test('a run without a contact waits for its time-out', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    const { contact: _, event_id: __, ...facts } = factsOf(run);
    await createRegisterWait(world)(makeWaitFor(facts));
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'waiting' });
    expect((await world.activity.listOpen('contact-1')).waits).toEqual([]);
  });

  test('a run of older facts, without its event’s id, is woken just so', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, waiting);
    const { event_id: _, ...facts } = factsOf(run);
    await createRegisterWait(world)(makeWaitFor(facts));
    expect(await createReceiveSignal(world)(message())).toMatchObject({ woken: [run.id] });
  });
});

describe('P2, P3 an event that is a run’s goal', () => {
  const event = 'lead.status_changed';
  const goal = { event, stop: true, condition: fieldIs('received.lead.status', 'won') } as const;
  const manifest = { goal, awaitedEvents: [event, 'message.received'] };

  test('P3 ends the run at once, even in a wait, and before the wait sees it', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, manifest);
    await createRegisterWait(world)(makeWaitFor(factsOf(run), { event }));
    const report = await createReceiveSignal(world)(order({ status: 'won' }));
    expect(report).toEqual({ kind: 'recorded', woken: [], stopped: [run.id], converted: [run.id] });
    expect(world.tokens.answers.size).toBe(0);
    expect(world.executions.running()).toEqual([]);
    expect(await storedRun(world, run.id)).toMatchObject({
      status: 'exited',
      stop: { kind: 'goal', by: event },
      convertedAt: world.clock.iso(),
    });
    expect(await world.runIndex.counts(run.workflow)).toMatchObject({ exited: 1, converted: 1, open: 0 });
  });

  test('but does not fit its condition, lets the run go on', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, manifest);
    expect(await createReceiveSignal(world)(order({ status: 'lost' }))).toMatchObject({ stopped: [], converted: [] });
    expect(world.executions.running()).toEqual([run.id]);
  });

  test('P2 that stops nothing converts the run, once', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, { ...manifest, goal: { event, stop: false } });
    const receive = createReceiveSignal(world);
    expect(await receive(order())).toMatchObject({ converted: [run.id], stopped: [] });
    await receive(order({}, { id: 'order-2' }));
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'pending', convertedAt: LATER, revision: 2 });
    expect(await world.runIndex.counts(run.workflow)).toMatchObject({ converted: 1, open: 1 });
  });

  test('P2 within a time counts until then', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, { ...manifest, goal: { event, stop: false, withinSeconds: 60 } });
    const receive = createReceiveSignal(world);
    const at = (time: string) => order({}, { id: time, at: time });
    expect(await receive(at('2026-03-01T10:01:00.001Z'))).toMatchObject({ converted: [] });
    expect(await receive(at('2026-03-01T10:01:00.000Z'))).toMatchObject({ converted: [run.id] });
  });

  describe('P2 after the run’s end', () => {
    const within = { ...manifest, goal: { event, stop: true, withinSeconds: 60 } };
    const ended = async (world: EngineWorld) => {
      const run = await startRunIn(world, within);
      const end = { status: 'SUCCEEDED', startedAt: LATER, endedAt: LATER, redrives: 0 } as const;
      await createRecordStatus(world)({ name: run.id, ...end });
      return run;
    };

    test('converts it once, while its time lasts', async () => {
      const world = createEngineWorld();
      const run = await ended(world);
      const receive = createReceiveSignal(world);
      const at = (time: string) => order({}, { id: time, at: time });
      expect(await receive(at('2026-03-01T10:01:00.001Z'))).toMatchObject({ converted: [], stopped: [] });
      expect(await receive(at('2026-03-01T10:00:50.000Z'))).toMatchObject({ converted: [run.id], stopped: [] });
      await receive(at('2026-03-01T10:00:55.000Z'));
      const converted = { status: 'succeeded', convertedAt: '2026-03-01T10:00:50.000Z', revision: 3 };
      expect(await storedRun(world, run.id)).toMatchObject(converted);
      expect(await world.runIndex.counts(run.workflow)).toMatchObject({ succeeded: 1, converted: 1, open: 0 });
    });

    test('converts one that ended while it was to be stopped', async () => {
      const world = createEngineWorld();
      const run = await startRunIn(world, within);
      const open = await world.activity.listOpen('contact-1');
      const end = { status: 'SUCCEEDED', startedAt: LATER, endedAt: LATER, redrives: 0 } as const;
      await createRecordStatus(world)({ name: run.id, ...end });
      const activity = { ...world.activity, listOpen: async () => open };
      const receive = createReceiveSignal({ ...world, activity });
      expect(await receive(order({}, { at: '2026-03-01T10:00:50.000Z' }))).toMatchObject({ stopped: [] });
      expect(await storedRun(world, run.id)).toMatchObject({ convertedAt: '2026-03-01T10:00:50.000Z' });
    });

    test('is listened for when its version has long no open runs, as long as it may count', async () => {
      const world = createEngineWorld();
      const run = await ended(world);
      const live = await world.liveStates.get(run.workflow);
      if (live === undefined) throw new Error('not live');
      const idleSince = { [run.version]: LATER };
      const { active: _, ...rest } = live;
      await world.liveStates.put({ ...rest, revision: live.revision + 1, enabled: false, covered: [], idleSince });
      const listening = () =>
        createReceiveSignal({ ...world, live: createLiveWorkflows({ ...world, refreshSeconds: 1 }) });
      expect(await listening()(order())).toMatchObject({ converted: [run.id] });
      world.clock.advance(600_000);
      expect(await listening()(order({}, { id: 'order-9' }))).toEqual({ kind: 'not-awaited' });
    });
  });

  test('of a version that is no longer active still stops its runs', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, manifest);
    await world.activate({ workflow: run.workflow, name: 'without a goal' });
    expect(await createReceiveSignal(world)(order({ status: 'won' }))).toMatchObject({ stopped: [run.id] });
  });

  test('of a run that has just ended changes nothing', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world, manifest);
    const { listOpen } = world.activity;
    const open = await listOpen('contact-1');
    const end = { status: 'SUCCEEDED', startedAt: LATER, endedAt: LATER, redrives: 0 } as const;
    await createRecordStatus(world)({ name: run.id, ...end });
    const activity = { ...world.activity, listOpen: async () => open };
    await createReceiveSignal({ ...world, activity })(order({ status: 'won' }));
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'succeeded' });
    const converting = await startRunIn(
      world,
      { goal: { event, stop: false }, awaitedEvents: [event] },
      leadCreated({ id: 'e2' }),
    );
    const stillOpen = await listOpen('contact-1');
    await createRecordStatus(world)({ name: converting.id, ...end });
    await createReceiveSignal({ ...world, activity: { ...activity, listOpen: async () => stillOpen } })(order());
    expect(await storedRun(world, converting.id)).not.toHaveProperty('convertedAt');
  });
});

describe('what is not recorded', () => {
  test.each([
    ['an event that no version awaits', eventOf('ticket.created')],
    ['an event that the catalogue does not have', { ...eventOf('ticket.created'), source: 'elsewhere' }],
    ['an event without a contact', eventOf('message.received', { detail: { message: {} } })],
    ['a replay', { ...message(), 'replay-name': 'march' }],
  ])('%s', async (_, raw) => {
    const world = createEngineWorld();
    await startRunIn(world, { awaitedEvents: ['message.received'] });
    expect(await createReceiveSignal(world)(raw)).toEqual({ kind: 'not-awaited' });
  });

  test('an event type without a contact', async () => {
    const world = createEngineWorld();
    const type = world.events.get('ticket.created');
    const { contact: _, ...anonymous } = type ?? { contact: '' };
    const events = new Map([['ticket.created', anonymous as NonNullable<typeof type>]]);
    expect(await createReceiveSignal({ ...world, events })(eventOf('ticket.created'))).toEqual({ kind: 'not-awaited' });
  });
});
