import jsonata from 'jsonata';

/** What the language reads of JSONata's syntax trees; the published types leave most of it out. */
export type ExpressionNode =
  | PathNode
  | NameNode
  | VariableNode
  | NumberNode
  | PatternNode
  | LambdaNode
  | BindingNode
  | IndexNode
  | ConditionNode
  | OtherNode;

/** What any step may carry: the variables that `#` and `@` make behind it. */
interface StepNode {
  readonly index?: string;
  readonly focus?: string;
}

export interface PathNode extends StepNode {
  readonly type: 'path';
  readonly steps: readonly ExpressionNode[];
}

export interface NameNode extends StepNode {
  readonly type: 'name';
  readonly value: string;
  /** Where the name ends, as an offset into the source. */
  readonly position: number;
  /** What is in brackets behind it, and `#`. */
  readonly stages?: readonly { readonly expr?: ExpressionNode }[];
}

export interface VariableNode extends StepNode {
  readonly type: 'variable';
  /** Without its own `$`: empty for `$`, `$` for `$$`. */
  readonly value: string;
  /** Where it ends, as an offset into the source. */
  readonly position: number;
}

interface NumberNode extends StepNode {
  readonly type: 'number';
  readonly value: number;
}

interface PatternNode extends StepNode {
  readonly type: 'regex';
  readonly value: RegExp;
}

interface LambdaNode extends StepNode {
  readonly type: 'lambda';
  readonly arguments: readonly VariableNode[];
}

/** `$name := value` */
interface BindingNode extends StepNode {
  readonly type: 'bind';
  readonly lhs: VariableNode;
}

/** `#$name` behind brackets. */
interface IndexNode extends StepNode {
  readonly type: 'index';
  readonly value: string;
}

/** `a ? b : c`, and what is short for it. */
interface ConditionNode extends StepNode {
  readonly type: 'condition';
  /** Where its sign ends, as an offset into the source. */
  readonly position: number;
}

/** Everything of which only the parts matter. */
interface OtherNode extends StepNode {
  readonly type?: 'wildcard' | 'descendant' | 'binary' | 'unary' | 'block' | 'function' | 'string' | 'value' | 'sort';
}

export type ParsedExpression =
  | { readonly kind: 'tree'; readonly tree: ExpressionNode }
  /** `fault` says what is wrong and where, without a full stop. */
  | { readonly kind: 'fault'; readonly fault: string };

/** Reads an expression's syntax. */
export function parseExpression(source: string): ParsedExpression {
  try {
    return { kind: 'tree', tree: jsonata(source).ast() as ExpressionNode };
  } catch (error) {
    return { kind: 'fault', fault: explainSyntax(error) };
  }
}

/** JSONata throws plain objects. */
function explainSyntax(error: unknown): string {
  const { message, position } = Object(error);
  const place = typeof position === 'number' ? ` near character ${position}` : '';
  return `The expression is no JSONata${place}: ${String(message).replace(/\.$/, '')}`;
}
