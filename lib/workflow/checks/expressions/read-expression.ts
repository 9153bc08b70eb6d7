import { type ExpressionReference, referencesIn } from '../../expressions/find-references.ts';
import { type ExpressionNode, parseExpression } from '../../expressions/syntax-tree.ts';
import { type Visit, visitNodes } from '../../expressions/visit-nodes.ts';
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

/** Reads an expression as Step Functions would, by JSONata 2.0.6 without what it lacks. */
export function readExpression(source: string): ReadExpression {
  if (source.length > MOST_CHARACTERS) {
    const message = `The expression has ${source.length} characters, and at most ${MOST_CHARACTERS} are taken. Split it, or compute in an action of your own`;
    return { paths: [], patterns: [], problems: [{ code: 'SB433', message }] };
  }
  const parsed = parseExpression(source);
  if (parsed.kind === 'fault') {
    return { paths: [], patterns: [], problems: [{ code: 'SB430', message: `${parsed.fault}. Mend it there` }] };
  }
  const visits = visitNodes(parsed.tree);
  const nodes = visits.map(({ node }) => node);
  return {
    paths: distinctPaths(referencesIn(source, visits)),
    patterns: nodes.flatMap((node) => (node.type === 'regex' ? [node.value] : [])),
    problems: [
      ...[...new Set(visits.flatMap((visit) => whatIsRefused(visit, source)))].map(refusal),
      ...(visits.some(({ level }) => level >= MOST_LEVELS) ? [TOO_DEEP] : []),
      ...unknownVariables(nodes).map(refusal),
    ],
  };
}

const TOO_DEEP = { code: 'SB433', message: `The expression is nested more than ${MOST_LEVELS} levels deep. Split it` };

function refusal(message: string): ReadExpression['problems'][number] {
  return { code: 'SB432', message };
}

function distinctPaths(references: readonly ExpressionReference[]): readonly Path[] {
  return [...new Map(references.map(({ path }) => [formatPath(path), path])).values()];
}

function unknownVariables(nodes: readonly ExpressionNode[]): readonly string[] {
  const bound = new Set(nodes.flatMap(boundIn));
  const known = new Set([...ALL_DATA_VARIABLES, ...EXPRESSION_FUNCTIONS, ...bound]);
  const used = new Set(nodes.flatMap((node) => (node.type === 'variable' ? [node.value] : [])));
  return [...used]
    .filter((name) => !known.has(name))
    .sort()
    .map((name) => explainVariable(name, bound));
}

/** `$` and `$$`. */
const ALL_DATA_VARIABLES = ['', '$'];

function explainVariable(name: string, bound: ReadonlySet<string>): string {
  if (name === 'eval') return 'Step Functions has no $eval. Write the expression out';
  if (name === 'states') return 'There is no $states here. Write event, contact, steps.<id> or run';
  return `There is no function or variable $${name}.${offer(name, [...EXPRESSION_FUNCTIONS, ...bound])}`;
}

/** Operators that 2.0.6 lacks are only told apart by their signs, and what reads all data by its first step. */
function whatIsRefused({ node, top }: Visit, source: string): string[] {
  switch (node.type) {
    case 'condition': {
      const signs = source.slice(node.position - 2, node.position);
      if (signs === '??') return ['Step Functions has no ??. Write $exists(a) ? a : b'];
      return signs === '?:' ? ['Step Functions has no ?:. Write a ? a : b'] : [];
    }
    case 'variable':
      return node.value === '$' || (node.value === '' && top) ? [ALL_DATA] : [];
    case 'wildcard':
    case 'descendant':
      return top ? [ALL_DATA] : [];
    default:
      return [];
  }
}

const ALL_DATA = 'A path begins with a root such as event or steps, not with $, $$, * or **. Name the root';

/** Names that `#` and `@` behind a step, a lambda, or an assignment make. */
function boundIn(node: ExpressionNode): string[] {
  return [node.index, node.focus, ...declaredBy(node)].filter((name) => name !== undefined);
}

function declaredBy(node: ExpressionNode): string[] {
  switch (node.type) {
    case 'lambda':
      return node.arguments.map(({ value }) => value);
    case 'bind':
      return [node.lhs.value];
    case 'index':
      return [node.value];
    default:
      return [];
  }
}
