import { isMap, isSeq, type ParsedNode, parseDocument, type YAMLSeq } from 'yaml';
import { invalid } from '../../errors/app-error.ts';
import type { SourceRange } from './source-positions.ts';

/** A step in the text. */
export interface LocatedStep {
  /** The map itself: `{ … }`, or from its first key to the end of its last line. */
  readonly node: SourceRange;
  /** Whether it is written as `{ … }`. */
  readonly flow: boolean;
  /**
   * With what belongs to it: comments directly above. In a block list whole lines, also those of comments that stand
   * under it and are indented further than its dash; in a flow list from the first comment to the end of the map.
   */
  readonly region: SourceRange;
  /** Whether nothing but spaces stands before it in its line; in a block list always. */
  readonly startsLine: boolean;
}

/** A list of steps in the text. */
export interface LocatedList {
  readonly flow: boolean;
  readonly steps: readonly LocatedStep[];
  /** Column of the dashes; of a flow list, of the line it begins in. 0-based. */
  readonly indent: number;
  /** Brackets included. */
  readonly range: SourceRange;
  /** The offset behind the colon of the list's key. */
  readonly keyEnd: number;
}

/**
 * Finds the list at an RFC 6901 pointer; nothing when no list is there.
 *
 * @throws AppError SB123 when the text is no YAML, so that nothing has a certain place
 */
export function locateList(text: string, pointer: string): LocatedList | undefined {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    throw invalid({
      code: 'SB123',
      message: `The text is not valid YAML: ${error.message}`,
      resolution: 'Mend the text itself first; steps can be edited again then.',
    });
  }
  const keys = pointer.split('/').slice(1);
  const list = document.getIn(keys, true);
  const holder = document.getIn(keys.slice(0, -1), true);
  if (!isSeq<ParsedNode>(list) || !list.range || !isMap<ParsedNode>(holder)) return undefined;
  const [start, end] = list.range;
  const [keyEnd = start] = holder.items
    .filter((pair) => pair.value === list)
    .map(({ key }) => text.indexOf(':', key.range[1]) + 1);
  const dashes = dashesOf(list);
  const indent = columnOf(text, dashes[0] ?? lineContent(text, start));
  const nodes = list.items.map(({ range }) => ({ start: range[0], end: range[1] }));
  const flow = dashes.length === 0;
  const steps = nodes.map((node, index) => {
    const dash = dashes[index];
    return dash === undefined ? locateInFlow(text, node) : locateInBlock(text, node, dash, indent);
  });
  return { flow, steps, indent, range: { start, end }, keyEnd };
}

/** The offset of the line's first character. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the line's end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** How far from the line's start an offset is. */
function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The offset of the first sign of the line that is no space. */
function lineContent(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start + text.slice(start).search(/[^ \t]|$/);
}

function dashesOf({ srcToken }: YAMLSeq<ParsedNode>): number[] {
  if (srcToken?.type !== 'block-seq') return [];
  const starts = srcToken.items.flatMap((item) => item.start);
  return starts.filter((token) => token.type === 'seq-item-ind').map((token) => token.offset);
}

function locateInBlock(text: string, node: SourceRange, dash: number, indent: number): LocatedStep {
  const isComment = (line: string): boolean => /^[ \t]*#/.test(line);
  const depth = (line: string): number => line.search(/[^ \t]/);
  let start = lineStart(text, dash);
  for (let above = previousLine(text, start); above !== undefined; above = previousLine(text, start)) {
    if (!isComment(above) || depth(above) > indent) break;
    start -= above.length;
  }
  const last = Math.max(dash, node.end - 1);
  let end = lineEnd(text, last);
  for (let line = text.slice(end, lineEnd(text, end)); isComment(line) && depth(line) > indent; ) {
    end += line.length;
    line = text.slice(end, lineEnd(text, end));
  }
  return { node, flow: text.startsWith('{', node.start), region: { start, end }, startsLine: true };
}

function locateInFlow(text: string, node: SourceRange): LocatedStep {
  const startsLine = lineContent(text, node.start) === node.start;
  let start = lineStart(text, node.start);
  for (let above = previousLine(text, start); startsLine && above !== undefined; above = previousLine(text, start)) {
    if (!/^[ \t]*#/.test(above)) break;
    start -= above.length;
  }
  const from = startsLine ? lineContent(text, start) : node.start;
  return { node, flow: true, region: { start: from, end: node.end }, startsLine };
}

/** The line before the one that starts at the offset, with its end. */
function previousLine(text: string, start: number): string | undefined {
  return start === 0 ? undefined : text.slice(lineStart(text, start - 1), start);
}
