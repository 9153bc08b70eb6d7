import { expect, test } from 'vitest';
import { armCounts } from '../../lib/engine/runs/version-counts.ts';
import type { PendingRun, Run } from '../../lib/ports/run.ts';
import type { RunFilter, RunIndex, RunStore } from '../../lib/ports/run-store.ts';
import { asRunning, asSucceeded, makePendingRun, makePutRequest } from '../support/make-run.ts';
import { uniqueName } from '../support/unique-name.ts';

interface Stores {
  readonly runs: RunStore;
  readonly runIndex: RunIndex;
}

const AT = '2026-03-01T10:05:00.000Z';

/** What every index of runs gives. Runs are of workflows of their own, so that one database serves all tests. */
export function runIndexContract(stores: () => Stores): void {
  const put = async (overrides: Partial<PendingRun> = {}): Promise<PendingRun> => {
    const run = makePendingRun(overrides);
    await stores().runs.putPending(makePutRequest(run));
    return run;
  };

  test('R3 numbers follow each change, exactly', async () => {
    const { runs, runIndex } = stores();
    const workflow = uniqueName('workflow');
    const [one, two] = [await put({ workflow }), await put({ workflow, createdAt: AT })];
    expect(await runIndex.counts(workflow)).toEqual(counts({ started: 2, open: 2, lastRunAt: AT }));
    const waits = [{ key: 'k', until: AT }];
    const { status: _, attempts: __, ...base } = one;
    const waiting: Run = { ...base, revision: 2, status: 'waiting', startedAt: AT, waits };
    await runs.replace(one, waiting);
    expect(await runIndex.counts(workflow)).toEqual(counts({ started: 2, open: 2, waiting: 1, lastRunAt: AT }));
    await runs.replace(waiting, { ...asSucceeded(waiting), convertedAt: AT });
    await runs.replace(two, asRunning(two));
    const expected = counts({ started: 2, open: 1, succeeded: 1, converted: 1, lastRunAt: AT });
    expect(await runIndex.counts(workflow)).toEqual(expected);
    expect(await runIndex.counts(uniqueName('workflow'))).toEqual(counts({}));
  });

  test('R3 numbers of a version follow each change, by arm and by variant', async () => {
    const { runs, runIndex } = stores();
    const workflow = uniqueName('workflow');
    const gift = { variants: { test: 'gift' } };
    const one = await put({ workflow, version: 2, arm: 'treatment', ...gift });
    const two = await put({ workflow, version: 2, arm: 'treatment', variants: { test: 'hold_out' } });
    await put({ workflow, version: 2, arm: 'control', ...gift });
    await put({ workflow, version: 1 });
    await runs.replace(one, { ...asSucceeded(one), convertedAt: AT });
    await runs.replace(two, asRunning(two));
    expect(await runIndex.versionCounts(workflow, 2)).toEqual({
      control: armCounts({ started: 1, open: 1 }),
      treatment: armCounts({ started: 2, open: 1, succeeded: 1, converted: 1 }),
      variants: {
        test: {
          gift: armCounts({ started: 2, open: 1, succeeded: 1, converted: 1 }),
          hold_out: armCounts({ started: 1, open: 1 }),
        },
      },
    });
    const none = { control: armCounts({}), treatment: armCounts({}), variants: {} };
    expect(await runIndex.versionCounts(workflow, 3)).toEqual(none);
  });

  test('R3 lists are newest first, by page, and by what they are filtered on', async () => {
    const { runs, runIndex } = stores();
    const [workflow, contact] = [uniqueName('workflow'), uniqueName('contact')];
    const stored: PendingRun[] = [];
    for (let minute = 10; minute < 15; minute += 1) {
      stored.push(await put({ workflow, contact, createdAt: `2026-03-01T10:${minute}:00.000Z` }));
    }
    const [, second] = stored;
    if (second !== undefined) await runs.replace(second, asSucceeded(second));
    const newest = stored.map(({ id }) => id).reverse();
    for (const filter of [{ workflow }, { contact }]) {
      const first = await runIndex.list(filter, { limit: 2 });
      const next = await runIndex.list(filter, { limit: 2, cursor: first.next ?? '' });
      const last = await runIndex.list(filter, { limit: 2, cursor: next.next ?? '' });
      expect([first, next, last].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(newest);
      expect(last.next).toBeUndefined();
    }
    const ended = await runIndex.list({ workflow, status: 'succeeded' }, { limit: 10 });
    expect(ended.items).toEqual([second && asSucceeded(second)]);
    const all = await allPages((cursor) => runIndex.list({}, { limit: 100, ...cursor }));
    const byStatus = await allPages((cursor) => runIndex.list({ status: 'succeeded' }, { limit: 100, ...cursor }));
    expect(all.filter((run) => run.workflow === workflow).map(({ id }) => id)).toEqual(newest);
    expect(byStatus.filter((run) => run.workflow === workflow)).toEqual([second && asSucceeded(second)]);
  });

  test('R3 lists are in the order of creation, whatever the order of putting', async () => {
    const { runIndex } = stores();
    const workflow = uniqueName('workflow');
    const late = await put({ workflow, createdAt: '2026-03-01T10:20:00.000Z' });
    const early = await put({ workflow, createdAt: '2026-03-01T10:10:00.000Z' });
    const middle = await put({ workflow, createdAt: '2026-03-01T10:15:00.000Z' });
    const { items } = await runIndex.list({ workflow }, { limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([late, middle, early].map(({ id }) => id));
  });

  test('R3 lists of a version and of an arm give its runs alone, page by page', async () => {
    const { runIndex } = stores();
    const workflow = uniqueName('workflow');
    const stored: PendingRun[] = [];
    const kinds = [
      [1, 'control'],
      [2, 'treatment'],
      [2, 'control'],
      [3, 'treatment'],
    ] as const;
    for (let minute = 10; minute < 18; minute += 1) {
      const [version, arm] = kinds[minute % 4] ?? kinds[0];
      stored.push(await put({ workflow, version, arm, createdAt: `2026-03-01T10:${minute}:00.000Z` }));
    }
    const filters = [
      { workflow, version: 2 },
      { workflow, arm: 'treatment' as const },
      { workflow, version: 2, arm: 'control' as const },
    ];
    for (const filter of filters) {
      const { version, arm }: { version?: number; arm?: Run['arm'] } = filter;
      const wanted = stored
        .filter((run) => (version === undefined || run.version === version) && (arm === undefined || run.arm === arm))
        .map(({ id }) => id);
      const found = await allPages((cursor) => runIndex.list(filter, { limit: 1, ...cursor }));
      expect(found.map(({ id }) => id)).toEqual(wanted.reverse());
    }
    expect((await runIndex.list({ workflow, version: 4 }, { limit: 10 })).items).toEqual([]);
  });

  test('R3 every list may be within a time, from its first moment until before its last', async () => {
    const { runs, runIndex } = stores();
    const [workflow, contact] = [uniqueName('workflow'), uniqueName('contact')];
    const at = (minute: number) => `2024-05-01T10:${minute}:00.000Z`;
    const stored: PendingRun[] = [];
    for (let minute = 10; minute < 20; minute += 1) {
      stored.push(await put({ workflow, contact, version: 2, arm: 'treatment', createdAt: at(minute) }));
    }
    for (const run of stored) await runs.replace(run, asSucceeded(run));
    const filters: RunFilter[] = [
      { workflow },
      { contact },
      { workflow, status: 'succeeded' },
      { workflow, version: 2 },
      { workflow, arm: 'treatment' },
      { workflow, version: 2, arm: 'treatment' },
      { status: 'succeeded' },
      {},
    ];
    const [from, to] = [Date.parse(at(12)), Date.parse(at(17))];
    const newest = stored.map(({ id }) => id).reverse();
    for (const filter of filters) {
      const within = await allPages((cursor) => runIndex.list({ ...filter, from, to }, { limit: 2, ...cursor }));
      expect(within.filter((run) => run.workflow === workflow).map(({ id }) => id)).toEqual(newest.slice(3, 8));
    }
    const since = await runIndex.list({ workflow, from }, { limit: 100 });
    const until = await runIndex.list({ workflow, to }, { limit: 100 });
    expect(since.items.map(({ id }) => id)).toEqual(newest.slice(0, 8));
    expect(until.items.map(({ id }) => id)).toEqual(newest.slice(3));
    // A cursor of another time asks for nothing.
    const { next } = await runIndex.list({ workflow, to: Date.parse(at(12)) }, { limit: 1 });
    expect(await runIndex.list({ workflow, from, to }, { limit: 9, cursor: next ?? '' })).toEqual({ items: [] });
  });

  test('a cursor that is none is refused', async () => {
    const list = stores().runIndex.list({ workflow: 'any' }, { limit: 1, cursor: 'nonsense' });
    await expect(list).rejects.toMatchObject({ code: 'SB708', kind: 'invalid' });
  });

  test('the unstarted are those pending or about to stop that are old enough, oldest first', async () => {
    const { runs, runIndex } = stores();
    // A time of this test's own, so that what other tests left stays out of the hundred.
    const at = (second: string) => `1999-01-01T00:00:${second}.000Z`;
    const workflow = uniqueName('workflow');
    const first = await put({ workflow, createdAt: at('01') });
    const second = await put({ workflow, createdAt: at('02') });
    const started = await put({ workflow, createdAt: at('03') });
    const young = await put({ workflow, createdAt: at('30') });
    await runs.replace(started, asRunning(started));
    const { status: _, attempts: __, ...base } = first;
    const stop = { kind: 'operator', by: 'ana@example.com', at: AT } as const;
    const stopping: Run = { ...base, revision: 2, status: 'stop-requested', stop };
    await runs.replace(first, stopping);
    const unstarted = await runIndex.listUnstarted(Date.parse(at('30')));
    expect(unstarted.filter((run) => run.workflow === workflow)).toEqual([stopping, second]);
    const later = await runIndex.listUnstarted(Date.parse(at('31')));
    expect(later.filter((run) => run.workflow === workflow)).toEqual([stopping, second, young]);
  });

  test('the open are all that have not ended', async () => {
    const { runs, runIndex } = stores();
    const workflow = uniqueName('workflow');
    const [one, two, three] = [await put({ workflow }), await put({ workflow }), await put({ workflow })];
    await runs.replace(one, asRunning(one));
    await runs.replace(two, asSucceeded(two));
    const open = await allPages((cursor) => runIndex.listOpen({ limit: 3, ...cursor }));
    const own = open.filter((run) => run.workflow === workflow).map(({ id }) => id);
    expect(own.sort()).toEqual([one.id, three.id].sort());
  });
}

function counts(given: object) {
  const zero = {
    started: 0,
    open: 0,
    waiting: 0,
    succeeded: 0,
    failed: 0,
    stopped: 0,
    exited: 0,
    converted: 0,
    skipped: 0,
  };
  return { ...zero, ...given };
}

async function allPages<Item>(
  page: (cursor: { cursor?: string }) => Promise<{ items: readonly Item[]; next?: string }>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: { cursor?: string } | undefined = {}; cursor !== undefined; ) {
    const found: { items: readonly Item[]; next?: string } = await page(cursor);
    items.push(...found.items);
    cursor = found.next === undefined ? undefined : { cursor: found.next };
  }
  return items;
}
