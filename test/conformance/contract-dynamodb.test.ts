import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDynamoStores, type DynamoStores } from '../../lib/aws/dynamodb/create-stores.ts';
import { engineStoresContract } from '../contract/engine-stores.contract.ts';
import { createMemoryBlobStore } from '../support/memory-blob-store.ts';
import { createTables } from './create-tables.ts';
import { type DynamoDbLocal, startDynamoDbLocal } from './dynamodb-local.ts';

let database: DynamoDbLocal;
let stores: DynamoStores;
const blobs = createMemoryBlobStore();
beforeAll(async () => {
  database = await startDynamoDbLocal();
  const client = database.client();
  stores = createDynamoStores({ client, tables: await createTables(client), blobs, clock: { now: () => 0 } });
});
afterAll(() => database.stop());

engineStoresContract(() => stores);

describe('PromotionStore', () => {
  const decision = (id: string, decidedAt: string) => ({
    id,
    contact: 'visitor-1',
    promotion: 'gift',
    data: {},
    workflow: 'promotion-test',
    runId: 'run-1',
    decidedAt,
    expiresAt: '2026-03-02T00:00:00.000Z',
  });

  test('A10 decisions are listed newest first until they expire, and the same one is there once', async () => {
    const [first, second] = [decision('b', '2026-03-01T10:00:00.000Z'), decision('a', '2026-03-01T11:00:00.000Z')];
    for (const one of [first, second, { ...first, promotion: 'other' }]) await stores.promotions.put(one);
    expect(await stores.promotions.list('visitor-1', '2026-03-01T12:00:00.000Z')).toEqual([second, first]);
    expect(await stores.promotions.list('visitor-1', '2026-03-02T00:00:00.000Z')).toEqual([]);
    expect(await stores.promotions.list('visitor-2', '2026-03-01T12:00:00.000Z')).toEqual([]);
  });
});
