import { parseDocument, visit } from 'yaml';
import { invalid } from '../../errors/app-error.ts';
import { isJsonObject } from '../json.ts';
import { type LocatedStep, lineEnd, lineStart } from './locate-steps.ts';
import { readYaml } from './read-yaml.ts';

/** A step's own source, without the list around it: indented from column 0. */
export interface StepSource {
  /** Comments above it, one a line, without their indent. */
  readonly comments: readonly string[];
  /** A map in flow style or block style, without line end. */
  readonly body: string;
}

/**
 * Takes a step's YAML as an editor hands it in: one map, with comments above it if wanted.
 *
 * @throws AppError SB121 when it is anything else
 */
export function readStepSource(text: string): StepSource {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => !/^\s*(#.*)?$/.test(line));
  const { tree, issues } = readYaml(text);
  if (first === -1 || !isJsonObject(tree)) {
    const [issue] = issues;
    throw invalid({
      code: 'SB121',
      message: `The step cannot be read${issue === undefined ? '' : `: ${issue.message}`}`,
      resolution: 'Write one step as a map, without the dash of its list.',
    });
  }
  const comments = lines.slice(0, first).map((line) => line.trim());
  const body = trimEnd(lines.slice(first).join('\n'));
  const indent = body.search(/[^ ]|$/);
  return { comments: comments.filter((line) => line !== ''), body: shiftLeft(body, indent) };
}

/** Takes a step out of its text. A comment behind it in its line joins those above. */
export function takeStepSource(text: string, step: LocatedStep): StepSource {
  const { node, region } = step;
  const above = text.slice(region.start, lineStart(text, node.start)).split('\n');
  const comments = above.map((line) => line.trim()).filter((line) => line.startsWith('#'));
  const column = node.start - lineStart(text, node.start);
  const end = step.flow ? node.end : region.end;
  const body = withoutLineEnd(shiftLeft(text.slice(node.start, end), column));
  return { comments: [...comments, ...trailingComment(text, step)], body };
}

/** The comment behind a step in flow style, at the end of its line. */
export function trailingComment(text: string, { node, flow }: LocatedStep): string[] {
  const rest = text.slice(node.end, lineEnd(text, node.end));
  const comment = /^[ \t]*,?[ \t]+(#.*)/.exec(rest)?.[1];
  return flow && comment !== undefined ? [comment.trimEnd()] : [];
}

/** The step as an item of a block list whose dashes stand in that column. */
export function toBlockItem({ comments, body }: StepSource, indent: number, newline: string): string {
  const margin = ' '.repeat(indent);
  const [first = '', ...others] = body.split('\n');
  const lines = [
    ...comments.map((comment) => margin + comment),
    `${margin}- ${first}`,
    ...others.map((line) => (line.trim() === '' ? '' : `${margin}  ${line}`)),
  ];
  return lines.map((line) => line + newline).join('');
}

/** The step as an item of a flow list in a line with that indent. Comments above it are left to the caller. */
export function toFlowItem({ body }: StepSource, indent: number, newline: string): string {
  const [first = '', ...others] = body.split('\n');
  return [first, ...others.map((line) => ' '.repeat(indent + 2) + line)].join(newline);
}

/** Block style cannot stand inside `[…]`; comments under the step join those above, since they would end it. */
export function toFlowSource(source: StepSource): StepSource {
  if (source.body.startsWith('{')) return source;
  const document = parseDocument(source.body, { version: '1.2', schema: 'core', uniqueKeys: false });
  visit(document, {
    Collection(_key, node) {
      node.flow = true;
    },
  });
  const under = (document.comment ?? '').split('\n').filter((line) => line !== '');
  document.comment = null;
  const body = document.toString({ lineWidth: 0 }).trimEnd();
  return { comments: [...source.comments, ...under.map((line) => `#${line}`)], body };
}

/** The line ends of the text. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The text without its last line end. */
export function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** Empty lines at the end mean something behind a block text that keeps them. */
function trimEnd(body: string): string {
  return /[|>]\d?\+/.test(body) ? withoutLineEnd(body) : body.trimEnd();
}

/** Later lines may stand further left only inside quotes and brackets, where indents mean nothing. */
function shiftLeft(body: string, columns: number): string {
  const [first = '', ...others] = body.replaceAll('\r\n', '\n').split('\n');
  const margin = new RegExp(`^ {0,${columns}}`);
  return [first.trimStart(), ...others.map((line) => line.replace(margin, ''))].join('\n');
}
