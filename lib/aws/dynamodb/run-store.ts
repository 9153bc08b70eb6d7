import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TABLES, type TableNames } from '../../config/tables.ts';
import { sha256 } from '../../node/sha256.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Page, PageRequest } from '../../ports/page.ts';
import { OPEN_STATUSES, type Run, type RunStatus } from '../../ports/run.ts';
import type { RunFilter, RunIndex, RunStore } from '../../ports/run-store.ts';
import { type Item, jsonOf, text, textOf } from './attributes.ts';
import { getItem, query, transact } from './dynamo-table.ts';
import { keepText, readText } from './large-texts.ts';
import { type NewestFirstList, newestFirst, readBehind } from './newest-first.ts';
import { putRunItems, refusedPut } from './put-pending-run.ts';
import { replaceRunItems } from './replace-run.ts';
import { inputKey, LIST_SHARDS, runKey } from './run-item.ts';
import { readVersionCounts } from './version-counters.ts';
import { readCounts } from './workflow-counters.ts';

/** What the run store is made of. */
export interface DynamoRunStoreDeps {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly blobs: BlobStore;
}

/**
 * Runs in DynamoDB. Each function is one call, but for inputs over 200 KiB (one more, to the blob store), two
 * transactions that meet on one item (tried again), and lists.
 */
export function createDynamoRunStore(deps: DynamoRunStoreDeps): RunStore & RunIndex {
  const { client, tables, blobs } = deps;
  return {
    putPending: async (request) => {
      // Named after what it says: the same trigger again, which puts no run, leaves the input of the run alone.
      const input = await keepText(blobs, `runs/${request.run.id}/input-${sha256(request.input)}`, request.input);
      const failed = await transact(client, putRunItems(tables, request, input));
      return failed === undefined ? { kind: 'created' } : refusedPut(request, failed);
    },
    get: async (id) => jsonOf<Run>(await getItem(client, tables.runs, runKey(id)), 'body'),
    getInput: async (id) => readText(blobs, await getItem(client, tables.runs, inputKey(id))),
    replace: async (stored, next) => (await transact(client, replaceRunItems(tables, stored, next))) === undefined,
    list: (filter, page) => listRuns(deps, listOf(tables.runs, filter), page),
    listUnstarted: (before) => listUnstarted(deps, before),
    listOpen: (page) => listRuns(deps, byStatus(tables.runs, OPEN_STATUSES), page),
    counts: (workflow) => readCounts(client, tables.runs, workflow),
    versionCounts: (workflow, version) => readVersionCounts(client, tables.runs, { workflow, version }),
  };
}

function listOf(table: string, filter: RunFilter): NewestFirstList {
  const { contact, workflow, status, version, arm, from, to } = filter;
  const within = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  if (contact !== undefined) {
    return { table, index: 'byContact', partitionKey: 'contact', partitions: [contact], ...within };
  }
  if (workflow === undefined) {
    return status === undefined
      ? { table, index: 'byTime', partitionKey: 'shard', partitions: shards(''), ...within }
      : { ...byStatus(table, [status]), ...within };
  }
  const [index, partitionKey, partitions] = ofWorkflow(workflow, { status, version, arm });
  return { table, index, partitionKey, partitions, ...within };
}

const ARMS = ['control', 'treatment'] as const;

function ofWorkflow(
  workflow: string,
  { status, version, arm }: Record<'status' | 'version' | 'arm', string | number | undefined>,
): readonly [string, string, readonly string[]] {
  if (version !== undefined) {
    const arms = arm === undefined ? ARMS : [arm];
    return ['byWorkflowVersion', 'workflowVersion', arms.map((one) => `${workflow}#${version}#${one}`)];
  }
  if (arm !== undefined) {
    return ['byWorkflowArm', 'workflowArm', [`${workflow}#${arm}`]];
  }
  return status === undefined
    ? ['byWorkflow', 'workflow', [workflow]]
    : ['byWorkflowStatus', 'workflowStatus', [`${workflow}#${status}`]];
}

function byStatus(table: string, statuses: readonly RunStatus[]): NewestFirstList {
  const partitions = statuses.flatMap((status) => shards(`${status}#`));
  return { table, index: 'byStatus', partitionKey: TABLES.runs.indexes.byStatus.partitionKey, partitions };
}

function shards(prefix: string): readonly string[] {
  return Array.from({ length: LIST_SHARDS }, (_, shard) => `${prefix}${shard}`);
}

/** The index may lag a moment behind: the runs are read as they are now. */
async function listRuns(
  { client, tables }: DynamoRunStoreDeps,
  list: NewestFirstList,
  request: PageRequest,
): Promise<Page<Run>> {
  const { items: keys, ...next } = await newestFirst(client, list, request);
  return { ...next, items: await readRuns(client, tables.runs, keys) };
}

async function readRuns(client: DynamoDBClient, table: string, items: readonly Item[]): Promise<readonly Run[]> {
  const found = await readBehind(client, table, { items, keyNames: ['pk', 'sk'] });
  return found.flatMap((item) => jsonOf<Run>(item, 'body') ?? []);
}

const MOST_UNSTARTED = 100;

async function listUnstarted({ client, tables }: DynamoRunStoreDeps, before: number): Promise<readonly Run[]> {
  const statuses: readonly RunStatus[] = ['pending', 'stop-requested'];
  const { index, partitionKey, partitions } = byStatus(tables.runs, statuses);
  const found = await Promise.all(
    partitions.map((partition) =>
      query(
        client,
        {
          TableName: tables.runs,
          IndexName: index,
          KeyConditionExpression: '#p = :p AND createdKey < :before',
          ExpressionAttributeNames: { '#p': partitionKey },
          ExpressionAttributeValues: { ':p': text(partition), ':before': text(new Date(before).toISOString()) },
        },
        MOST_UNSTARTED,
      ),
    ),
  );
  const oldest = found
    .flat()
    .sort((left, right) => (textOf(left, 'createdKey') < textOf(right, 'createdKey') ? -1 : 1))
    .slice(0, MOST_UNSTARTED);
  const runs = await readRuns(client, tables.runs, oldest);
  return runs.filter(({ status }) => statuses.includes(status));
}
