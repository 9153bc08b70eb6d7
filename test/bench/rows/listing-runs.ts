import { IN_MEMORY, openDatabase } from '../../../lib/local/sqlite/open-database.ts';
import { createSqliteRunStore } from '../../../lib/local/sqlite/run-store.ts';
import { makePendingRun, makePutRequest } from '../../support/make-run.ts';
import { type BenchRow, median, times } from '../bench-row.ts';

const RUNS = 100_000;
const PAGE = 100;
/** Pages at either end of the list that are compared. */
const EDGE = 100;
const START = Date.UTC(2026, 0, 1);

/** Reads a long list to its end, and compares its first pages with its last. */
export const listingRuns: BenchRow = {
  what: 'Listing 100,000 runs page by page: the last 100 pages beside the first',
  goal: '≤ 1.5 ×, every run once',
  measure: async () => {
    const database = openDatabase(IN_MEMORY);
    const store = createSqliteRunStore(database);
    for (let number = 0; number < RUNS; number += 1) {
      const createdAt = new Date(START + number * 1000).toISOString();
      await store.putPending(makePutRequest(makePendingRun({ workflow: 'long', createdAt })));
      if (number % 1000 === 0) await database.commit.durable();
    }
    await database.commit.durable();
    const took: number[] = [];
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const began = performance.now();
      const page = await store.list({ workflow: 'long' }, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      took.push(performance.now() - began);
      for (const { id } of page.items) seen.add(id);
      cursor = page.next;
    } while (cursor !== undefined);
    database.close();
    const [first, last] = [median(took.slice(0, EDGE)), median(took.slice(-EDGE))];
    return {
      ours: `${last.toFixed(2)} ms`,
      others: `${first.toFixed(2)} ms`,
      result: `${times(last / first)}, ${seen.size} of ${RUNS}`,
      met: last / first <= 1.5 && seen.size === RUNS,
      note: 'on SQLite; on DynamoDB a page is 1 query and 1 batch get, wherever it is in the list',
    };
  },
};
