import { expect, test } from 'vitest';
import type { RecordStore } from '../../lib/ports/record-store.ts';
import { uniqueName } from '../support/unique-name.ts';

/** What every store of records keeps. */
export function recordStoreContract(store: () => RecordStore): void {
  test('a record is there as it was put', async () => {
    const record = { id: uniqueName('contact'), email: 'ana@example.com', tags: ['VIP'], nested: { deep: [1, null] } };
    await store().put('contact', record);
    expect(await store().get('contact', record.id)).toEqual(record);
    expect(await store().get('lead', record.id)).toBeUndefined();
  });

  test('several are read at once; what does not exist is left out', async () => {
    const contact = { id: uniqueName('contact'), tags: [] };
    const lead = { id: uniqueName('lead'), status: 'new' };
    await store().put('contact', contact);
    await store().put('lead', lead);
    const keys = [
      { name: 'lead', id: lead.id },
      { name: 'ticket', id: 'none' },
      { name: 'contact', id: contact.id },
    ] as const;
    const found = [
      { name: 'lead', record: lead },
      { name: 'contact', record: contact },
    ];
    expect(await store().getMany(keys)).toEqual(found);
    expect(await store().getMany([])).toEqual([]);
  });

  test('a record is created once', async () => {
    const ticket = { id: uniqueName('ticket'), subject: 'first' };
    expect(await store().create('ticket', ticket)).toBe(true);
    expect(await store().create('ticket', { ...ticket, subject: 'second' })).toBe(false);
    expect(await store().get('ticket', ticket.id)).toEqual(ticket);
  });

  test('a patch sets and unsets fields, and says what was before', async () => {
    const before = { id: uniqueName('contact'), email: 'ana@example.com', phone: '+49' };
    await store().put('contact', before);
    const after = { id: before.id, email: 'bea@example.com' };
    const patch = { set: { email: 'bea@example.com' }, unset: ['phone'] };
    expect(await store().patch('contact', before.id, patch)).toEqual({ before, after });
    expect(await store().get('contact', before.id)).toEqual(after);
  });

  test('a patch adds to lists and removes from them as sets, whatever the items are', async () => {
    const id = uniqueName('contact');
    await store().put('contact', { id, tags: ['a', 'b'], pairs: [{ x: 1 }], note: 'no list' });
    const add = { tags: ['b', 'c'], fresh: [1], note: ['x'], pairs: [{ x: 1 }, { x: 2 }] };
    const { after } = await store().patch('contact', id, { add, remove: { tags: ['a'], missing: ['y'] } });
    const pairs = [{ x: 1 }, { x: 2 }];
    expect(after).toEqual({ id, tags: ['b', 'c'], fresh: [1], note: ['x'], pairs, missing: [] });
  });

  test('a patch makes a record that is not there, and cannot change its id', async () => {
    const id = uniqueName('contact');
    const { before, after } = await store().patch('contact', id, {
      set: { id: 'other', language: 'de' },
      unset: ['id'],
    });
    expect(before).toBeUndefined();
    expect(after).toEqual({ id, language: 'de' });
  });

  test('of six patches at once, none is lost', async () => {
    const id = uniqueName('contact');
    const tags = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(tags.map((tag) => store().patch('contact', id, { add: { tags: [tag] } })));
    const stored = await store().get('contact', id);
    expect(new Set(Array.isArray(stored?.tags) ? stored.tags : [])).toEqual(new Set(tags));
  });
}
