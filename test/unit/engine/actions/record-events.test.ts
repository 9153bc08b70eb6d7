import { describe, expect, test } from 'vitest';
import { recordsActions } from '../../../../lib/engine/actions/built-in-actions.ts';
import { transient } from '../../../../lib/errors/app-error.ts';
import type { OutgoingEvent } from '../../../../lib/ports/bus.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { findMisfits } from '../../../../lib/workflow/catalogue/find-misfits.ts';
import type { JsonObject } from '../../../../lib/workflow/json.ts';
import { actionTask, actionWorld, failureOf } from './action-world.ts';

const ada = { id: 'contact-1', first_name: 'Ada', tags: ['old'], segments: [], consents: [] };
const lead = { id: 'lead-1', contact_id: 'contact-1', status: 'new' };
const inquiry = { id: 'inquiry-1', contact_id: 'contact-1', status: 'completed', list_matches: [] };
const world = (
  records: Parameters<typeof actionWorld>[0] = { records: { contact: [ada], lead: [lead], inquiry: [inquiry] } },
) => actionWorld(records);
/** Whatever the bus was given fits the event's type in the catalogue. */
const misfits = (events: readonly OutgoingEvent[]) =>
  events.flatMap(({ source, detailType, data }) => {
    const type = [...builtInCatalogue().events.values()].find(
      (each) => each.source === source && each.detailType === detailType,
    );
    return findMisfits(data, type?.data ?? {});
  });

describe('The events of changed records', () => {
  const everything = async (given = world()) => {
    await given.run(actionTask('contact.update', { set: { first_name: 'Eva' } }, { step: 'a' }));
    await given.run(actionTask('contact.tag', { add: ['x', 'y'], remove: ['old'] }, { step: 'b' }));
    await given.run(actionTask('ticket.create', { subject: 'x' }, { step: 'c' }));
    await given.run(actionTask('lead.update', { status: 'won' }, { step: 'd' }));
    return given.events;
  };

  test('fit their types in the catalogue', async () => {
    const events = await everything();
    expect(events).toHaveLength(6);
    expect(misfits(events)).toEqual([]);
  });

  test('carry depth and chain, so that loops end', async () => {
    const [first] = await everything();
    expect(first?.metadata).toEqual({
      id: expect.stringMatching(/^event-[0-9a-f]{32}$/),
      idempotencyKey: first?.metadata.id,
      timestamp: '2026-03-02T09:00:05.000Z',
      correlationId: 'correlation-1',
      depth: 2,
      chain: ['welcome', 'lead-follow-up'],
    });
  });

  test('have ids that follow from the effect: distinct, and the same for every try', async () => {
    const ids = (await everything()).map(({ metadata }) => metadata.id);
    expect(new Set(ids).size).toBe(6);
    expect((await everything()).map(({ metadata }) => metadata.id)).toEqual(ids);
  });

  test('come although the try that changed the record was cut off before them', async () => {
    const given = world();
    const tries = [
      actionTask('contact.update', { set: { first_name: 'Eva' } }, { step: 'a' }),
      actionTask('contact.tag', { add: ['x'], remove: ['old'] }, { step: 'b' }),
      actionTask('lead.update', { status: 'won' }, { step: 'd' }),
    ];
    for (const task of tries) {
      given.failures.bus = transient({ code: 'SB911', message: 'busy', details: { effect: 'unknown' } });
      await failureOf(given.run(task));
      await given.run(task);
    }
    expect(given.events.map(({ detailType }) => detailType)).toEqual([
      'Contact Updated',
      'Contact Tag Added',
      'Contact Tag Removed',
      'Lead Status Changed',
    ]);
  });
});

describe('With a catalogue that does not type records', () => {
  test('any field can be set', async () => {
    const patch = async (_name: string, id: string, { set }: { set?: JsonObject }) => ({ after: { id, ...set } });
    const records = { create: async () => true, get: async () => undefined, patch };
    const actions = recordsActions({ records, publish: async () => [], hash: (text) => text, types: new Map() });
    const context = { task: actionTask('x'), key: 'k', records: { lead }, repeated: false, zone: 'UTC' };
    expect(await actions['contact.update']?.run({ set: { shoe_size: 42 } }, context)).toMatchObject({
      changed: ['shoe_size'],
    });
    expect(await actions['lead.update']?.run({ set: { stars: 5 } }, context)).toMatchObject({ lead_id: 'lead-1' });
  });
});
