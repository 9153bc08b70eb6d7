import { displayWidth, harmless, type Paint } from './terminal.ts';

/** A column of a table: its heading, and a cell's text for each row. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** How the cell's text is marked, once its width is known. */
  readonly mark?: (text: string, row: Row) => string;
  readonly align?: 'right';
  /** It is never cut: an id that the next command takes. */
  readonly whole?: true;
}

const GAP = '  ';
const NARROWEST = 8;

/** Lines of a table. Where it is wider than the terminal, the widest columns are cut with `…`. */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const cells = rows.map((row) => columns.map((column) => harmless(column.value(row)).replaceAll('\n', ' ')));
  const natural = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...cells.map((line) => displayWidth(line[index] ?? ''))),
  );
  const least = columns.map(({ whole }, index) => (whole ? (natural[index] ?? 0) : NARROWEST));
  const widths = shrink(natural, least, width - GAP.length * (columns.length - 1));
  const draw = (texts: readonly string[], mark: (text: string, index: number) => string): string =>
    texts
      .map((text, index) => mark(pad(cut(text, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align), index))
      .join(GAP)
      .trimEnd();
  const heading = draw(
    columns.map(({ title }) => title),
    (text) => paint.dim(text),
  );
  const lines = rows.map((row, line) =>
    draw(cells[line] ?? [], (text, index) => columns[index]?.mark?.(text, row) ?? text),
  );
  return [heading, ...lines].join('\n');
}

/** Takes from the widest column that may be cut, until all fit or nothing more can be taken. */
function shrink(natural: readonly number[], least: readonly number[], available: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - available;
  while (excess > 0) {
    const spare = widths.map((width, index) => (width > (least[index] ?? 0) ? width : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function cut(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? space + text : text + space;
}
