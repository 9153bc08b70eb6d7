import { CST, Lexer } from 'yaml';
import type { SourceRange } from './source-positions.ts';

/** Linear on every text, one long line of JSON included. */
const SUSPECT = /[ \t]#[^\s]/;

/**
 * Comments that stand behind a value and begin without a space: in `name: Ticket #12`, YAML drops `#12`. Empty in
 * nearly all files, so the text is read by words only where one can be.
 */
export function findCommentTraps(text: string): SourceRange[] {
  if (!SUSPECT.test(text)) return [];
  const traps: SourceRange[] = [];
  let offset = 0;
  let scalarNext = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = scalarNext ? 'scalar' : CST.tokenType(lexeme);
    scalarNext = lexeme === CST.SCALAR;
    if (isMark(lexeme)) continue;
    const end = offset + lexeme.length;
    if (type === 'comment' && !/^#(\s|$)/.test(lexeme) && !isAloneOnLine(text, offset)) {
      traps.push({ start: offset, end });
    }
    offset = end;
  }
  return traps;
}

/** Marks of the lexer's own stand for no character of the text. */
function isMark(lexeme: string): boolean {
  return lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
}

function isAloneOnLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(lineStart, offset).trim() === '';
}
