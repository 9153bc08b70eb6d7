import type { Json } from '../../workflow/json.ts';
import type { AstNode } from './expression-ast.ts';
import { isJsonObject, ownValue } from './json-object.ts';

/** Says that only the JSONata engine knows the answer. */
export const needsEngine = Symbol('needs the JSONata engine');

/** What a natively evaluated expression gives: its value, nothing, or the advice to ask the engine. */
export type NativeResult = Json | undefined | typeof needsEngine;

/** An expression evaluated without the engine; `lookup` finds the value of a `$variable`. */
export type NativeExpression = (lookup: (name: string) => Json | undefined) => NativeResult;

interface PathStep {
  readonly name: string;
  readonly index: number | undefined;
}

/**
 * Recognises literals, `$variable` and plain paths like `$states.input.lines[0].sku`, the bulk of what is compiled,
 * and evaluates them without the engine, which takes a few microseconds even for those. Wherever JSONata would map
 * over a list on the way, or could mean a function, the engine is asked: the answer is always the engine's.
 */
export function compileNative(ast: AstNode): NativeExpression | undefined {
  if ((ast.type === 'string' || ast.type === 'number' || ast.type === 'value') && hasOnly(ast, ['type', 'value'])) {
    const literal = ast.value;
    return isScalar(literal) ? () => literal : undefined;
  }
  if (ast.type === 'variable') {
    const name = variableName(ast);
    return name === undefined
      ? undefined
      : (lookup) => {
          const value = lookup(name);
          // An unset variable may be the name of a function.
          return value === undefined ? needsEngine : value;
        };
  }
  if (ast.type === 'path' && hasOnly(ast, ['type', 'steps'])) {
    return compilePath(ast.steps ?? []);
  }
  return undefined;
}

function compilePath(nodes: readonly AstNode[]): NativeExpression | undefined {
  const [first, ...rest] = nodes;
  const root = first === undefined ? undefined : variableName(first);
  const steps: PathStep[] = [];
  for (const node of rest) {
    const step = pathStep(node);
    if (step === undefined) {
      return undefined;
    }
    steps.push(step);
  }
  return root === undefined ? undefined : (lookup) => followPath(lookup(root), steps);
}

function followPath(root: Json | undefined, steps: readonly PathStep[]): NativeResult {
  // An unset variable may be the name of a function.
  if (root === undefined) {
    return needsEngine;
  }
  let value: Json | undefined = root;
  for (const step of steps) {
    if (Array.isArray(value)) {
      return needsEngine;
    }
    if (!isJsonObject(value)) {
      return undefined;
    }
    if (looksLikeFunction(value)) {
      return needsEngine;
    }
    value = ownValue(value, step.name);
    if (step.index !== undefined) {
      value = itemAt(value, step.index);
    }
  }
  return value;
}

/** JSONata takes any single value as a list of one. */
function itemAt(value: Json | undefined, index: number): Json | undefined {
  if (!Array.isArray(value)) {
    return index === 0 || index === -1 ? value : undefined;
  }
  return value[index < 0 ? value.length + index : index];
}

function pathStep(node: AstNode): PathStep | undefined {
  if (node.type !== 'name' || typeof node.value !== 'string' || !hasOnly(node, ['type', 'value', 'stages'])) {
    return undefined;
  }
  const stages = node.stages ?? [];
  if (stages.length === 0) {
    return { name: node.value, index: undefined };
  }
  const [stage] = stages;
  const index = stage?.type === 'filter' && stage.expr?.type === 'number' ? stage.expr.value : undefined;
  if (stages.length > 1 || typeof index !== 'number') {
    return undefined;
  }
  return { name: node.value, index: Math.floor(index) };
}

function variableName(node: AstNode): string | undefined {
  const plain = node.type === 'variable' && hasOnly(node, ['type', 'value']) && typeof node.value === 'string';
  return plain && node.value !== '' && node.value !== '$' ? String(node.value) : undefined;
}

/** JSONata refuses to look into an object marked like this; data may carry the mark by accident. */
function looksLikeFunction(value: { readonly [key: string]: Json }): boolean {
  return value._jsonata_function === true || value._jsonata_lambda === true;
}

function isScalar(value: unknown): value is Json {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Any further mark on a node (grouping, focus, kept arrays …) changes its meaning. */
function hasOnly(node: AstNode, keys: readonly string[]): boolean {
  return Object.keys(node).every((key) => key === 'position' || keys.includes(key));
}
