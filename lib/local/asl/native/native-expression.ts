import type { Json } from '../../../workflow/json.ts';
import type { AstNode } from '../expression-ast.ts';
import { compileCall } from './native-functions.ts';
import { compileOperator } from './native-operators.ts';
import { compilePath, compileVariable } from './native-path.ts';
import { hasOnly, isScalar, type NativeExpression, needsEngine, truth } from './native-value.ts';

/** Far below the nesting at which the engine gives up, so that both give up on the same expressions. */
const deepest = 40;

/**
 * Recognises what most expressions are made of (literals, plain paths, comparisons, and/or, arithmetic, a few
 * functions) and evaluates it without the engine, which takes a microsecond for every node. Whatever is not certain
 * to be what the engine would say, above all errors and lists, is left to the engine while it runs; `undefined` when
 * the expression is of no such kind at all.
 */
export function compileNative(ast: AstNode): NativeExpression | undefined {
  return compile(ast, 0);
}

function compile(node: AstNode | undefined, depth: number): NativeExpression | undefined {
  if (node === undefined || depth > deepest) {
    return undefined;
  }
  const inner = (child: AstNode | undefined) => compile(child, depth + 1);
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return literal(node);
    case 'variable':
      return compileVariable(node);
    case 'path':
      return hasOnly(node, ['steps']) ? compilePath(node.steps ?? []) : undefined;
    case 'binary':
      return binary(node, inner);
    case 'condition':
      return condition(node, inner);
    case 'block':
      return parentheses(node, inner);
    case 'function':
      return call(node, inner);
    case 'unary':
      return node.value === '{' ? object(node, inner) : undefined;
    default:
      return undefined;
  }
}

type CompileInner = (child: AstNode | undefined) => NativeExpression | undefined;

function literal(node: AstNode): NativeExpression | undefined {
  const { value } = node;
  return hasOnly(node, ['value']) && isScalar(value) ? () => value : undefined;
}

function binary(node: AstNode, inner: CompileInner): NativeExpression | undefined {
  if (!hasOnly(node, ['value', 'lhs', 'rhs'])) {
    return undefined;
  }
  const left = inner(node.lhs as AstNode);
  const right = inner(node.rhs);
  return left === undefined || right === undefined ? undefined : compileOperator(node.value, left, right);
}

function condition(node: AstNode, inner: CompileInner): NativeExpression | undefined {
  const test = inner(node.condition);
  const then = inner(node.then);
  const otherwise = node.else === undefined ? (): Json | undefined => undefined : inner(node.else);
  if (!hasOnly(node, ['condition', 'then', 'else']) || !test || !then || !otherwise) {
    return undefined;
  }
  return (scope) => {
    const value = test(scope);
    const holds = value === needsEngine ? needsEngine : truth(value);
    if (holds === needsEngine) {
      return needsEngine;
    }
    return holds === true ? then(scope) : otherwise(scope);
  };
}

/** Parentheses around one expression; several of them may bind names, which is the engine's affair. */
function parentheses(node: AstNode, inner: CompileInner): NativeExpression | undefined {
  const { expressions = [] } = node;
  return hasOnly(node, ['expressions']) && expressions.length === 1 ? inner(expressions[0]) : undefined;
}

/** Keys that JSONata refuses, or that would not become data. */
const reservedKeys = ['_jsonata_function', '_jsonata_lambda', '__proto__'];

/** `{"a": …, "b": …}`; what is nothing is left out. The same key twice is an error, which the engine words. */
function object(node: AstNode, inner: CompileInner): NativeExpression | undefined {
  const entries: [key: string, value: NativeExpression][] = [];
  for (const [key, value] of node.lhs as readonly [AstNode, AstNode][]) {
    const compiled = inner(value);
    if (key.type !== 'string' || !hasOnly(key, ['value']) || compiled === undefined) {
      return undefined;
    }
    entries.push([String(key.value), compiled]);
  }
  const keys = new Set(entries.map(([key]) => key));
  if (!hasOnly(node, ['value', 'lhs']) || keys.size < entries.length || reservedKeys.some((key) => keys.has(key))) {
    return undefined;
  }
  return (scope) => {
    const built: Record<string, Json> = {};
    for (const [key, compiled] of entries) {
      const value = compiled(scope);
      if (value === needsEngine) {
        return needsEngine;
      }
      if (value !== undefined) {
        built[key] = value;
      }
    }
    return built;
  };
}

function call(node: AstNode, inner: CompileInner): NativeExpression | undefined {
  const { procedure, arguments: given = [] } = node;
  const name = procedure?.type === 'variable' ? procedure.value : undefined;
  const args = given.map(inner).filter((arg) => arg !== undefined);
  if (!hasOnly(node, ['value', 'arguments', 'procedure']) || typeof name !== 'string' || args.length < given.length) {
    return undefined;
  }
  return compileCall(name, args);
}
