import { parseDocument, Scalar, visit } from 'yaml';
import type { Issue } from '../issue.ts';
import { readYaml } from './read-yaml.ts';
import { replaceRanges, type SourceEdit } from './replace-ranges.ts';
import type { SourceRange } from './source-positions.ts';
import { readsDifferentlyInOlderYaml } from './words-of-older-yaml.ts';

/** What came of formatting. */
export interface FormattedText {
  /** Absent when the text is no YAML. */
  readonly text?: string;
  /** What is wrong with the text as it was given; formatting mends SB109 alone. */
  readonly issues: readonly Issue[];
}

/**
 * Quotes clocks, dates and words that older YAML tools misread, ends lines with one line feed, without spaces before
 * it, and the text with one. Comments, order, and how lists and maps are laid out stay; the tree is the same.
 */
export function formatDefinition(text: string, file?: string): FormattedText {
  const { tree, issues } = readYaml(text, file);
  if (tree === undefined) return { issues };
  return { text: trimLines(quoteWords(text.replaceAll('\r\n', '\n'))), issues };
}

function quoteWords(text: string): string {
  const edits: SourceEdit[] = [];
  visit(parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false }), {
    Scalar(_key, { type, value, range }) {
      if (type !== Scalar.PLAIN || typeof value !== 'string' || !range || !readsDifferentlyInOlderYaml(value)) return;
      edits.push({ start: range[0], end: range[1], text: JSON.stringify(value) });
    },
  });
  return replaceRanges(text, edits);
}

/** Spaces at the end of a line mean something in block texts alone. */
function trimLines(text: string): string {
  const blocks = findBlockTexts(text);
  const edits: SourceEdit[] = [];
  for (const match of text.matchAll(/[ \t]+$/gm)) {
    const isContent = blocks.some(({ start, end }) => match.index >= start && match.index < end);
    if (!isContent) edits.push({ start: match.index, end: match.index + match[0].length, text: '' });
  }
  const trimmed = replaceRanges(text, edits);
  const lastBlock = blocks.at(-1);
  return lastBlock?.end === text.length ? trimmed : `${trimmed.replace(/\n+$/, '')}\n`;
}

function findBlockTexts(text: string): SourceRange[] {
  const found: SourceRange[] = [];
  visit(parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false }), {
    Scalar(_key, { type, range }) {
      if (range && (type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED)) {
        found.push({ start: range[0], end: range[1] });
      }
    },
  });
  return found;
}
