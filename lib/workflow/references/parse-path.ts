import type { Path } from './path.ts';

/** A path, or what is wrong with the text and how to mend it. */
export type ParsedPath = { readonly path: Path } | { readonly problem: string };

const ROOT = /^[A-Za-z_][A-Za-z0-9_]*/;
/** `.name`, ``.`odd name` `` or `[0]`. */
const SEGMENT = /^(?:\.([A-Za-z_][A-Za-z0-9_]*)|\.`([^`\n]+)`|\[(\d{1,6})\])/;

/** Reads a path such as `event.lines[0].sku`, as it stands bare in a definition or between braces. */
export function parsePath(text: string): ParsedPath {
  const { path, rest } = readPath(text);
  if (path !== undefined && rest === '') return { path };
  return { problem: `"${text}" is no path. ${mend(text, rest)}` };
}

/** Reads the path that a text begins with; `rest` is what follows it. */
export function readPath(text: string): { readonly path?: Path; readonly rest: string } {
  const root = ROOT.exec(text)?.[0];
  if (root === undefined) return { rest: text };
  const segments: (string | number)[] = [];
  let rest = text.slice(root.length);
  for (let match = SEGMENT.exec(rest); match !== null; match = SEGMENT.exec(rest)) {
    const [whole, plain, quoted, index] = match;
    segments.push(index === undefined ? (plain ?? String(quoted)) : Number(index));
    rest = rest.slice(whole.length);
  }
  return { path: { root, segments }, rest };
}

function mend(text: string, rest: string): string {
  const bare = /^\{\{\s*(.*?)\s*\}\}$/.exec(text)?.[1];
  if (bare !== undefined) return `Write it without braces: ${bare}`;
  const odd = /^\.([^.[\]`]+)/.exec(rest)?.[1];
  if (odd !== undefined) return `Put an odd name in backticks: .\`${odd}\``;
  if (rest.startsWith('[')) return 'An index is a whole number from 0: [0]';
  if (rest !== text && /^[^.]/.test(rest)) return 'Put an odd name in backticks: event.`Order-No`';
  return 'Write a root and fields: event.lead.source';
}
