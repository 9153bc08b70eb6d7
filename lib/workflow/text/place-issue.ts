import type { Issue } from '../issue.ts';
import type { SourcePositions } from './source-positions.ts';

/** Of an unknown key, the key is wrong and not its value. */
const UNKNOWN_KEY = 'SB201';

/** The issue with the line and column that its pointer has in the text, and the file if one is known. */
export function placeIssue(issue: Issue, positions: SourcePositions, file?: string): Issue {
  const key = issue.code === UNKNOWN_KEY ? positions.key(issue.pointer) : undefined;
  const place = key === undefined ? positions.locate(issue.pointer) : positions.lineOf(key.start);
  return { ...issue, ...place, ...(file === undefined ? {} : { file }) };
}
