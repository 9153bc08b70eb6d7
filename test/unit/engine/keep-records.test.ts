import { describe, expect, test } from 'vitest';
import { createKeepRecords } from '../../../lib/engine/keep-records.ts';
import type { RecordPatch } from '../../../lib/ports/record-store.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { RecordName } from '../../../lib/workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../../lib/workflow/json.ts';

function createWorld() {
  const patches: { name: RecordName; id: string; patch: RecordPatch }[] = [];
  const keep = createKeepRecords({
    events: builtInCatalogue().events,
    records: {
      patch: async (name, id, patch) => {
        patches.push({ name, id, patch });
        return { after: { id } };
      },
    },
  });
  const event = (
    source: string,
    detailType: string,
    data: JsonObject,
    more: JsonObject = {},
    metadata: JsonObject = {},
  ) => ({
    ...{ id: 'e-1', source, 'detail-type': detailType, time: '2026-03-02T09:00:00Z' },
    detail: { metadata, data },
    ...more,
  });
  return { keep, patches, event };
}

describe('records that events carry', () => {
  test('T1 a contact that an app tells of is kept, and what it leaves out stays', async () => {
    const { keep, patches, event } = createWorld();
    const contact = { id: 'c-1', email: 'ada@example.com' };
    expect(await keep(event('signalbox.contact', 'Contact Created', { contact }))).toEqual([
      { name: 'contact', id: 'c-1' },
    ]);
    expect(patches).toEqual([{ name: 'contact', id: 'c-1', patch: { set: contact } }]);
  });

  test('T3 a lead is kept; the contact it only names is not', async () => {
    const { keep, patches, event } = createWorld();
    await keep(event('signalbox.crm', 'Lead Created', { lead: { id: 'l-1', contact_id: 'c-1' } }));
    expect(patches.map(({ name, id }) => ({ name, id }))).toEqual([{ name: 'lead', id: 'l-1' }]);
  });

  test.each<[string, (world: ReturnType<typeof createWorld>) => unknown]>([
    ['an event type that nobody declared', ({ event }) => event('shop', 'Unknown', { contact: { id: 'c-1' } })],
    [
      'a record without an id',
      ({ event }) => event('signalbox.contact', 'Contact Created', { contact: { email: 'a' } }),
    ],
    ['something that is no record', ({ event }) => event('signalbox.contact', 'Contact Created', { contact: 'c-1' })],
    [
      'an event that a workflow caused',
      ({ event }) => event('signalbox.contact', 'Contact Updated', { contact: { id: 'c-1' } }, {}, { depth: 1 }),
    ],
    [
      'a replay of the past',
      ({ event }) =>
        event('signalbox.contact', 'Contact Updated', { contact: { id: 'c-1' } }, { 'replay-name': 'last week' }),
    ],
  ])('%s changes nothing', async (_what, make) => {
    const world = createWorld();
    expect(await world.keep(make(world))).toEqual([]);
    expect(world.patches).toEqual([]);
  });

  test('what is no event is SB701', async () => {
    await expect(createWorld().keep({ hello: 1 })).rejects.toMatchObject({ code: 'SB701' });
  });
});
