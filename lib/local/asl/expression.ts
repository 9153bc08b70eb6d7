import jsonata from 'jsonata';
import { type GrowthLimits, limitGrowth } from '../../compiler/expressions/limit-growth.ts';
import { re2Engine } from '../../compiler/expressions/re2-engine.ts';
import type { Json } from '../../workflow/json.ts';
import { type AstNode, type ExpressionRights, inspect } from './expression-ast.ts';
import { hostBinding, registerFunctions, type Scope } from './functions.ts';
import { compileNative } from './native/native-expression.ts';
import { needsEngine } from './native/native-value.ts';
import { toPlainJson } from './plain-json.ts';
import { queryEvaluationError } from './states-error.ts';

/** Step Functions stops an expression that nests deeper. */
const deepestNesting = 100;
/** Step Functions stops an expression that builds a longer list. */
const longestSequence = 873_782;
/** A state takes 256 KiB; the way there may take more. Step Functions has a limit, too, and does not tell it. */
const growthLimits: GrowthLimits = { value: 16 * 1024 * 1024, total: 256 * 1024 * 1024 };
/** No expression over 256 KiB of data takes this long unless it never ends. */
const longestEvaluationMs = 5_000;

/** A compiled expression; `location` names its field in error messages, like `Output/total`. */
export interface Expression {
  readonly source: string;
  /** The value; throws (or rejects with) a `StatesError` when there is none. */
  readonly evaluate: (scope: Scope, location: string) => Json | Promise<Json>;
}

/** An expression, or all that is wrong with it. */
export type Compiled = { readonly expression: Expression } | { readonly problems: readonly string[] };

/** Compiles the text between `{%` and `%}`. */
export function compileExpression(source: string, rights: ExpressionRights): Compiled {
  let engine: jsonata.Expression;
  const options: jsonata.JsonataOptions = {
    timeout: longestEvaluationMs,
    stack: deepestNesting,
    sequence: longestSequence,
  };
  try {
    engine = jsonata(source, Object.assign(options, { RegexEngine: re2Engine }));
  } catch (error) {
    return { problems: [`The expression does not parse: ${describe(error)}`] };
  }
  // The tree is JSONata's own; its published types leave half of it out.
  const ast = engine.ast() as unknown as AstNode;
  const { names, problems, parallelNodes } = inspect(ast, rights);
  if (problems.length > 0) {
    return { problems };
  }
  // Items of an array constructor are evaluated side by side, and the engine counts them as if they were nested.
  options.stack = deepestNesting + parallelNodes;
  registerFunctions(engine);
  limitGrowth(engine, growthLimits);
  return { expression: { source, evaluate: evaluator(source, ast, engine, [...names]) } };
}

function evaluator(source: string, ast: AstNode, engine: jsonata.Expression, names: readonly string[]) {
  const native = compileNative(ast);
  const ask = engineEvaluator(source, engine, names);
  if (native === undefined) {
    return ask;
  }
  return (scope: Scope, location: string): Json | Promise<Json> => {
    const value = native(scope);
    if (value === needsEngine) {
      return ask(scope, location);
    }
    return value === undefined ? nothing(source, location) : value;
  };
}

function engineEvaluator(source: string, engine: jsonata.Expression, names: readonly string[]) {
  return async (scope: Scope, location: string): Promise<Json> => {
    const bindings: Record<string, unknown> = { [hostBinding]: scope.host };
    for (const name of names) {
      const value = scope.lookup(name);
      if (value !== undefined) {
        bindings[name] = value;
      }
    }
    let value: unknown;
    try {
      value = await engine.evaluate(undefined, bindings);
    } catch (error) {
      throw queryEvaluationError(
        location,
        `${sentence(source, location)} threw an error during evaluation${describe(error, true)}`,
      );
    }
    return value === undefined ? nothing(source, location) : plain(value, source, location);
  };
}

function plain(value: unknown, source: string, location: string): Json {
  try {
    return toPlainJson(value);
  } catch {
    throw queryEvaluationError(location, `${sentence(source, location)} returned an unsupported result type.`);
  }
}

function nothing(source: string, location: string): never {
  throw queryEvaluationError(location, `${sentence(source, location)} returned nothing (undefined).`);
}

/** An expression whose value does not fit its field. */
export function unexpectedType(source: string, location: string, expected: string, value: Json): Error {
  const was = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return queryEvaluationError(
    location,
    `${sentence(source, location)} returned an unexpected result type. Expected '${expected}', but was '${was}'.`,
  );
}

function sentence(source: string, location: string): string {
  return `The JSONata expression '${source}' specified for the field '${location}'`;
}

/** JSONata throws plain objects with a code; as a continuation they follow the sentence that names the field. */
function describe(error: unknown, continued = false): string {
  const { code, message } = error as { code?: string; message?: string };
  const coded = code === undefined ? String(message) : `${code}: ${message}`;
  if (!continued) {
    return coded;
  }
  return code === undefined ? `: ${coded}` : `. ${coded}`;
}
