import {
  CreateTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DynamoDbLocal, startDynamoDbLocal } from './dynamodb-local.ts';

let database: DynamoDbLocal;
beforeAll(async () => {
  database = await startDynamoDbLocal();
});
afterAll(() => database.stop());

test('starts empty, keeps items and refuses a condition that does not hold', async () => {
  const client = database.client();
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await client.send(
    new CreateTableCommand({
      TableName: 'runs',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const Item = { id: { S: 'run-1' }, status: { S: 'pending' } };
  const put = { TableName: 'runs', Item, ConditionExpression: 'attribute_not_exists(id)' };
  await client.send(new PutItemCommand(put));
  await expect(client.send(new PutItemCommand(put))).rejects.toThrow('conditional request failed');
  await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }))).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
  });
  const { Item: found } = await client.send(new GetItemCommand({ TableName: 'runs', Key: { id: { S: 'run-1' } } }));
  expect(found).toEqual(Item);
  client.destroy();
});
