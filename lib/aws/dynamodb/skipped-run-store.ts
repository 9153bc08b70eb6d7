import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import type { SkippedRun, SkippedRunStore } from '../../ports/skipped-run-store.ts';
import { json, jsonOf, number, optional, text } from './attributes.ts';
import { transact } from './dynamo-table.ts';
import { createdKey, newestFirst } from './newest-first.ts';
import { countUpdate } from './workflow-counters.ts';

/** Triggers that started no run; one call to put, one to list. */
export function createDynamoSkippedRunStore(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): SkippedRunStore {
  const { client, tables } = deps;
  return {
    put: async (skipped) => {
      const { id, workflow } = skipped;
      const isNew = 'attribute_not_exists(pk)';
      // When it is there already, it is counted already: the whole transaction falls away.
      await transact(client, [
        { Put: { TableName: tables.skippedRuns, Item: { ...encode(skipped) }, ConditionExpression: isNew } },
        countUpdate(tables.runs, { workflow, id, change: { skipped: 1 } }),
      ]);
    },
    list: async (filter, page) => {
      const [index, partitionKey, partition] =
        'workflow' in filter
          ? (['byWorkflow', 'workflow', filter.workflow] as const)
          : (['byContact', 'contact', filter.contact] as const);
      const list = { table: tables.skippedRuns, index, partitionKey, partitions: [partition] };
      const { items, ...next } = await newestFirst(client, list, page);
      return { ...next, items: items.flatMap((item) => jsonOf<SkippedRun>(item, 'body') ?? []) };
    },
  };
}

function encode(skipped: SkippedRun) {
  const { id, workflow, contact, at, expiresAt } = skipped;
  return {
    pk: text(id),
    ...optional({ contact: contact === undefined ? undefined : text(contact) }),
    workflow: text(workflow),
    createdKey: text(createdKey(at, id)),
    expiresAt: number(expiresAt),
    body: json(skipped),
  };
}
