import { afterAll, beforeAll } from 'vitest';
import { createStores, type LocalStores } from '../../lib/local/sqlite/create-stores.ts';
import { IN_MEMORY, type LocalDatabase, openDatabase } from '../../lib/local/sqlite/open-database.ts';
import { engineStoresContract } from './engine-stores.contract.ts';

let database: LocalDatabase;
let stores: LocalStores;
beforeAll(() => {
  database = openDatabase(IN_MEMORY);
  stores = createStores(database);
});
afterAll(() => database.close());

engineStoresContract(() => stores);
