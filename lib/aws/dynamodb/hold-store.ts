import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { Hold, HoldStore } from '../../ports/hold-store.ts';
import { type Item, json, jsonOf, number, text } from './attributes.ts';
import { deleteItem, getItem, putItem, query } from './dynamo-table.ts';

/** A hold outlives its state's waiting by this, so that the sweep still finds it. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

/** Actions that are kept back: one partition of the runs' table for each workflow, so that reads are consistent. */
export function createDynamoHoldStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): HoldStore {
  const { client } = deps;
  const TableName = deps.tables.runs;
  return {
    put: async (hold) => {
      const { workflow, key, token, endsAt } = hold;
      const expiresAt = Math.ceil(Date.parse(endsAt) / 1000) + KEPT_SECONDS;
      const item = { ...keyOf(workflow, key), token: text(token), expiresAt: number(expiresAt), body: json(hold) };
      await putItem(client, { TableName, Item: item });
    },
    get: async (workflow, key) => jsonOf<Hold>(await getItem(client, TableName, keyOf(workflow, key)), 'body'),
    remove: async ({ workflow, key, token }) => {
      await deleteItem(client, {
        TableName,
        Key: { ...keyOf(workflow, key) },
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': text(token) },
      });
    },
    list: async (workflow, { limit, cursor }) => {
      const found = await query(
        client,
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: cursor === undefined ? 'pk = :p' : 'pk = :p AND sk > :cursor',
          ExpressionAttributeValues: {
            ':p': text(partitionOf(workflow)),
            ...(cursor === undefined ? {} : { ':cursor': text(cursor) }),
          },
        },
        limit + 1,
      );
      const items = found.slice(0, limit).flatMap((item) => jsonOf<Hold>(item, 'body') ?? []);
      const last = items.at(-1);
      return found.length > limit && last !== undefined ? { items, next: last.key } : { items };
    },
  };
}

function partitionOf(workflow: string): string {
  return `holds#${workflow}`;
}

function keyOf(workflow: string, key: string): Item {
  return { pk: text(partitionOf(workflow)), sk: text(key) };
}
