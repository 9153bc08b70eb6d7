import { expect, test } from 'vitest';
import { formatTable } from '../../../lib/cli/format-table.ts';
import { createPaint, displayWidth } from '../../../lib/cli/terminal.ts';

const ROWS = [
  { name: 'short', text: 'a much longer text that does not fit', count: 5 },
  { name: 'x', text: 'b', count: 12 },
];
const COLUMNS = [
  { title: 'NAME', value: ({ name }: (typeof ROWS)[number]) => name },
  { title: 'TEXT', value: ({ text }: (typeof ROWS)[number]) => text },
  { title: 'COUNT', value: ({ count }: (typeof ROWS)[number]) => String(count), align: 'right' as const },
];

test('a table in a pipe is as wide as it needs to be', () => {
  const table = formatTable(ROWS, COLUMNS, { width: Number.POSITIVE_INFINITY, paint: createPaint(false) });

  expect(table.split('\n')).toEqual([
    'NAME   TEXT                                  COUNT',
    'short  a much longer text that does not fit      5',
    'x      b                                        12',
  ]);
});

test('a table on a terminal cuts the widest column', () => {
  const table = formatTable(ROWS, COLUMNS, { width: 30, paint: createPaint(false) });

  expect(table.split('\n')[1]).toBe('short  a much longer t…      5');
  expect(Math.max(...table.split('\n').map(displayWidth))).toBeLessThanOrEqual(30);
});

test('colours do not count as width', () => {
  const columns = COLUMNS.map((column) => ({ ...column, mark: createPaint(true).red }));

  const table = formatTable(ROWS, columns, { width: 30, paint: createPaint(true) });

  expect(Math.max(...table.split('\n').map(displayWidth))).toBeLessThanOrEqual(30);
  expect(table).toContain('\u001b[31m');
});

test('line breaks and control characters of a value stay out of the table', () => {
  const rows = [{ name: 'a\nb\u001b[31mc', text: '', count: 1 }];

  const table = formatTable(rows, COLUMNS, { width: Number.POSITIVE_INFINITY, paint: createPaint(false) });

  expect(table.split('\n')).toHaveLength(2);
  expect(table).toContain('a bc');
});

test('an id that the next command takes is never cut', () => {
  const rows = [{ name: 'lead-follow-up-e3714cfe3aec4cf7', text: 'a much longer text', count: 5 }];
  const columns = COLUMNS.map((column) => (column.title === 'NAME' ? { ...column, whole: true as const } : column));

  const [, line] = formatTable(rows, columns, { width: 30, paint: createPaint(false) }).split('\n');

  expect(line).toBe('lead-follow-up-e3714cfe3aec4cf7  a much …      5');
});
