import type { Json } from '../../../workflow/json.ts';
import type { AstNode } from '../expression-ast.ts';
import { isJsonObject, ownValue } from '../json-object.ts';
import { functionNames } from './function-names.ts';
import { hasOnly, looksLikeFunction, type NativeExpression, type NativeResult, needsEngine } from './native-value.ts';

interface PathStep {
  readonly name: string;
  readonly index: number | undefined;
}

/**
 * A plain path like `$states.input.lines[0].sku`. Wherever JSONata would map over a list on the way, or could mean a
 * function, the engine is asked.
 */
export function compilePath(nodes: readonly AstNode[]): NativeExpression | undefined {
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
  if (root === undefined) {
    return undefined;
  }
  if (root === 'states' && contextless.has(steps[0]?.name ?? '')) {
    return ({ known }) => followPath(known, steps);
  }
  const unset = whenUnset(root);
  return ({ lookup }) => {
    const value = lookup(root);
    return value === undefined ? unset : followPath(value, steps);
  };
}

/** The parts of `$states` that need not be built. */
const contextless: ReadonlySet<string> = new Set(['input', 'result', 'errorOutput']);

function followPath(root: Json, steps: readonly PathStep[]): NativeResult {
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
  if (node.type !== 'name' || typeof node.value !== 'string' || !hasOnly(node, ['value', 'stages'])) {
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

/** `$name`. */
export function compileVariable(node: AstNode): NativeExpression | undefined {
  return compilePath([node]);
}

/** An unset variable is nothing, unless its name is that of a function. */
function whenUnset(name: string): NativeResult {
  return functionNames.has(name) ? needsEngine : undefined;
}

function variableName(node: AstNode): string | undefined {
  const plain = node.type === 'variable' && hasOnly(node, ['value']) && typeof node.value === 'string';
  return plain && node.value !== '' && node.value !== '$' ? String(node.value) : undefined;
}
