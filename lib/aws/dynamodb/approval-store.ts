import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { Approval, ApprovalStore } from '../../ports/approval-store.ts';
import { type Item, json, jsonOf, number, text, textOf } from './attributes.ts';
import { type FailedConditions, getItem, putItem, transact } from './dynamo-table.ts';
import { createdKey, newestFirst, readBehind } from './newest-first.ts';

const STATUSES: readonly Approval['status'][] = ['open', 'deciding', 'decided', 'expired'];

/** An approval outlives its time-out by this: long enough to be looked up for as long as its run is on record. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Approvals, and for each task's key the id that people were given for it. */
export function createDynamoApprovalStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): ApprovalStore {
  const { client } = deps;
  const TableName = deps.tables.approvals;
  return {
    create: async (approval) => {
      const pointer = { ...pointerOf(approval), expiresAt: number(expiryOf(approval)) };
      const failed = await transact(client, [
        {
          Put: {
            TableName,
            Item: { ...pointer },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        { Put: { TableName, Item: { ...encode(approval) } } },
      ]);
      if (failed === undefined) {
        return approval;
      }
      const known = { ...approval, id: knownId(failed) };
      await putItem(client, { TableName, Item: { ...encode(known) } });
      return known;
    },
    get: async (id) => jsonOf<Approval>(await getItem(client, TableName, keyOf(id)), 'body'),
    replace: (next, from) =>
      putItem(client, {
        TableName,
        Item: { ...encode(next) },
        ConditionExpression: '#status = :from AND createdKey = :created',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':from': text(from), ':created': text(createdKey(next.createdAt, next.id)) },
      }),
    list: async ({ status }, page) => {
      const partitions = status === undefined ? STATUSES : [status];
      const list = { table: TableName, index: 'byStatus', partitionKey: 'status', partitions };
      const { items: keys, ...next } = await newestFirst(client, list, page);
      const found = await readBehind(client, TableName, { items: keys, keyNames: ['pk'] });
      return { ...next, items: found.flatMap((item) => jsonOf<Approval>(item, 'body') ?? []) };
    },
  };
}

function keyOf(id: string): Item {
  return { pk: text(`approval#${id}`) };
}

function pointerOf({ key, id }: Approval): Item {
  return { pk: text(`key#${key}`), approvalId: text(id) };
}

function knownId(failed: FailedConditions): string {
  return textOf(failed[0]?.item, 'approvalId');
}

function encode(approval: Approval): Item {
  const { id, status, createdAt } = approval;
  return {
    ...keyOf(id),
    status: text(status),
    createdKey: text(createdKey(createdAt, id)),
    expiresAt: number(expiryOf(approval)),
    body: json(approval),
  };
}

function expiryOf({ timesOutAt }: Approval): number {
  return Math.ceil(Date.parse(timesOutAt) / 1000) + KEPT_SECONDS;
}
