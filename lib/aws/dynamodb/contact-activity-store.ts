import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { ContactActivityStore, OpenRun, OpenWait, Signal } from '../../ports/contact-activity-store.ts';
import { type Item, json, jsonOf, number, numberOf, text, textOf } from './attributes.ts';
import { OPEN, openRunKey, signalHeadKey, signalKey, signalsOf, waitKey } from './contact-keys.ts';
import { deleteItem, type FailedConditions, putItem, query, transact } from './dynamo-table.ts';

/** What contacts' runs await, and what happened to contacts: a partition each, always read consistently. */
export function createDynamoContactActivityStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): ContactActivityStore {
  const { client } = deps;
  const TableName = deps.tables.contacts;
  const inPartition = (condition: string, values: Readonly<Record<string, string>>, forward: boolean) =>
    query(client, {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)])),
      ScanIndexForward: forward,
    });
  return {
    putSignal: async (signal) => {
      const failed = await transact(client, signalItems(TableName, signal, 'newest'));
      if (failed !== undefined && isOutOfOrder(failed)) {
        await transact(client, signalItems(TableName, signal, 'older'));
      }
    },
    listSignals: async (contact, event, since) => {
      const [from, to] = [`${signalsOf(event)}${since}`, textOf(signalHeadKey(contact, event), 'sk')];
      // Backwards, so that the head is read before the signals it counts: none can be counted and not seen.
      const values = { ':pk': contact, ':from': from, ':to': to };
      const items = await inPartition('sk BETWEEN :from AND :to', values, false);
      const signals = items.flatMap((item) => jsonOf<Signal>(item, 'body') ?? []);
      return { signals: signals.reverse(), revision: items[0] === undefined ? 0 : numberOf(items[0], 'revision') };
    },
    putWait: async (wait) => {
      const { contact, key, token, expiresAt } = wait;
      const Item = {
        ...waitKey(contact, key),
        token: text(token),
        expiresAt: number(expiresAt),
        body: json(wait),
      };
      await putItem(client, { TableName, Item });
    },
    removeWait: async ({ contact, key, token }) => {
      await deleteItem(client, {
        TableName,
        Key: { ...waitKey(contact, key) },
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': text(token) },
      });
    },
    listOpen: async (contact) => {
      const items = await inPartition('begins_with(sk, :open)', { ':pk': contact, ':open': OPEN }, true);
      const isRun = (item: Item): boolean => textOf(item, 'sk').startsWith(textOf(openRunKey(contact, ''), 'sk'));
      return {
        runs: items.filter(isRun).flatMap((item) => jsonOf<OpenRun>(item, 'body') ?? []),
        waits: items.filter((item) => !isRun(item)).flatMap((item) => jsonOf<OpenWait>(item, 'body') ?? []),
      };
    },
  };
}

const SIGNAL = 0;
const HEAD = 1;

/** The signal, if it is not there, and the head that counts it and knows the newest. */
function signalItems(TableName: string, signal: Signal, order: 'newest' | 'older'): readonly TransactWriteItem[] {
  const { contact, event, at, id, expiresAt } = signal;
  const isNewest = 'attribute_not_exists(latestAt) OR latestAt <= :at';
  const isOlder = 'latestAt > :at';
  const put = {
    TableName,
    Item: { ...signalKey(contact, event, at, id), expiresAt: number(expiresAt), body: json(signal) },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  const head = {
    TableName,
    Key: { ...signalHeadKey(contact, event) },
    ConditionExpression: order === 'newest' ? isNewest : isOlder,
    UpdateExpression: `ADD revision :one${order === 'newest' ? ' SET latestAt = :at, expiresAt = :expiresAt' : ''}`,
    ExpressionAttributeValues: {
      ':one': number(1),
      ':at': text(at),
      ...(order === 'newest' ? { ':expiresAt': number(expiresAt) } : {}),
    },
  };
  return [{ Put: put }, { Update: head }];
}

/** Not one that is there already. */
function isOutOfOrder(failed: FailedConditions): boolean {
  return failed[SIGNAL] === undefined && failed[HEAD] !== undefined;
}
