import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { invalid } from '../../errors/app-error.ts';
import type { Page, PageRequest } from '../../ports/page.ts';
import { type Item, text, textOf } from './attributes.ts';
import { getItems, query } from './dynamo-table.ts';

/** What sorts lists by time: unique, and in the order of creation. */
export function createdKey(createdAt: string, id: string): string {
  return `${createdAt}#${id}`;
}

/** The partitions of an index that make up one list. */
export interface NewestFirstList {
  readonly table: string;
  readonly index: string;
  /** The index's partition key, and its values: several where one partition would be too hot. */
  readonly partitionKey: string;
  readonly partitions: readonly string[];
  /** Created from this moment (ms) on. */
  readonly from?: number;
  /** Created before this moment (ms). */
  readonly to?: number;
}

const CURSOR = /^\d{4}-\d{2}-\d{2}T.*#/;

/**
 * A page of index items from several partitions, as if they were one. The cursor is the sort key of the page's last
 * item, so that it stays good whatever is written meanwhile.
 *
 * @throws AppError SB708 for a cursor that no page of ours gave
 */
export async function newestFirst(
  client: DynamoDBClient,
  { table, index, partitionKey, partitions, from, to }: NewestFirstList,
  { limit, cursor }: PageRequest,
): Promise<Page<Item>> {
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw invalid({
      code: 'SB708',
      message: `'${cursor}' is no cursor.`,
      resolution: 'Take the cursor from `next` of the page before.',
    });
  }
  const { condition, values } = rangeOf({ from, to, cursor });
  const found = await Promise.all(
    partitions.map((partition) =>
      query(
        client,
        {
          TableName: table,
          IndexName: index,
          KeyConditionExpression: `#p = :p${condition}`,
          ExpressionAttributeNames: { '#p': partitionKey },
          ExpressionAttributeValues: { ':p': text(partition), ...values },
          ScanIndexForward: false,
        },
        // One more shows that there is a next page; one more, since a range with both ends includes the cursor itself.
        limit + 2,
      ),
    ),
  );
  const sorted = found
    .flat()
    .filter((item) => textOf(item, 'createdKey') !== cursor)
    .sort((left, right) => (textOf(left, 'createdKey') < textOf(right, 'createdKey') ? 1 : -1));
  const items = sorted.slice(0, limit);
  return sorted.length > limit ? { items, next: textOf(items.at(-1), 'createdKey') } : { items };
}

interface Range {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly cursor: string | undefined;
}

/**
 * What keeps a query within its times and behind its cursor. Keys begin with their time and go on after it, so that all
 * of a moment come after the moment's own text.
 */
function rangeOf({ from, to, cursor }: Range) {
  const ends = [cursor, to === undefined ? undefined : new Date(to).toISOString()].filter((end) => end !== undefined);
  const end = ends.sort()[0];
  const start = from === undefined ? undefined : new Date(from).toISOString();
  if (start === undefined) {
    return end === undefined
      ? { condition: '', values: {} }
      : { condition: ' AND createdKey < :end', values: { ':end': text(end) } };
  }
  if (end === undefined) {
    return { condition: ' AND createdKey >= :start', values: { ':start': text(start) } };
  }
  // A range that ends before it begins would be refused: it is an empty one.
  const last = end < start ? start : end;
  return {
    condition: ' AND createdKey BETWEEN :start AND :end',
    values: { ':start': text(start), ':end': text(last) },
  };
}

/** The items behind a page of keys, read as they are now, in the page's order. */
export async function readBehind(
  client: DynamoDBClient,
  table: string,
  { items, keyNames }: { readonly items: readonly Item[]; readonly keyNames: readonly string[] },
): Promise<readonly Item[]> {
  const keys = items.map((item) => Object.fromEntries(keyNames.map((name) => [name, text(textOf(item, name))])));
  const found = await getItems(client, table, keys);
  const byKey = new Map(found.map((item) => [textOf(item, 'pk'), item]));
  return items.map((item) => byKey.get(textOf(item, 'pk'))).filter((item) => item !== undefined);
}
