import type { LineCounter } from 'yaml';

/** Offsets into the text, in UTF-16 units; `end` is behind the last one. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** Line and column, both 1-based; columns count UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** Where each key and value of a definition stands in its text. Pointers are RFC 6901. */
export interface SourcePositions {
  /** The value's own range, quotes and brackets included, comments and line ends behind it not. */
  value(pointer: string): SourceRange | undefined;
  /** The range of the key that holds the value; absent for list items and the whole document. */
  key(pointer: string): SourceRange | undefined;
  /** Where the eye goes for that pointer: a scalar's start, else its key; for what does not exist, the map above it. */
  locate(pointer: string): LinePosition;
  /** The line and column of an offset. */
  lineOf(offset: number): LinePosition;
  /** What stands in the text for that value, as it was written; empty for what does not exist. */
  source(pointer: string): string;
}

/** What the reader notes for each pointer. */
export interface NotedPosition {
  readonly value: SourceRange;
  readonly key?: SourceRange;
  /** A block of several lines, whose key says more than its first line. */
  readonly block: boolean;
}

/** Positions by pointer, over the text they were noted in. */
export function createSourcePositions(
  text: string,
  lines: LineCounter,
  noted: ReadonlyMap<string, NotedPosition>,
): SourcePositions {
  const lineOf = (offset: number): LinePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  return {
    value: (pointer) => noted.get(pointer)?.value,
    key: (pointer) => noted.get(pointer)?.key,
    lineOf,
    locate(pointer) {
      let present = pointer;
      while (present !== '' && !noted.has(present)) present = above(present);
      const position = noted.get(present);
      if (position === undefined) return { line: 1, column: 1 };
      return lineOf(position.block && position.key ? position.key.start : position.value.start);
    },
    source(pointer) {
      const range = noted.get(pointer)?.value;
      return range === undefined ? '' : text.slice(range.start, range.end);
    },
  };
}

function above(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
