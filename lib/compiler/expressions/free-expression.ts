import jsonata from 'jsonata';
import { invalid } from '../../errors/app-error.ts';
import type { Path } from '../../workflow/references/path.ts';

/** One place in an expression where it reads a root of the language. */
export interface ExpressionReference {
  /** The root and the plain names and indexes behind it, as far as they go. */
  readonly path: Path;
  /** Where the root's own text is, `$$.` in front included: offsets into the source. */
  readonly start: number;
  /** Where the first `names` parts of the path end. */
  readonly endOf: (names: number) => number;
}

/** The part of JSONata's syntax tree that is read here; its published types leave most of it out. */
interface AstNode {
  readonly type?: string;
  readonly value?: unknown;
  /** Where the token ends; names and variables have it. */
  readonly position: number;
  /** Of a path. */
  readonly steps: readonly AstNode[];
  readonly stages?: readonly { readonly expr?: AstNode }[];
}

/**
 * Where a free expression reads the language's roots. A name stands for a root only at the expression's top level, as
 * in JSONata itself: inside a predicate or a step it is a field of the item, and `$$.contact` is the way out.
 */
export function findReferences(source: string): readonly ExpressionReference[] {
  const references: ExpressionReference[] = [];
  const waiting: { readonly value: unknown; readonly top: boolean }[] = [{ value: parse(source), top: true }];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const { value, top } = item;
    if (Array.isArray(value)) waiting.push(...value.map((inner: unknown) => ({ value: inner, top })));
    else if (isNode(value)) {
      const reference = value.type === 'path' ? referenceOf(source, value.steps, top) : undefined;
      if (reference !== undefined) references.push(reference);
      waiting.push(...childrenOf(value, top));
    }
  }
  return references.sort((a, b) => a.start - b.start);
}

function parse(source: string): unknown {
  try {
    return jsonata(source).ast();
  } catch (error) {
    const { message, position } = error as { message?: string; position?: number };
    throw invalid({
      code: 'SB430',
      message: `The expression ${JSON.stringify(source)} does not parse: ${message}`,
      resolution: `Mend the JSONata near character ${position}.`,
      cause: error,
    });
  }
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp);
}

/** Parts of a node whose names are fields of an item, not roots. */
const DEEPER: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'pattern', 'update', 'delete', 'terms']);

function childrenOf(node: AstNode, top: boolean): { value: unknown; top: boolean }[] {
  if (node.type === 'path') {
    const steps = node.steps.flatMap((step, index) => {
      // The first step's name is this path's root, looked at already.
      const inner = step.type === 'name' ? [] : [{ value: step, top: top && index === 0 }];
      return [...inner, ...(step.type === 'name' ? [{ value: step.stages, top: false }] : [])];
    });
    const { steps: _steps, ...rest } = node;
    return [...steps, ...Object.values(rest).map((value) => ({ value, top: false }))];
  }
  return Object.entries(node).map(([key, value]) => ({ value, top: top && !DEEPER.has(key) }));
}

function referenceOf(source: string, steps: readonly AstNode[], top: boolean): ExpressionReference | undefined {
  const [first, second] = steps;
  if (first?.type === 'name') return top ? reference(source, first, steps) : undefined;
  const contextual = first?.type === 'variable' && (first.value === '$' || (first.value === '' && top));
  if (!contextual || second?.type !== 'name') return undefined;
  const start = first.position - String(first.value).length - 1;
  return { ...reference(source, second, steps.slice(1)), start };
}

function reference(source: string, first: AstNode, steps: readonly AstNode[]): ExpressionReference {
  const root = String(first.value);
  const end = first.position;
  const quotes = source[end - 1] === '`' ? 2 : 0;
  return {
    path: { root, segments: plainSegments(steps) },
    start: end - root.length - quotes,
    endOf: (names) => Number(steps[names - 1]?.position),
  };
}

/** Indexes and names up to the first predicate, mapping or wildcard. */
function plainSegments(steps: readonly AstNode[]): (string | number)[] {
  const segments: (string | number)[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.type !== 'name') break;
    if (index > 0) segments.push(String(step.value));
    for (const { expr } of step.stages ?? []) {
      if (expr?.type !== 'number') return segments;
      segments.push(Number(expr.value));
    }
  }
  return segments;
}

/** The source with each reference's root, and as many names behind it as `consumed` says, written in another way. */
export function rewriteReferences(
  source: string,
  write: (path: Path) => { readonly text: string; readonly consumed: number },
): string {
  let text = '';
  let done = 0;
  for (const { path, start, endOf } of findReferences(source)) {
    const written = write(path);
    text += source.slice(done, start) + written.text;
    done = endOf(written.consumed + 1);
  }
  return text + source.slice(done);
}
