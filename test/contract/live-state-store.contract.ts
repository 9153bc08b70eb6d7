import { expect, test } from 'vitest';
import { armCounts } from '../../lib/engine/runs/version-counts.ts';
import type { AuditLog } from '../../lib/ports/audit-log.ts';
import type { LiveStateStore } from '../../lib/ports/live-state-store.ts';
import { makeAudit } from '../support/make-audit.ts';
import { makeLiveState } from '../support/make-live-state.ts';
import { uniqueName } from '../support/unique-name.ts';

/** What every store of live states keeps. */
export function liveStateStoreContract(
  stores: () => { readonly liveStates: LiveStateStore; readonly audit: AuditLog },
): void {
  const store = () => stores().liveStates;

  test('a state is there as it was put, and changes with its revision', async () => {
    const first = makeLiveState();
    await store().put(first);
    expect(await store().get(first.workflow)).toEqual(first);
    const second = { ...first, revision: 2, enabled: false };
    await store().put(second);
    expect(await store().get(first.workflow)).toEqual(second);
  });

  test.each([1, 3])('after revision 1, revision %i is a conflict, and nothing changes', async (revision) => {
    const first = makeLiveState();
    await store().put(first);
    const put = store().put({ ...first, revision, enabled: false });
    await expect(put).rejects.toMatchObject({ code: 'SB611', kind: 'conflict' });
    expect(await store().get(first.workflow)).toEqual(first);
  });

  test('the first revision is 1', async () => {
    await expect(store().put(makeLiveState({ revision: 2 }))).rejects.toMatchObject({ code: 'SB611' });
  });

  test('of five changes at once, one is made', async () => {
    const first = makeLiveState();
    await store().put(first);
    const changes = await Promise.allSettled(
      [2, 3, 4, 5, 6].map((active) => store().put({ ...first, revision: 2, active })),
    );
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('all states are listed, archived ones too, by workflow', async () => {
    const states = [makeLiveState({ archived: true }), makeLiveState()];
    for (const state of states) await store().put(state);
    const listed = await store().list();
    expect(listed).toEqual(expect.arrayContaining(states));
    const ids = listed.map(({ workflow }) => workflow);
    expect(ids).toEqual([...ids].sort());
  });

  test('a workflow that was never activated has no state', async () => {
    expect(await store().get(uniqueName('workflow'))).toBeUndefined();
  });

  test('V3 what changed is on record with it, and what was refused is not', async () => {
    const first = makeLiveState();
    const { workflow } = first;
    const entries = [
      makeAudit({ workflow, action: 'workflow.activated', at: '2026-03-01T09:00:00.000Z' }),
      makeAudit({ workflow, action: 'workflow.enabled', at: '2026-03-01T09:00:00.001Z' }),
    ];
    await store().put(first, ...entries);
    const again = store().put(first, makeAudit({ workflow }));
    await expect(again).rejects.toMatchObject({ code: 'SB611' });
    expect((await stores().audit.list({ workflow }, { limit: 10 })).items).toEqual([...entries].reverse());
  });

  test('V2 a rollout with its guardrail is there as it was put', async () => {
    const counts = { control: armCounts({ started: 7 }), treatment: armCounts({}) };
    const state = makeLiveState({
      covered: [1, 2],
      rollout: {
        version: 2,
        percent: 25,
        salt: 'salt-1',
        startedAt: '2026-03-01T09:00:00.000Z',
        startedBy: 'ana@example.com',
        guardrail: { minRuns: 100, maxFailureRate: 0.05 },
        baseline: counts,
        shared: { at: '2026-03-02T09:00:00.000Z', ...counts },
      },
    });
    await store().put(state);
    expect(await store().get(state.workflow)).toEqual(state);
  });
}
