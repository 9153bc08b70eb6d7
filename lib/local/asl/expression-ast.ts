import { compileRe2 } from '../../compiler/expressions/re2-engine.ts';

/** The parts of JSONata's syntax tree that are looked at here. */
export interface AstNode {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly AstNode[];
  readonly stages?: readonly AstNode[];
  readonly predicate?: readonly AstNode[];
  readonly expr?: AstNode;
  readonly procedure?: AstNode;
  readonly arguments?: readonly AstNode[];
  readonly condition?: AstNode;
  readonly then?: AstNode;
  readonly else?: AstNode;
  readonly expressions?: readonly AstNode[];
  readonly lhs?: unknown;
  readonly rhs?: AstNode;
}

/** What an expression may read beside `$states.input`, `.result`, `.context` and variables. */
export interface ExpressionRights {
  /** True in a catcher's Assign and Output alone. */
  readonly errorOutput: boolean;
}

/** What there is to know about an expression before it runs. */
export interface Inspection {
  /** Each `$name` that occurs, functions and local names included. */
  readonly names: ReadonlySet<string>;
  /** What Step Functions or RE2 would refuse, in words. */
  readonly problems: readonly string[];
  /** Nodes inside array constructors, whose items JSONata evaluates side by side. */
  readonly parallelNodes: number;
}

/** Reads what an expression needs from its tree, and what Step Functions' JSONata 2.0.6 dialect refuses in it. */
export function inspect(ast: AstNode, rights: ExpressionRights): Inspection {
  const findings = { names: new Set<string>(), problems: new Set<string>(), parallelNodes: 0 };
  visitEach(ast, false, (node, inArray) => {
    findings.parallelNodes += inArray ? 1 : 0;
    for (const problem of nodeProblems(node, rights)) {
      findings.problems.add(problem);
    }
    if (node.type === 'variable' && typeof node.value === 'string') {
      findings.names.add(node.value);
    }
  });
  for (const name of topLevelNames(ast)) {
    findings.problems.add(
      `Reference to '${name}' at the top level is not supported. Write $states.input.${name} or $${name}.`,
    );
  }
  return { names: findings.names, problems: [...findings.problems], parallelNodes: findings.parallelNodes };
}

function visitEach(value: unknown, inArray: boolean, visit: (node: AstNode, inArray: boolean) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      visitEach(item, inArray, visit);
    }
  } else if (isNode(value)) {
    if (typeof value.type === 'string') {
      visit(value, inArray);
    }
    const within = inArray || (value.type === 'unary' && value.value === '[');
    for (const child of Object.values(value)) {
      visitEach(child, within, visit);
    }
  }
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp);
}

function nodeProblems(node: AstNode, rights: ExpressionRights): string[] {
  const problems: string[] = [];
  if (node.type === 'variable' && node.value === '$') {
    problems.push("Reference to '$$' is not supported.");
  }
  if (node.type === 'variable' && node.value === 'eval') {
    problems.push('The function $eval is not available; use $parse for JSON text.');
  }
  if (node.type === 'regex' && node.value instanceof RegExp) {
    problems.push(...regexProblems(node.value));
  }
  if (node.type === 'condition' && isCoalescing(node)) {
    problems.push('The operators ?? and ?: are not part of JSONata 2.0.6; use $exists(…) ? … : ….');
  }
  if (!rights.errorOutput && readsErrorOutput(node)) {
    problems.push('$states.errorOutput exists only in the Assign and Output of a catcher.');
  }
  return problems;
}

function regexProblems(pattern: RegExp): string[] {
  try {
    compileRe2(pattern);
    return [];
  } catch (error) {
    return [`The regular expression /${pattern.source}/ is not one RE2 can run: ${String(error)}`];
  }
}

/** The parser writes `a ?? b` and `a ?: b` as conditions whose test and outcome are one and the same node. */
function isCoalescing(node: AstNode): boolean {
  const tested = node.condition?.type === 'function' ? node.condition.arguments?.[0] : node.condition;
  return tested !== undefined && (firstPosition(tested) ?? -1) === firstPosition(node.then);
}

function firstPosition(node: AstNode | undefined): number | undefined {
  return node?.position ?? (node?.steps === undefined ? undefined : firstPosition(node.steps[0]));
}

function readsErrorOutput(node: AstNode): boolean {
  const [first, second] = node.steps ?? [];
  return first?.type === 'variable' && first.value === 'states' && second?.value === 'errorOutput';
}

/**
 * Names read from the top-level context. There is none on Step Functions, where an expression starts from `$states`
 * or a variable; deeper contexts (steps after the first, predicates, sort terms, groups) are any value's own.
 */
function topLevelNames(node: unknown): string[] {
  if (Array.isArray(node)) {
    return node.flatMap(topLevelNames);
  }
  if (!isNode(node)) {
    return [];
  }
  switch (node.type) {
    case 'path':
      return topLevelNames(node.steps?.[0]);
    case 'name':
      return [String(node.value)];
    case 'variable':
      return node.value === '' ? ['$'] : [];
    case 'wildcard':
    case 'descendant':
      return [String(node.value)];
    case 'transform':
    case 'sort':
      return [];
    default:
      return Object.entries(node).flatMap(([key, child]) => (deeperContexts.has(key) ? [] : topLevelNames(child)));
  }
}

const deeperContexts: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'signature', 'slot', 'ancestor']);
