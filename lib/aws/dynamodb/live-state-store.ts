import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { conflict } from '../../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import { type Item, json, jsonOf, number, text } from './attributes.ts';
import { getItem, putItem, query } from './dynamo-table.ts';

/** Live states in one partition, so that the dispatcher reads all of them in one call. */
export function createDynamoLiveStateStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): LiveStateStore {
  const { client } = deps;
  const TableName = deps.tables.workflows;
  return {
    get: async (workflow) => jsonOf<LiveState>(await getItem(client, TableName, keyOf(workflow)), 'body'),
    list: async () => {
      const items = await query(client, {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(PARTITION) },
      });
      return items.flatMap((item) => jsonOf<LiveState>(item, 'body') ?? []);
    },
    put: async (next) => {
      const isFirst = 'attribute_not_exists(pk)';
      const isUnchanged = 'revision = :stored';
      const done = await putItem(client, {
        TableName,
        Item: { ...keyOf(next.workflow), revision: number(next.revision), body: json(next) },
        ...(next.revision === 1
          ? { ConditionExpression: isFirst }
          : {
              ConditionExpression: isUnchanged,
              ExpressionAttributeValues: { ':stored': number(next.revision - 1) },
            }),
      });
      if (!done) {
        throw conflict({
          code: 'SB611',
          message: `Someone else changed what runs of "${next.workflow}" at the same time.`,
          resolution: 'Look at its present state, then try again.',
        });
      }
    },
  };
}

const PARTITION = 'live';

function keyOf(workflow: string): Item {
  return { pk: text(PARTITION), sk: text(workflow) };
}
