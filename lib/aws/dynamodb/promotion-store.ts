import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { PromotionDecision, PromotionStore } from '../../ports/promotion-store.ts';
import { json, jsonOf, number, text } from './attributes.ts';
import { putItem, query } from './dynamo-table.ts';

/** Promotions to show, a partition for each contact; a decision that is there stays as it was made. */
export function createDynamoPromotionStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): PromotionStore {
  const { client } = deps;
  const TableName = deps.tables.promotions;
  return {
    put: async (decision) => {
      const { contact, id, expiresAt } = decision;
      const Item = {
        pk: text(contact),
        sk: text(id),
        expiresAt: number(Math.ceil(Date.parse(expiresAt) / 1000)),
        body: json(decision),
      };
      await putItem(client, { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    },
    list: async (contact, at) => {
      const items = await query(client, {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(contact) },
      });
      return items
        .flatMap((item) => jsonOf<PromotionDecision>(item, 'body') ?? [])
        .filter(({ expiresAt }) => expiresAt > at)
        .sort((left, right) => (left.decidedAt < right.decidedAt ? 1 : -1));
    },
  };
}
