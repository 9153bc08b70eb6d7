import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { type LiveState, type LiveStateStore, liveStateChanged } from '../../ports/live-state-store.ts';
import { type Item, json, jsonOf, number, text, textOf } from './attributes.ts';
import { auditItems } from './audit-log.ts';
import { getItem, query, transact } from './dynamo-table.ts';

/** Live states in one partition, so that the dispatcher reads all of them in one call. */
export function createDynamoLiveStateStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): LiveStateStore {
  const { client } = deps;
  const TableName = deps.tables.workflows;
  return {
    get: async (workflow) => decode(await getItem(client, TableName, keyOf(workflow))),
    list: async () => {
      const items = await query(client, {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(PARTITION) },
      });
      return items.flatMap((item) => decode(item) ?? []);
    },
    put: async (next, ...audit) => {
      const isFirst = { ConditionExpression: 'attribute_not_exists(pk)' };
      const isUnchanged = {
        ConditionExpression: 'revision = :stored',
        ExpressionAttributeValues: { ':stored': number(next.revision - 1) },
      };
      const Put = {
        TableName,
        Item: { ...keyOf(next.workflow), revision: number(next.revision), body: json(next) },
        ...(next.revision === 1 ? isFirst : isUnchanged),
      };
      if ((await transact(client, [{ Put }, ...auditItems(TableName, audit)])) !== undefined) {
        throw liveStateChanged(next.workflow);
      }
    },
  };
}

const PARTITION = 'live';

function keyOf(workflow: string): Item {
  return { pk: text(PARTITION), sk: text(workflow) };
}

/** States that an earlier release wrote say neither name nor origin: they were all of files. */
function decode(item: Item | undefined): LiveState | undefined {
  const state = jsonOf<LiveState>(item, 'body');
  return state && { ...{ name: textOf(item, 'sk'), origin: 'file' }, ...state };
}
