import { describe, expect, test } from 'vitest';
import { createReadRunData } from '../../../lib/engine/read-run-data.ts';
import type { Calendar } from '../../../lib/workflow/catalogue/catalogue.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { fieldIs } from '../../support/field-is.ts';
import { makeFacts, makeRead } from '../../support/make-task.ts';

const always: Calendar = {
  zone: 'UTC',
  hours: { sun: [['00:00', '24:00']], mon: [['09:00', '17:00']] },
  holidays: [],
};
const run = makeFacts({ records: { contact: 'contact-1', lead: 'lead-1' } });

async function record(world: EngineWorld, at: string, text = 'hello', id = at) {
  const signal = { contact: 'contact-1', id, event: 'message.received', data: { text }, at, expiresAt: 2e9 };
  await world.activity.putSignal(signal);
}

test('nothing is read that was not asked for', async () => {
  expect(await createReadRunData(createEngineWorld())(makeRead(run))).toEqual({});
});

test('C4 records are read as they are now; one that does not exist is null', async () => {
  const world = createEngineWorld();
  await world.records.put('contact', { id: 'contact-1', language: 'de' });
  const read = await createReadRunData(world)(makeRead(run, { reads: ['contact', 'lead', 'ticket'] }));
  expect(read).toEqual({ records: { contact: { id: 'contact-1', language: 'de' }, lead: null, ticket: null } });
});

test('C5 business hours and local time are those of the moment the step was entered', async () => {
  const world = createEngineWorld({ calendars: new Map([['always', always]]) });
  const task = makeRead(run, { business_hours: ['always', 'unknown'], local_time: true, zone: 'Asia/Kathmandu' });
  expect(await createReadRunData(world)(task)).toEqual({
    business_hours: { always: true, unknown: false },
    local_time: { date: '2026-03-01', clock: '15:45', weekday: 'sun' },
  });
  await world.records.put('contact', { id: 'contact-1', zone: 'America/New_York' });
  const own = await createReadRunData(world)(makeRead(run, { local_time: true, zone: 'contact' }));
  expect(own).toEqual({ local_time: { date: '2026-03-01', clock: '05:00', weekday: 'sun' } });
});

describe('C6 whether an event has happened', () => {
  const query = (more: object = {}) => ({ happened: { k: { event: 'message.received', since: null, ...more } } });

  test('since the run’s start, or since a step, and not the run’s own trigger', async () => {
    const world = createEngineWorld();
    const read = createReadRunData(world);
    await record(world, '2026-03-01T09:59:59.999Z');
    await record(world, run.triggered_at, 'trigger', 'event-1');
    expect(await read(makeRead(run, query()))).toEqual({ happened: { k: false } });
    await record(world, '2026-03-01T10:00:02.000Z');
    expect(await read(makeRead(run, query()))).toEqual({ happened: { k: true } });
    expect(await read(makeRead(run, query({ since: '2026-03-01T10:00:03.000Z' })))).toEqual({ happened: { k: false } });
  });

  test('within the last seconds of that', async () => {
    const world = createEngineWorld();
    const read = createReadRunData(world);
    await record(world, '2026-03-01T10:00:02.000Z');
    expect(await read(makeRead(run, query({ withinSeconds: 3 })))).toEqual({ happened: { k: true } });
    expect(await read(makeRead(run, query({ withinSeconds: 2 })))).toEqual({ happened: { k: false } });
    expect(await read(makeRead(run, query({ withinSeconds: 60 })))).toEqual({ happened: { k: true } });
  });

  test('that fits a condition on it and on everything else', async () => {
    const world = createEngineWorld();
    const read = createReadRunData(world);
    await record(world, '2026-03-01T10:00:02.000Z', 'no');
    const happened = query({ condition: fieldIs('received.text', 'yes') });
    expect(await read(makeRead(run, happened))).toEqual({ happened: { k: false } });
    await record(world, '2026-03-01T10:00:03.000Z', 'yes');
    expect(await read(makeRead(run, happened))).toEqual({ happened: { k: true } });
  });

  test('a run without a contact has no history', async () => {
    const { contact: _, ...anonymous } = makeFacts();
    expect(await createReadRunData(createEngineWorld())(makeRead(anonymous, query()))).toEqual({
      happened: { k: false },
    });
  });
});

describe('F1 the end of a calendar wait', () => {
  test('is computed from a record, an earlier value, or a literal', async () => {
    const world = createEngineWorld();
    await world.records.put('contact', { id: 'contact-1', renewal: '2026-05-01' });
    const read = createReadRunData(world);
    const path = (root: string, ...segments: string[]) =>
      ({ until: { kind: 'path', path: { root, segments } }, zone: 'UTC' }) as const;
    const may = { until: '2026-05-01T00:00:00.000Z' };
    const records = { contact: { id: 'contact-1', renewal: '2026-05-01' } };
    expect(await read(makeRead(run, { reads: ['contact'], wait: path('contact', 'renewal') }))).toEqual({
      ...may,
      records,
    });
    const data = { event: { day: '2026-05-01' } };
    expect(await read(makeRead(run, { data, wait: path('event', 'day') }))).toEqual(may);
    const literal = { until: { kind: 'literal', value: '2026-05-01' }, zone: 'UTC' } as const;
    expect(await read(makeRead(run, { wait: literal }))).toEqual(may);
    await expect(read(makeRead(run, { wait: path('event', 'none') }))).rejects.toMatchObject({ code: 'missing_value' });
  });

  test('is in the zone of the wait, be it the contact’s', async () => {
    const world = createEngineWorld();
    await world.records.put('contact', { id: 'contact-1', zone: 'Asia/Kathmandu' });
    const wait = { until: { kind: 'literal', value: '2026-05-01' }, zone: 'contact' } as const;
    expect(await createReadRunData(world)(makeRead(run, { wait }))).toEqual({ until: '2026-04-30T18:15:00.000Z' });
  });

  test('is never before now', async () => {
    const world = createEngineWorld();
    world.clock.set('2026-03-01T10:00:06.000Z');
    expect(await createReadRunData(world)(makeRead(run, { wait: { zone: 'UTC' } }))).toEqual({
      until: world.clock.iso(),
    });
  });
});
