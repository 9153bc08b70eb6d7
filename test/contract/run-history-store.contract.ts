import { expect, test } from 'vitest';
import type { RunHistoryStore } from '../../lib/ports/run-history-store.ts';
import { uniqueName } from '../support/unique-name.ts';

/** What every archive of histories keeps. */
export function runHistoryStoreContract(store: () => RunHistoryStore): void {
  const event = (id: number, text = '') => ({ id, type: 'PassStateEntered', stateEnteredEventDetails: { name: text } });

  test('a history comes back as it was, however long', async () => {
    const [short, long] = [uniqueName('run'), uniqueName('run')];
    const events = Array.from({ length: 2000 }, (_, id) => event(id, 'ünï'.repeat(50)));
    await store().put(short, [event(1)], 2_000_000_000);
    await store().put(long, events, 2_000_000_000);
    expect(await store().get(short)).toEqual([event(1)]);
    expect(await store().get(long)).toEqual(events);
  });

  test('after a redrive, the longer history takes the place of the first', async () => {
    const run = uniqueName('run');
    await store().put(run, [event(1)], 2_000_000_000);
    await store().put(run, [event(1), event(2)], 2_000_000_000);
    expect(await store().get(run)).toHaveLength(2);
  });

  test('what was not archived is not there', async () => {
    expect(await store().get(uniqueName('run'))).toBeUndefined();
  });
}
