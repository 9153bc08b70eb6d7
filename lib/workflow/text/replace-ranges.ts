import type { SourceRange } from './source-positions.ts';

/** A range of a text, and what stands there instead; an empty range inserts. */
export interface SourceEdit extends SourceRange {
  readonly text: string;
}

/** The text with those ranges replaced and every other byte as it was. Ranges must not overlap. */
export function replaceRanges(text: string, edits: readonly SourceEdit[]): string {
  const sorted = edits.toSorted((left, right) => left.start - right.start);
  let from = 0;
  const pieces: string[] = [];
  for (const edit of sorted) {
    pieces.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  return pieces.join('') + text.slice(from);
}
