import { expect, test } from 'vitest';
import type { ContactActivityStore, OpenWait, Signal } from '../../lib/ports/contact-activity-store.ts';
import { uniqueName } from '../support/unique-name.ts';

const signalOf = (overrides: Partial<Signal> = {}): Signal => ({
  contact: uniqueName('contact'),
  id: 'event-1',
  event: 'message.received',
  data: { message: { text: 'hello' } },
  at: '2026-03-01T10:00:00.000Z',
  expiresAt: 2_000_000_000,
  ...overrides,
});

const waitOf = (overrides: Partial<OpenWait> = {}): OpenWait => ({
  contact: uniqueName('contact'),
  runId: 'run-1',
  step: 'reply',
  key: 'run-1/reply',
  event: 'message.received',
  data: { event: { id: 5 } },
  zone: 'UTC',
  since: '2026-03-01T10:00:00.000Z',
  token: 'token-1',
  expiresAt: 2_000_000_000,
  ...overrides,
});

/** What every store of contacts' activity keeps. Open runs are in the run store's contract, which puts them. */
export function contactActivityStoreContract(store: () => ContactActivityStore): void {
  test('signals come oldest first, from the moment asked for on, of the one event alone', async () => {
    const contact = uniqueName('contact');
    const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;
    const signals = [3, 1, 2].map((second) => signalOf({ contact, id: `event-${second}`, at: at(second) }));
    for (const signal of signals) await store().putSignal(signal);
    await store().putSignal(signalOf({ contact, event: 'message.received.late', at: at(4) }));
    const [third, , second] = signals;
    const found = await store().listSignals(contact, 'message.received', at(2));
    expect(found).toEqual({ signals: [second, third], revision: 3 });
  });

  test('a signal recorded twice is there once, and counts once', async () => {
    const signal = signalOf();
    await store().putSignal(signal);
    await store().putSignal(signal);
    const found = await store().listSignals(signal.contact, signal.event, signal.at);
    expect(found).toEqual({ signals: [signal], revision: 1 });
  });

  test('two events of the same moment are two signals', async () => {
    const first = signalOf();
    const second = { ...first, id: 'event-2' };
    await store().putSignal(first);
    await store().putSignal(second);
    const found = await store().listSignals(first.contact, first.event, first.at);
    expect(found).toEqual({ signals: [first, second], revision: 2 });
  });

  test('a contact without signals has none', async () => {
    const found = await store().listSignals(uniqueName('contact'), 'message.received', '2026-01-01T00:00:00.000Z');
    expect(found).toEqual({ signals: [], revision: 0 });
  });

  test('open waits are the contact’s own, with their conditions and values', async () => {
    const wait = waitOf({ condition: { kind: 'exists', field: { root: 'received', segments: ['message'] } } });
    await store().putWait(wait);
    await store().putWait(waitOf());
    expect(await store().listOpen(wait.contact)).toEqual({ runs: [], waits: [wait] });
  });

  test('a wait that is registered again, with a new token, takes the place of the first', async () => {
    const wait = waitOf();
    const again = { ...wait, token: 'token-2' };
    await store().putWait(wait);
    await store().putWait(again);
    expect((await store().listOpen(wait.contact)).waits).toEqual([again]);
  });

  test('a wait is forgotten by its token alone', async () => {
    const wait = waitOf();
    await store().putWait(wait);
    await store().removeWait({ ...wait, token: 'of an earlier try' });
    expect((await store().listOpen(wait.contact)).waits).toEqual([wait]);
    await store().removeWait(wait);
    await store().removeWait(wait);
    expect((await store().listOpen(wait.contact)).waits).toEqual([]);
  });
}
