import type { Issue } from '../issue.ts';
import type { NotedPosition, SourceRange } from './source-positions.ts';

/** What one reading of a text gathers. */
export interface Reading {
  readonly text: string;
  readonly noted: Map<string, NotedPosition>;
  /** Comments that may be part of a value; those that a value claims are taken out. */
  readonly traps: SourceRange[];
  /** Lines with an unquoted `{{`. */
  readonly braceLines: Set<number>;
  lineOf(offset: number): number;
  report(found: Found, offset: number): void;
}

/** An issue before its place is known; an error unless it says otherwise. */
export type Found = Pick<Issue, 'code' | 'message' | 'pointer' | 'fix'> & Partial<Pick<Issue, 'severity'>>;

/** Where in the tree the reading is. */
export interface Place {
  readonly pointer: string;
  readonly depth: number;
  /** Inside `[…]` or `{…}`. */
  readonly inFlow: boolean;
  readonly key?: SourceRange;
}

const EMPTY_TEXT = 'The text is empty. A workflow needs at least workflow:, trigger: and steps:';

/** What to say of a value that is not there. */
export function emptyValue(pointer: string): string {
  const key = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (pointer === '') return EMPTY_TEXT;
  return /^\d+$/.test(key)
    ? 'This list item is empty. Write a value or remove the item'
    : `"${key}" has no value. Write one or remove the key`;
}

/** `to: ` for the value of a key, nothing for a list item: what stands before the value in its line. */
export function lastKey(pointer: string): string {
  const key = pointer.slice(pointer.lastIndexOf('/') + 1);
  return /^\d*$/.test(key) ? '' : `${key}: `;
}
