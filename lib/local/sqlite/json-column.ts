import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { invalid } from '../../errors/app-error.ts';
import type { Page, PageRequest } from '../../ports/page.ts';

/** A row as `node:sqlite` gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** What a store wrote as JSON into a column; it wrote the type itself, so it is not checked again. */
export function fromColumn<Value>(row: Row | undefined, column: string): Value | undefined {
  const text = row?.[column];
  return typeof text === 'string' ? (JSON.parse(text) as Value) : undefined;
}

/**
 * A page of a list kept newest first by a growing `number`. The statement's last two parameters are the number to stay
 * below and the most rows to give.
 *
 * @throws AppError SB708 for a cursor that no page of ours gave
 */
export function readPage<Item>(
  statement: StatementSync,
  filter: readonly SQLInputValue[],
  { limit, cursor }: PageRequest,
): Page<Item> {
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isSafeInteger(before)) {
    throw invalid({
      code: 'SB708',
      message: `'${cursor}' is no cursor.`,
      resolution: 'Take the cursor from `next` of the page before.',
    });
  }
  const rows = statement.all(...filter, before, limit + 1);
  const items = rows.slice(0, limit).flatMap((row) => fromColumn<Item>(row, 'body') ?? []);
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { items, next: String(last.number) } : { items };
}
