import { expect, test } from 'vitest';
import type { LiveState, LiveStateStore } from '../../lib/ports/live-state-store.ts';
import { uniqueName } from '../support/unique-name.ts';

const stateOf = (overrides: Partial<LiveState> = {}): LiveState => ({
  workflow: uniqueName('workflow'),
  revision: 1,
  enabled: true,
  archived: false,
  active: 1,
  covered: [1],
  events: ['lead.created'],
  changedAt: '2026-03-01T09:00:00.000Z',
  changedBy: 'ana@example.com',
  ...overrides,
});

/** What every store of live states keeps. */
export function liveStateStoreContract(store: () => LiveStateStore): void {
  test('a state is there as it was put, and changes with its revision', async () => {
    const first = stateOf();
    await store().put(first);
    expect(await store().get(first.workflow)).toEqual(first);
    const second = { ...first, revision: 2, enabled: false };
    await store().put(second);
    expect(await store().get(first.workflow)).toEqual(second);
  });

  test.each([1, 3])('after revision 1, revision %i is a conflict, and nothing changes', async (revision) => {
    const first = stateOf();
    await store().put(first);
    const put = store().put({ ...first, revision, enabled: false });
    await expect(put).rejects.toMatchObject({ code: 'SB611', kind: 'conflict' });
    expect(await store().get(first.workflow)).toEqual(first);
  });

  test('the first revision is 1', async () => {
    await expect(store().put(stateOf({ revision: 2 }))).rejects.toMatchObject({ code: 'SB611' });
  });

  test('of five changes at once, one is made', async () => {
    const first = stateOf();
    await store().put(first);
    const changes = await Promise.allSettled(
      [2, 3, 4, 5, 6].map((active) => store().put({ ...first, revision: 2, active })),
    );
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('all states are listed, archived ones too, by workflow', async () => {
    const states = [stateOf({ archived: true }), stateOf()];
    for (const state of states) await store().put(state);
    const listed = await store().list();
    expect(listed).toEqual(expect.arrayContaining(states));
    const ids = listed.map(({ workflow }) => workflow);
    expect(ids).toEqual([...ids].sort());
  });

  test('a workflow that was never activated has no state', async () => {
    expect(await store().get(uniqueName('workflow'))).toBeUndefined();
  });
}
