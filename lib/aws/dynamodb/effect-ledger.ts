import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EffectLedger, EffectState } from '../../ports/effect-ledger.ts';
import { type Item, json, jsonOf, number, text } from './attributes.ts';
import { deleteItem, putItem, putOrFind } from './dynamo-table.ts';

/** Longer than a run can live and be redriven: until then, a repeated task finds what it did. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Side effects by key: one call for each function. */
export function createDynamoEffectLedger(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly clock: Clock;
}): EffectLedger {
  const { client, clock } = deps;
  const TableName = deps.tables.effects;
  const encode = (key: string, state: EffectState): Record<string, Item[string]> => ({
    ...keyOf(key),
    ...(state.status === 'started' ? { attempt: text(state.attempt) } : {}),
    expiresAt: number(Math.ceil(clock.now() / 1000) + KEPT_SECONDS),
    body: json(state),
  });
  return {
    begin: async (key, attempt, at) => {
      const state: EffectState = { status: 'started', attempt, at };
      const Item = encode(key, state);
      const found = await putOrFind(client, { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      return found === undefined
        ? { claimed: true }
        : { claimed: false, state: jsonOf<EffectState>(found, 'body') ?? state };
    },
    finish: async (key, outcome) => {
      await putItem(client, { TableName, Item: encode(key, { status: 'done', outcome }) });
    },
    release: async (key, attempt) => {
      // An effect that is done has no attempt any more, so it stays.
      await deleteItem(client, {
        TableName,
        Key: { ...keyOf(key) },
        ConditionExpression: 'attempt = :attempt',
        ExpressionAttributeValues: { ':attempt': text(attempt) },
      });
    },
  };
}

function keyOf(key: string): Item {
  return { pk: text(key) };
}
