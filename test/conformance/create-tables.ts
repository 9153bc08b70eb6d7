import { CreateTableCommand, type DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { TABLES, type TableDefinition, type TableNames } from '../../lib/config/tables.ts';

/** Makes every table of the definitions, named by its id. */
export async function createTables(client: DynamoDBClient): Promise<TableNames> {
  for (const [name, definition] of Object.entries(TABLES)) {
    await client.send(createTable(name, definition));
  }
  const ids = Object.keys(TABLES).map((id) => [id, id]);
  return Object.fromEntries(ids);
}

function createTable(TableName: string, { partitionKey, sortKey, indexes }: TableDefinition): CreateTableCommand {
  const names = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: keySchema([index.partitionKey, index.sortKey]),
    Projection: { ProjectionType: index.projection === 'all' ? ('ALL' as const) : ('KEYS_ONLY' as const) },
  }));
  const keys = new Set([...names, ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey])]);
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...keys].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(names),
    ...(GlobalSecondaryIndexes.length === 0 ? {} : { GlobalSecondaryIndexes }),
  });
}

function keySchema(names: readonly string[]): KeySchemaElement[] {
  return names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' }));
}
