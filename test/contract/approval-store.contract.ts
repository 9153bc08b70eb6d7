import { expect, test } from 'vitest';
import type { Approval, ApprovalStore } from '../../lib/ports/approval-store.ts';
import { makeApproval } from '../support/make-approval.ts';

/** What every store of approvals keeps. */
export function approvalStoreContract(store: () => ApprovalStore): void {
  test('an approval is there as it was created', async () => {
    const approval = makeApproval();
    expect(await store().create(approval)).toEqual(approval);
    expect(await store().get(approval.id)).toEqual(approval);
    expect(await store().get('unknown')).toBeUndefined();
  });

  test('the same task asked again keeps the id that people hold, and has the new token', async () => {
    const first = makeApproval();
    await store().create(first);
    const again = await store().create({ ...first, id: 'another', token: 'token-2', question: 'Send it now?' });
    expect(again).toEqual({ ...first, token: 'token-2', question: 'Send it now?' });
    expect(await store().get(first.id)).toEqual(again);
    expect(await store().get('another')).toBeUndefined();
  });

  test('it changes only from the status it is believed to have', async () => {
    const approval = makeApproval();
    await store().create(approval);
    const expired: Approval = { ...approval, status: 'expired' };
    expect(await store().replace(expired, 'deciding')).toBe(false);
    expect(await store().replace(expired, 'open')).toBe(true);
    expect(await store().replace(expired, 'open')).toBe(false);
    expect(await store().get(approval.id)).toEqual(expired);
  });

  test('it does not change by what was read before it was asked anew: the token would be the old one', async () => {
    const before = makeApproval();
    await store().create(before);
    const again = await store().create({ ...before, token: 'token-2', createdAt: '2031-06-01T00:00:00.000Z' });
    expect(await store().replace({ ...before, status: 'expired' }, 'open')).toBe(false);
    expect(await store().get(before.id)).toEqual(again);
    expect(await store().replace({ ...again, status: 'expired' }, 'open')).toBe(true);
  });

  test('of five answers at once, one is taken', async () => {
    const approval = makeApproval();
    await store().create(approval);
    const taken = await Promise.all(
      [1, 2, 3, 4, 5].map((by) =>
        store().replace(
          { ...approval, status: 'deciding', decision: { decision: 'approved', by: `${by}@example.com` } },
          'open',
        ),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('they are listed newest first, by status or all', async () => {
    const day = (createdAt: string) => makeApproval({ createdAt: `2031-01-0${createdAt}T00:00:00.000Z` });
    const [one, two, three] = [day('1'), day('2'), day('3')];
    for (const approval of [one, two, three]) await store().create(approval);
    const expired: Approval = { ...two, status: 'expired' };
    await store().replace(expired, 'open');
    const own = new Set([one.id, two.id, three.id]);
    const listed = async (filter: { status?: Approval['status'] }) =>
      (await store().list(filter, { limit: 100 })).items.filter(({ id }) => own.has(id));
    expect(await listed({})).toEqual([three, expired, one]);
    expect(await listed({ status: 'open' })).toEqual([three, one]);
    expect(await listed({ status: 'expired' })).toEqual([expired]);
    expect(await listed({ status: 'deciding' })).toEqual([]);
  });
}
