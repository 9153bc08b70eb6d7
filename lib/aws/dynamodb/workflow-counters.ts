import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CountChange } from '../../engine/runs/count-change.ts';
import type { RunCounts } from '../../ports/run-store.ts';
import { type Item, number, numberOf, text, textOf } from './attributes.ts';
import { getItems } from './dynamo-table.ts';

/** So many runs of one workflow can change at the same time without meeting on a counter. */
export const COUNTER_SHARDS = 32;

/** The key of a workflow's counters for a run or a skipped run: the same id always counts in the same shard. */
function counterKey(workflow: string, id: string): Item {
  return keyOf(workflow, shardOf(id, COUNTER_SHARDS));
}

/** Which of so many shards an id belongs to: FNV-1a, which spreads any text evenly. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % shards;
}

/** The update of the counters, to be made in the transaction of what they count. */
export function countUpdate(
  table: string,
  {
    workflow,
    id,
    change,
    lastRunAt,
  }: {
    readonly workflow: string;
    readonly id: string;
    readonly change: CountChange;
    readonly lastRunAt?: string;
  },
): TransactWriteItem {
  const names = Object.keys(change);
  const added = `ADD ${names.map((_, index) => `#${index} :${index}`).join(', ')}`;
  return {
    Update: {
      TableName: table,
      Key: { ...counterKey(workflow, id) },
      UpdateExpression: lastRunAt === undefined ? added : `${added} SET lastRunAt = :at`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.values(change).map((by, index) => [`:${index}`, number(by)])),
        ...(lastRunAt === undefined ? {} : { ':at': text(lastRunAt) }),
      },
    },
  };
}

/** The sum over all shards, in one read. */
export async function readCounts(client: DynamoDBClient, table: string, workflow: string): Promise<RunCounts> {
  const keys = Array.from({ length: COUNTER_SHARDS }, (_, shard) => keyOf(workflow, shard));
  const shards = await getItems(client, table, keys);
  const sum = (name: keyof CountChange): number => shards.reduce((total, shard) => total + numberOf(shard, name), 0);
  const lastRunAt =
    shards
      .map((shard) => textOf(shard, 'lastRunAt'))
      .sort()
      .at(-1) ?? '';
  return {
    started: sum('started'),
    open: sum('open'),
    waiting: sum('waiting'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    stopped: sum('stopped'),
    exited: sum('exited'),
    converted: sum('converted'),
    skipped: sum('skipped'),
    ...(lastRunAt === '' ? {} : { lastRunAt }),
  };
}

function keyOf(workflow: string, shard: number): Item {
  return { pk: text(`counts#${workflow}#${shard}`), sk: text('counts') };
}
