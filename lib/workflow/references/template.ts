import { argumentsProblem, FILTER_NAMES, type FilterName, isFilterName } from './filters.ts';
import { suggestion } from './nearest-name.ts';
import { readPath } from './parse-path.ts';
import type { Path } from './path.ts';

/** A filter's argument: a value written down, or a path. */
export type FilterArgument =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'path'; readonly path: Path };

/** One `| name: arguments`. */
export interface Filter {
  readonly name: FilterName;
  readonly arguments: readonly FilterArgument[];
}

/** One `{{ path | filter }}`. */
export interface Reference {
  readonly kind: 'reference';
  readonly path: Path;
  readonly filters: readonly Filter[];
  /** As written, braces included. */
  readonly source: string;
  /** Offset of the braces in the text. */
  readonly start: number;
}

/** Literal text between references. */
export interface LiteralText {
  readonly kind: 'text';
  readonly text: string;
}

/** A text with references, taken apart; `''` has no parts. */
export interface Template {
  readonly parts: readonly (LiteralText | Reference)[];
}

/** A template, or the first thing wrong with the text and how to mend it. */
export type ParsedTemplate = Template | { readonly problem: string };

/** Takes `Hello {{ contact.first_name | default: 'there' }}` apart. */
export function parseTemplate(text: string): ParsedTemplate {
  if (text.includes('{%')) {
    return { problem: '{% %} tags live in message templates only. Use routes, or a filter between {{ and }}' };
  }
  const parts: (LiteralText | Reference)[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    const close = findClose(text, open + 2);
    if (close === -1) return { problem: `"${text.slice(open)}" is not closed. Write }} at its end` };
    const read = readReference(text.slice(open + 2, close));
    if ('problem' in read) return read;
    if (open > from) parts.push({ kind: 'text', text: text.slice(from, open) });
    parts.push({ kind: 'reference', ...read, source: text.slice(open, close + 2), start: open });
    from = close + 2;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return { parts };
}

/** Whether the text holds a reference, or tries to. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** The reference that is the whole text, so that its value keeps its type; nothing if there is anything around it. */
export function isWholeReference(template: Template): boolean {
  return wholeReference(template) !== undefined;
}

/** See {@link isWholeReference}. */
export function wholeReference({ parts }: Template): Reference | undefined {
  const [first, ...others] = parts;
  return first?.kind === 'reference' && others.length === 0 ? first : undefined;
}

/** The references of a template, in order. */
export function referencesOf({ parts }: Template): Reference[] {
  return parts.filter((part) => part.kind === 'reference');
}

/** The paths that a reference reads: its own, and those among the filters' arguments. */
export function pathsOf({ path, filters }: Reference): Path[] {
  const inFilters = filters.flatMap((filter) => filter.arguments);
  return [path, ...inFilters.flatMap((argument) => (argument.kind === 'path' ? [argument.path] : []))];
}

/** Braces in quotes close nothing. */
function findClose(text: string, from: number): number {
  let quote = '';
  for (let index = from; index < text.length; index += 1) {
    const sign = text.slice(index, index + 1);
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (text.startsWith('}}', index)) return index;
  }
  return -1;
}

type Inside = Pick<Reference, 'path' | 'filters'>;

function readReference(inside: string): Inside | { readonly problem: string } {
  const trimmed = inside.trim();
  const { path, rest } = readPath(trimmed);
  if (path === undefined) {
    return { problem: `"{{${inside}}}" names no value. Write a path, such as {{ contact.first_name }}` };
  }
  const filters: Filter[] = [];
  let left = rest.trimStart();
  while (left !== '') {
    const read = readFilter(left);
    if ('problem' in read) return { problem: `"{{${inside}}}": ${read.problem}` };
    filters.push(read.filter);
    left = read.rest;
  }
  return { path, filters };
}

function readFilter(text: string): { readonly filter: Filter; readonly rest: string } | { readonly problem: string } {
  const [head, name] = /^\|\s*([a-z_]+)\s*/.exec(text) ?? [];
  if (head === undefined || name === undefined) {
    return { problem: `I cannot read ${JSON.stringify(text)}. Behind the path come filters, as in | default: 'there'` };
  }
  if (!isFilterName(name)) {
    const mend = suggestion(name, FILTER_NAMES) || ` Filters are ${FILTER_NAMES.join(', ')}`;
    return { problem: `there is no filter "${name}".${mend}` };
  }
  const read = readArguments(text.slice(head.length));
  if ('problem' in read) return read;
  const problem = argumentsProblem(name, read.arguments.length);
  if (problem !== undefined) return { problem };
  return { filter: { name, arguments: read.arguments }, rest: read.rest };
}

function readArguments(
  text: string,
): { readonly arguments: readonly FilterArgument[]; readonly rest: string } | { readonly problem: string } {
  const found: FilterArgument[] = [];
  let left = text;
  for (let sign = ':'; left.startsWith(sign); sign = ',') {
    const read = readArgument(left.slice(1).trimStart());
    if (read === undefined) {
      return {
        problem: `a filter's argument is a text in quotes, a number, true, false or a path, not ${left.slice(1).trim() || 'nothing'}`,
      };
    }
    found.push(read.argument);
    left = read.rest.trimStart();
  }
  return { arguments: found, rest: left };
}

function readArgument(text: string): { readonly argument: FilterArgument; readonly rest: string } | undefined {
  const literal = /^(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|(true|false)(?![\w.[]))/.exec(text);
  if (literal !== null) {
    const [whole, single, double, digits, word] = literal;
    const value = single ?? double ?? (digits === undefined ? word === 'true' : Number(digits));
    return { argument: { kind: 'literal', value }, rest: text.slice(whole.length) };
  }
  const { path, rest } = readPath(text);
  return path === undefined ? undefined : { argument: { kind: 'path', path }, rest };
}
