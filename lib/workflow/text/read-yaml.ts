import { LineCounter, parseDocument } from 'yaml';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { findCommentTraps } from './find-comment-traps.ts';
import { emptyValue, type Reading } from './reading.ts';
import { createSourcePositions, type NotedPosition, type SourcePositions } from './source-positions.ts';
import { describeSyntaxError } from './syntax-error.ts';
import { readNode } from './yaml-node.ts';

/** A text as a tree, with where each part of it stands, and everything in it that the text rules refuse. */
export interface ReadText {
  /** Absent when the text is no YAML at all. What was refused stands in it as its likeliest meaning. */
  readonly tree?: Json;
  readonly positions: SourcePositions;
  /** Codes SB1xx, with line and column. */
  readonly issues: readonly Issue[];
}

/**
 * Reads YAML 1.2 (core schema) or JSON by the language's text rules: one document, and nothing that two YAML tools
 * could read differently or that hides what a value is. Also reads catalogues, test cases and message templates.
 */
export function readYaml(text: string, file?: string): ReadText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const noted = new Map<string, NotedPosition>();
  const positions = createSourcePositions(text, lines, noted);
  const issues: Issue[] = [];
  const reading: Reading = {
    text,
    noted,
    traps: findCommentTraps(text),
    braceLines: new Set(),
    lineOf: (offset) => positions.lineOf(offset).line,
    report(found, offset) {
      const { line, column } = positions.lineOf(offset);
      issues.push({ severity: 'error', ...found, line, column, ...(file === undefined ? {} : { file }) });
    },
  };
  const { contents } = document;
  const tree = contents === null ? undefined : readNode(reading, contents, { pointer: '', depth: 0, inFlow: false });
  if (tree === undefined) reading.report({ code: 'SB106', message: emptyValue(''), pointer: '' }, 0);
  for (const trap of reading.traps) {
    reading.report(
      {
        code: 'SB108',
        message: `A comment behind a value begins with "# " (hash, space). If ${text.slice(trap.start, trap.end)} belongs to the value, quote the value`,
        pointer: '',
      },
      trap.start,
    );
  }
  if (document.directives?.docStart === true && text.trimStart().startsWith('%')) {
    reading.report({ code: 'SB102', message: 'A definition has no % directives. Remove the line', pointer: '' }, 0);
  }
  // What stands behind an unquoted {{ is read as anything but what was meant.
  const errors = document.errors.filter(({ pos }) => !reading.braceLines.has(reading.lineOf(pos[0])));
  for (const error of errors) reading.report({ ...describeSyntaxError(error), pointer: '' }, error.pos[0]);
  issues.sort((a, b) => Number(a.line) - Number(b.line) || Number(a.column) - Number(b.column));
  const broken = errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  return broken || tree === undefined ? { positions, issues } : { tree, positions, issues };
}
