import { expect, test } from 'vitest';
import type { RunIndex } from '../../lib/ports/run-store.ts';
import type { SkippedRun, SkippedRunStore } from '../../lib/ports/skipped-run-store.ts';
import { uniqueName } from '../support/unique-name.ts';

const skippedRun = (overrides: Partial<SkippedRun> = {}): SkippedRun => ({
  id: uniqueName('run'),
  workflow: uniqueName('workflow'),
  version: 1,
  contact: uniqueName('contact'),
  event: 'lead.created',
  eventId: 'event-1',
  at: '2026-03-01T10:00:00.000Z',
  reason: 'consent',
  detail: 'The contact has not given the consent "marketing".',
  expiresAt: 2_000_000_000,
  ...overrides,
});

/** What every store of skipped runs keeps (R4). */
export function skippedRunStoreContract(
  stores: () => { readonly skippedRuns: SkippedRunStore; readonly runIndex: RunIndex },
): void {
  test('R4 a skipped run is listed for its workflow and its contact, newest first, by page', async () => {
    const { skippedRuns } = stores();
    const [workflow, contact] = [uniqueName('workflow'), uniqueName('contact')];
    const skipped = [1, 2, 3].map((day) => skippedRun({ workflow, contact, at: `2026-03-0${day}T10:00:00.000Z` }));
    for (const one of skipped) await skippedRuns.put(one);
    for (const filter of [{ workflow }, { contact }]) {
      const first = await skippedRuns.list(filter, { limit: 2 });
      const second = await skippedRuns.list(filter, { limit: 2, cursor: first.next ?? '' });
      expect([...first.items, ...second.items]).toEqual(skipped.toReversed());
      expect(second.next).toBeUndefined();
    }
  });

  test('R4 the same trigger skipped twice is on record once, and counted once', async () => {
    const { skippedRuns, runIndex } = stores();
    const skipped = skippedRun();
    await skippedRuns.put(skipped);
    await skippedRuns.put(skipped);
    expect((await skippedRuns.list({ workflow: skipped.workflow }, { limit: 10 })).items).toEqual([skipped]);
    expect(await runIndex.counts(skipped.workflow)).toMatchObject({ skipped: 1, started: 0 });
  });

  test('R4 one without a contact is listed for its workflow', async () => {
    const { skippedRuns } = stores();
    const { contact: _, ...skipped } = skippedRun();
    await skippedRuns.put(skipped);
    expect((await skippedRuns.list({ workflow: skipped.workflow }, { limit: 10 })).items).toEqual([skipped]);
  });
}
