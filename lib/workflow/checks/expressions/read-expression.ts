import jsonata from 'jsonata';
import { formatPath, type Path } from '../../references/path.ts';
import { offer } from '../../references/resolve-type.ts';
import { EXPRESSION_FUNCTIONS } from './expression-functions.ts';

/** Longer or deeper than any condition that people still read. */
const MOST_CHARACTERS = 4_000;
const MOST_LEVELS = 50;

/** What a JSONata expression reads, and why it cannot be used. */
export interface ReadExpression {
  /** Roots of the language with the plain names and indexes behind them, as far as they go. */
  readonly paths: readonly Path[];
  readonly patterns: readonly RegExp[];
  readonly problems: readonly { readonly code: string; readonly message: string }[];
}

/** A node of JSONata's syntax tree; its published types leave most of it out. */
type AstNode = Readonly<Record<string, unknown>>;

/** A node, and whether names in it stand for roots: not inside predicates and steps, where they are fields. */
interface Visit {
  readonly value: unknown;
  readonly top: boolean;
  readonly level: number;
}

/** Reads an expression as Step Functions would, by JSONata 2.0.6 without what it lacks. */
export function readExpression(source: string): ReadExpression {
  if (source.length > MOST_CHARACTERS) {
    const message = `The expression has ${source.length} characters, and at most ${MOST_CHARACTERS} are taken. Split it, or compute in an action of your own`;
    return { paths: [], patterns: [], problems: [{ code: 'SB433', message }] };
  }
  let tree: unknown;
  try {
    tree = jsonata(source).ast();
  } catch (error) {
    return { paths: [], patterns: [], problems: [{ code: 'SB430', message: explainSyntax(error) }] };
  }
  return readTree(tree, source);
}

/** JSONata throws plain objects. */
function explainSyntax(error: unknown): string {
  const { message, position } = Object(error);
  const place = typeof position === 'number' ? ` near character ${position}` : '';
  return `The expression is no JSONata${place}: ${String(message).replace(/\.$/, '')}. Mend it there`;
}

function readTree(tree: unknown, source: string): ReadExpression {
  const paths = new Map<string, Path>();
  const patterns: RegExp[] = [];
  const problems = new Map<string, string>();
  const bound = new Set<string>();
  const used = new Set<string>();
  let deepest = 0;
  const waiting: Visit[] = [{ value: tree, top: true, level: 0 }];
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const { value, level } = visit;
    deepest = Math.max(deepest, level);
    if (value instanceof RegExp) patterns.push(value);
    if (!isNode(value)) continue;
    for (const name of boundIn(value)) bound.add(name);
    if (value.type === 'variable') used.add(String(value.value));
    const problem = problemOf(value, source, visit.top);
    if (problem !== undefined) problems.set(problem, problem);
    const path = value.type === 'path' ? pathOf(listOf(value.steps), visit.top) : undefined;
    if (path !== undefined) paths.set(formatPath(path), path);
    waiting.push(...childrenOf(value, visit));
  }
  if (deepest > MOST_LEVELS)
    problems.set('', `The expression is nested more than ${MOST_LEVELS} levels deep. Split it`);
  for (const name of [...used].sort()) {
    if (name === '' || name === '$' || bound.has(name) || EXPRESSION_FUNCTIONS.has(name)) continue;
    problems.set(name, explainVariable(name, bound));
  }
  return {
    paths: [...paths.values()].reverse(),
    patterns,
    problems: [...problems].map(([key, message]) => ({ code: key === '' ? 'SB433' : 'SB432', message })),
  };
}

function explainVariable(name: string, bound: ReadonlySet<string>): string {
  if (name === 'eval') return 'Step Functions has no $eval. Write the expression out';
  if (name === 'states') return 'There is no $states here. Write event, contact, steps.<id> or run';
  return `There is no function or variable $${name}.${offer(name, [...EXPRESSION_FUNCTIONS, ...bound])}`;
}

/** Operators that 2.0.6 lacks are only told apart by their signs, and what reads all data by its first step. */
function problemOf(node: AstNode, source: string, top: boolean): string | undefined {
  if (node.type === 'condition' && typeof node.position === 'number') {
    const signs = source.slice(node.position - 2, node.position);
    if (signs === '??') return 'Step Functions has no ??. Write $exists(a) ? a : b';
    if (signs === '?:') return 'Step Functions has no ?:. Write a ? a : b';
  }
  if (node.type === 'variable' && (node.value === '$' || (node.value === '' && top))) return ALL_DATA;
  return top && (node.type === 'wildcard' || node.type === 'descendant') ? ALL_DATA : undefined;
}

const ALL_DATA = 'A path begins with a root such as event or steps, not with $, $$, * or **. Name the root';

/** Names that a lambda, an assignment, or `#` and `@` behind a step make. */
function boundIn(node: AstNode): string[] {
  const names = node.type === 'lambda' ? listOf(node.arguments) : node.type === 'bind' ? [node.lhs] : [];
  const positions = [node.index, node.focus, node.type === 'index' ? node.value : undefined];
  return [
    ...names.filter(isNode).map((name) => String(name.value)),
    ...positions.filter((name) => typeof name === 'string'),
  ];
}

/** A name at the top, or behind `$` there or `$$` anywhere. */
function pathOf(steps: readonly unknown[], top: boolean): Path | undefined {
  if (isAllData(steps, top)) return plainPath(steps.slice(1));
  const [first] = steps;
  return top && isNode(first) && first.type === 'name' ? plainPath(steps) : undefined;
}

/** `$$.name`, which is a root wherever it stands, and `$.name` at the top. */
function isAllData([first, second]: readonly unknown[], top: boolean): boolean {
  if (!isNode(first) || first.type !== 'variable' || !isNode(second) || second.type !== 'name') return false;
  return first.value === '$' || (first.value === '' && top);
}

/** Names and indexes up to the first predicate, mapping or wildcard. */
function plainPath(steps: readonly unknown[]): Path {
  const parts: (string | number)[] = [];
  for (const step of steps) {
    if (!isNode(step) || step.type !== 'name') break;
    parts.push(String(step.value));
    const indexes = listOf(step.stages).map((stage) => (isNode(stage) && isNode(stage.expr) ? stage.expr : {}));
    const plain = indexes.filter((index) => index.type === 'number').map((index) => Number(index.value));
    parts.push(...plain);
    if (plain.length < indexes.length) break;
  }
  const [root, ...segments] = parts;
  return { root: String(root), segments };
}

/** Parts of a node whose names are fields of an item. */
const OF_ITEMS: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'pattern', 'update', 'delete', 'terms']);

function childrenOf(node: AstNode, { top, level }: Visit): Visit[] {
  const inner = (value: unknown, isTop: boolean): Visit[] =>
    (Array.isArray(value) ? value.flat(2) : [value]).map((child) => ({ value: child, top: isTop, level: level + 1 }));
  if (node.type !== 'path') {
    return Object.entries(node).flatMap(([key, value]) => inner(value, top && !OF_ITEMS.has(key)));
  }
  const { steps, ...rest } = node;
  const written = listOf(steps);
  const spoken = isAllData(written, top) ? written.slice(1) : written;
  return [
    ...spoken.flatMap((step, index) => inner(step, top && index === 0 && !(isNode(step) && step.type === 'name'))),
    ...Object.values(rest).flatMap((value) => inner(value, false)),
  ];
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
