import { expect, test } from 'vitest';
import type { Hold, HoldStore } from '../../lib/ports/hold-store.ts';
import { makeHold } from '../support/make-hold.ts';
import { uniqueName } from '../support/unique-name.ts';

/** What every store of holds keeps. */
export function holdStoreContract(store: () => HoldStore): void {
  test('a hold is there as it was put, and the same key replaces it', async () => {
    const hold = makeHold();
    await store().put(hold);
    expect(await store().get(hold.workflow, hold.key)).toEqual(hold);
    const again: Hold = { ...hold, token: 'token-2', until: '2026-03-02T10:00:00.000Z' };
    await store().put(again);
    expect(await store().get(hold.workflow, hold.key)).toEqual(again);
    expect(await store().get(hold.workflow, 'unknown')).toBeUndefined();
    expect(await store().get('unknown', hold.key)).toBeUndefined();
  });

  test('it is removed with its own token alone', async () => {
    const hold = makeHold();
    await store().put(hold);
    await store().remove({ ...hold, token: 'token-of-before' });
    expect(await store().get(hold.workflow, hold.key)).toEqual(hold);
    await store().remove(hold);
    await store().remove(hold);
    expect(await store().get(hold.workflow, hold.key)).toBeUndefined();
  });

  test('those of a workflow are listed by key, page by page, also while they go', async () => {
    const workflow = uniqueName('workflow');
    const keys = ['run-1/a', 'run-1/b', 'run-2/a', 'run-3/a', 'run-3/a/1'];
    for (const key of keys.toReversed()) await store().put(makeHold({ workflow, key }));
    await store().put(makeHold());
    const first = await store().list(workflow, { limit: 2 });
    expect(first.items.map(({ key }) => key)).toEqual(keys.slice(0, 2));
    for (const hold of first.items) await store().remove(hold);
    const second = await store().list(workflow, { limit: 3, ...(first.next && { cursor: first.next }) });
    expect(second.items.map(({ key }) => key)).toEqual(keys.slice(2));
    expect(second.next).toBeUndefined();
    expect(await store().list('unknown', { limit: 2 })).toEqual({ items: [] });
  });
}
