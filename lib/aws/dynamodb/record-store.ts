import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { patchRecord } from '../../engine/records/patch-record.ts';
import { transient } from '../../errors/app-error.ts';
import type { RecordStore, StoredRecord } from '../../ports/record-store.ts';
import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import { type Item, json, jsonOf, text, textOf } from './attributes.ts';
import { getItem, getItems, putItem } from './dynamo-table.ts';

/** How many can change one record at one moment before the last of them is told to come back later. */
const MOST_TRIES = 8;

/** Contacts and the other records: an item each. A patch reads and writes, again where someone was faster. */
export function createDynamoRecordStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): RecordStore {
  const { client } = deps;
  const TableName = deps.tables.records;
  const write = (name: RecordName, record: StoredRecord, condition: Condition | undefined): Promise<boolean> =>
    putItem(client, { TableName, Item: { ...encode(name, record) }, ...condition });
  return {
    get: async (name, id) => jsonOf<StoredRecord>(await getItem(client, TableName, keyOf(name, id)), 'body'),
    getMany: async (keys) => {
      const items = await getItems(
        client,
        TableName,
        keys.map(({ name, id }) => keyOf(name, id)),
      );
      const byKey = new Map(items.map((item) => [textOf(item, 'pk'), jsonOf<StoredRecord>(item, 'body')]));
      return keys.flatMap(({ name, id }) => {
        const record = byKey.get(textOf(keyOf(name, id), 'pk'));
        return record === undefined ? [] : [{ name, record }];
      });
    },
    create: (name, record) => write(name, record, isNew),
    put: async (name, record) => {
      await write(name, record, undefined);
    },
    patch: async (name, id, patch) => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const item = await getItem(client, TableName, keyOf(name, id));
        const before = jsonOf<StoredRecord>(item, 'body');
        const after = patchRecord(before ?? { id }, patch);
        if (await write(name, after, before === undefined ? isNew : isStill(textOf(item, 'body')))) {
          return before === undefined ? { after } : { before, after };
        }
      }
      throw transient({ code: 'SB919', message: `Others change this ${name} at this very moment.` });
    },
  };
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Record<string, Item[string]>;
}

const isNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Nobody has written since: the same text is the same record. */
function isStill(body: string): Condition {
  return { ConditionExpression: 'body = :before', ExpressionAttributeValues: { ':before': text(body) } };
}

function encode(name: RecordName, record: StoredRecord): Item {
  return { ...keyOf(name, record.id), body: json(record) };
}

function keyOf(name: RecordName, id: string): Item {
  return { pk: text(`${name}#${id}`) };
}
