import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { invalid } from '../../errors/app-error.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit-log.ts';
import { type Item, json, jsonOf, text, textOf } from './attributes.ts';
import { query, transact } from './dynamo-table.ts';
import { createdKey } from './newest-first.ts';

/** The partition of all entries: people change workflows far less often than a partition can take. */
const ALL = 'audit';

const CURSOR = /^\d{4}-\d{2}-\d{2}T.*#/;

/** The audit log, in two partitions: that of the entry's workflow, and that of all. */
export function createDynamoAuditLog({
  client,
  tables,
}: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}): AuditLog {
  const table = tables.workflows;
  return {
    append: async (entry) => {
      await transact(client, auditItems(table, [entry]));
    },
    list: async ({ workflow }, { limit, cursor }) => {
      if (cursor !== undefined && !CURSOR.test(cursor)) {
        throw invalid({
          code: 'SB708',
          message: `'${cursor}' is no cursor.`,
          resolution: 'Take the cursor from `next` of the page before.',
        });
      }
      const found = await query(
        client,
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: cursor === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :cursor',
          ExpressionAttributeValues: {
            ':pk': text(workflow === undefined ? ALL : partition(workflow)),
            ...(cursor === undefined ? {} : { ':cursor': text(cursor) }),
          },
          ScanIndexForward: false,
        },
        limit + 1,
      );
      const shown = found.slice(0, limit);
      const items = shown.flatMap((item) => jsonOf<AuditEntry>(item, 'body') ?? []);
      return found.length > limit ? { items, next: textOf(shown.at(-1), 'sk') } : { items };
    },
  };
}

/** What is to be written about a change, in the change's own transaction. */
export function auditItems(TableName: string, entries: readonly AuditEntry[]): readonly TransactWriteItem[] {
  return entries.flatMap((entry) => {
    const item: Item = { sk: text(createdKey(entry.at, entry.id)), body: json(entry) };
    return [ALL, partition(entry.workflow)].map((pk) => ({ Put: { TableName, Item: { pk: text(pk), ...item } } }));
  });
}

function partition(workflow: string): string {
  return `${ALL}#${workflow}`;
}
