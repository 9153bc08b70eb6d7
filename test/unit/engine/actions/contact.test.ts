import { describe, expect, test } from 'vitest';
import type { OutgoingEvent } from '../../../../lib/ports/bus.ts';
import type { JsonObject } from '../../../../lib/workflow/json.ts';
import { actionTask, actionWorld, failureOf, NOW } from './action-world.ts';

const ada = { id: 'contact-1', first_name: 'Ada', tags: ['old'], segments: [], consents: [] };
const lead = { id: 'lead-1', contact_id: 'contact-1', status: 'new' };
const inquiry = { id: 'inquiry-1', contact_id: 'contact-1', status: 'completed', list_matches: [] };
const world = (
  records: Parameters<typeof actionWorld>[0] = { records: { contact: [ada], lead: [lead], inquiry: [inquiry] } },
) => actionWorld(records);
const brief = ({ detailType, data }: OutgoingEvent) => [detailType, data];
const nobody = (() => {
  const { contact: _contact, records: _records, ...run } = actionTask('x').run;
  return { run };
})();
describe('contact.update', () => {
  test('A1 sets fields, empties others, and tells what changed', async () => {
    const { run, records, events } = world();
    const input = {
      set: { last_name: 'Lovelace', first_name: 'Ada', company: '{{ event.none }}' },
      unset: ['phone', 'tags'],
    };
    expect(await run(actionTask('contact.update', input))).toEqual({
      contact_id: 'contact-1',
      changed: ['last_name', 'tags'],
    });
    const { tags: _tags, ...rest } = ada;
    const after = { ...rest, last_name: 'Lovelace', updated_at: NOW };
    expect(records.get('contact/contact-1')).toEqual(after);
    expect(events.map(brief)).toEqual([['Contact Updated', { contact: after, changed: ['last_name', 'tags'] }]]);
  });

  test('A1 that changes nothing puts no event', async () => {
    const { run, events } = world();
    expect(await run(actionTask('contact.update', { set: { first_name: 'Ada' } }))).toEqual({
      contact_id: 'contact-1',
      changed: [],
    });
    expect(await run(actionTask('contact.update', {}, { step: 'b' }))).toMatchObject({ changed: [] });
    expect(events).toEqual([]);
  });

  test('A1 makes the contact of a visitor who was not known', async () => {
    const { run, records } = world({});
    await run(actionTask('contact.update', { set: { country: 'DE' } }));
    expect(records.get('contact/contact-1')).toEqual({ id: 'contact-1', country: 'DE', updated_at: NOW });
  });

  test.each<[string, JsonObject, string]>([
    [
      'a value of another type',
      { set: { birthday: '24.12.1990' } },
      'bad_value: "act" cannot change the contact: birthday must be a date',
    ],
    ['a field that does not exist', { set: { shoe_size: 42 } }, 'contact has no field "shoe_size"'],
    ['another identity', { set: { id: 'contact-2' } }, 'contact has no field "id" that can be set'],
    ['no identity', { unset: ['id'] }, 'bad_value'],
  ])('A1 refuses %s', async (_name, input, failure) => {
    const { run, records } = world();
    const message = await failureOf(run(actionTask('contact.update', input)));
    expect(message).toContain('Signalbox.Permanent');
    expect(message).toContain(failure);
    expect(message).not.toContain('1990');
    expect(records.get('contact/contact-1')).toEqual(ada);
  });

  test('A1 needs a contact', async () => {
    expect(await failureOf(world().run(actionTask('contact.update', { set: {} }, nobody)))).toContain(
      'no_contact: The run of "act" is about no contact',
    );
  });
});

describe('contact.tag', () => {
  test('A1 adds and removes tags, with an event for each that was new or there', async () => {
    const { run, events } = world();
    const input = { add: ['VIP', 'old', 'VIP'], remove: ['trial'] };
    expect(await run(actionTask('contact.tag', input))).toEqual({ contact_id: 'contact-1', tags: ['old', 'VIP'] });
    expect(await run(actionTask('contact.tag', { remove: ['old'] }, { step: 'b' }))).toMatchObject({ tags: ['VIP'] });
    expect(events.map(({ detailType, data }) => [detailType, data.tag])).toEqual([
      ['Contact Tag Added', 'VIP'],
      ['Contact Tag Removed', 'old'],
    ]);
  });

  test('A1 tags a visitor who was not known', async () => {
    expect(await world({}).run(actionTask('contact.tag', { add: ['promo'] }))).toEqual({
      contact_id: 'contact-1',
      tags: ['promo'],
    });
  });

  test('A1 a tag that is empty is an error', async () => {
    expect(await failureOf(world().run(actionTask('contact.tag', { add: [''] })))).toContain('bad_input');
  });
});

describe('contact.assign', () => {
  test('A1 makes somebody responsible', async () => {
    const { run, records, events } = world();
    expect(await run(actionTask('contact.assign', { to: 'sales' }))).toEqual({
      contact_id: 'contact-1',
      assigned_to: 'sales',
    });
    expect(records.get('contact/contact-1')).toMatchObject({ assigned_to: 'sales' });
    expect(events.map(({ data }) => data.changed)).toEqual([['assigned_to']]);
  });
});
