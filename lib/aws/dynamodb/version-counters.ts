import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CountChange } from '../../engine/runs/count-change.ts';
import { ARM_COUNTS, armCountChange, countScopes, versionCounts } from '../../engine/runs/version-counts.ts';
import type { ArmCounts } from '../../ports/arm-counts.ts';
import type { Run } from '../../ports/run.ts';
import type { VersionCounts } from '../../ports/run-store.ts';
import { type Item, number, numberOf, text } from './attributes.ts';
import { getItems } from './dynamo-table.ts';
import { COUNTER_SHARDS, shardOf } from './workflow-counters.ts';

/**
 * The update of a version's counters, to be made in the transaction of what they count; empty where arms and variants
 * count nothing of it. One item holds all scopes of a shard, each number as an attribute `<scope>/<name>`.
 */
export function versionCountUpdate(
  table: string,
  run: Pick<Run, 'id' | 'workflow' | 'version' | 'arm' | 'variants'>,
  change: CountChange,
): readonly TransactWriteItem[] {
  const counted = Object.entries(armCountChange(change));
  if (counted.length === 0) {
    return [];
  }
  const added = countScopes(run).flatMap((scope) => counted.map(([name, by]) => [`${scope}/${name}`, by] as const));
  const update = {
    TableName: table,
    Key: { ...keyOf(run.workflow, run.version, shardOf(run.id, COUNTER_SHARDS)) },
    UpdateExpression: `ADD ${added.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(added.map(([name], index) => [`#${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(added.map(([, by], index) => [`:${index}`, number(by)])),
  };
  return [{ Update: update }];
}

/** The sum over all shards, in one read. */
export async function readVersionCounts(
  client: DynamoDBClient,
  table: string,
  { workflow, version }: { readonly workflow: string; readonly version: number },
): Promise<VersionCounts> {
  const keys = Array.from({ length: COUNTER_SHARDS }, (_, shard) => keyOf(workflow, version, shard));
  const shards = await getItems(client, table, keys);
  const scopes = new Set(shards.flatMap((shard) => Object.keys(shard).flatMap((name) => scopeOf(name) ?? [])));
  const sum = (name: string): number => shards.reduce((total, shard) => total + numberOf(shard, name), 0);
  return versionCounts(
    new Map(
      [...scopes].map((scope) => {
        const counts = ARM_COUNTS.map((name) => [name, sum(`${scope}/${name}`)] as const);
        return [scope, Object.fromEntries(counts) as Partial<ArmCounts>];
      }),
    ),
  );
}

function scopeOf(attribute: string): string | undefined {
  const end = attribute.lastIndexOf('/');
  return end < 0 ? undefined : attribute.slice(0, end);
}

function keyOf(workflow: string, version: number, shard: number): Item {
  return { pk: text(`counts#${workflow}@${version}#${shard}`), sk: text('counts') };
}
