import {
  BatchGetItemCommand,
  type CancellationReason,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type AppError, transient } from '../../errors/app-error.ts';
import { fromSdkError, sdkErrorName } from '../sdk-errors.ts';
import type { Item } from './attributes.ts';

/** What every adapter needs. */
export interface DynamoDeps {
  readonly client: DynamoDBClient;
}

/** One consistent read. */
export async function getItem(client: DynamoDBClient, TableName: string, Key: Item): Promise<Item | undefined> {
  const { Item: found } = await sending(() =>
    client.send(new GetItemCommand({ TableName, Key: { ...Key }, ConsistentRead: true })),
  );
  return found;
}

/** A write; `false` when its condition did not hold. */
export async function putItem(client: DynamoDBClient, input: PutItemCommandInput): Promise<boolean> {
  return conditionally(() => client.send(new PutItemCommand(input)));
}

/** A write under a condition: `undefined` once it is made, otherwise the item that is there instead. */
export async function putOrFind(client: DynamoDBClient, input: PutItemCommandInput): Promise<Item | undefined> {
  try {
    await client.send(new PutItemCommand({ ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return error.Item ?? {};
    }
    throw explained(error);
  }
}

/** A deletion; `false` when its condition did not hold. */
export async function deleteItem(client: DynamoDBClient, input: DeleteItemCommandInput): Promise<boolean> {
  return conditionally(() => client.send(new DeleteItemCommand(input)));
}

/** One consistent read of up to 100 items of a table, in no order; what does not exist is left out. */
export async function getItems(
  client: DynamoDBClient,
  table: string,
  keys: readonly Item[],
  options: { readonly consistent: boolean } = { consistent: true },
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let rest = keys.map((key) => ({ ...key }));
  while (rest.length > 0) {
    const RequestItems = { [table]: { Keys: rest, ConsistentRead: options.consistent } };
    const { Responses, UnprocessedKeys } = await sending(() => client.send(new BatchGetItemCommand({ RequestItems })));
    found.push(...(Responses?.[table] ?? []));
    // A batch of more than 16 MB, or one that was throttled, is answered in parts.
    rest = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}

/** All items of a query, page by page, until there are `limit` of them. */
export async function query(
  client: DynamoDBClient,
  input: QueryCommandInput,
  limit?: number,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Record<string, Item[string]> | undefined;
  do {
    const Limit = limit === undefined ? undefined : limit - items.length;
    const page = await sending(() => client.send(new QueryCommand({ ...input, Limit, ExclusiveStartKey: from })));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && (limit === undefined || items.length < limit));
  return items;
}

/** Why a transaction was not made: the failed condition of each item, with what is stored; otherwise `undefined`. */
export type FailedConditions = readonly ({ readonly item: Item | undefined } | undefined)[];

/** How often two transactions may get into each other's way before the caller is told to come back later. */
const MOST_TRIES = 5;

/**
 * One transaction; `undefined` once it is made. Two that meet on an item are tried again at once: the other one is over
 * by the time the refusal has arrived.
 */
export async function transact(
  client: DynamoDBClient,
  TransactItems: readonly TransactWriteItem[],
): Promise<FailedConditions | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const reasons = await cancelled(() =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [...TransactItems] })),
    );
    if (reasons === undefined) {
      return undefined;
    }
    if (reasons.some(isCondition)) {
      return reasons.map((reason) => (isCondition(reason) ? { item: reason.Item } : undefined));
    }
    if (!reasons.some(({ Code }) => Code === 'TransactionConflict')) {
      throw busy(reasons.map(({ Code = '', Message = '' }) => `${Code} ${Message}`).join('; '));
    }
  }
  throw busy('it met others on the same items again and again');
}

function isCondition({ Code }: CancellationReason): boolean {
  return Code === 'ConditionalCheckFailed';
}

function busy(why: string): AppError {
  return transient({ code: 'SB916', message: `DynamoDB did not make a transaction: ${why}.` });
}

async function cancelled(send: () => Promise<unknown>): Promise<readonly CancellationReason[] | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof TransactionCanceledException) {
      return error.CancellationReasons ?? [];
    }
    throw explained(error);
  }
}

async function conditionally(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw explained(error);
  }
}

async function sending<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send();
  } catch (error) {
    throw explained(error);
  }
}

const BUSY: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

function explained(error: unknown): AppError {
  const name = sdkErrorName(error);
  return BUSY.has(name) ? busy(name) : fromSdkError(error, 'read or write a table');
}
