import { invalid } from '../../errors/app-error.ts';
import type { Path } from '../references/path.ts';
import { type ExpressionNode, type NameNode, parseExpression } from './syntax-tree.ts';
import { rootOf, type Visit, visitNodes } from './visit-nodes.ts';

/** One place in an expression where it reads a root of the language. */
export interface ExpressionReference {
  /** The root and the plain names and indexes behind it, as far as they go. */
  readonly path: Path;
  /** Where the root's own text is, `$$.` in front included: offsets into the source. */
  readonly start: number;
  /** Where the first `names` parts of the path end. */
  readonly endOf: (names: number) => number;
}

/**
 * Where a free expression reads the language's roots, in the order of the text.
 *
 * @throws an `AppError` with the code SB430 where the source is no JSONata
 */
export function findReferences(source: string): readonly ExpressionReference[] {
  const parsed = parseExpression(source);
  if (parsed.kind === 'tree') return referencesIn(source, visitNodes(parsed.tree));
  const message = `In ${JSON.stringify(source)}: ${parsed.fault}`;
  throw invalid({ code: 'SB430', message, resolution: 'Mend it there.' });
}

/** The same of an expression that was walked already. */
export function referencesIn(source: string, visits: readonly Visit[]): readonly ExpressionReference[] {
  return visits.flatMap((visit) => referenceAt(source, visit)).sort((one, other) => one.start - other.start);
}

function referenceAt(source: string, { node, top }: Visit): ExpressionReference[] {
  const root = node.type === 'path' ? rootOf(node, top) : undefined;
  if (root === undefined) return [];
  const { variable, name, behind } = root;
  const names = [name, ...leadingNames(behind)];
  const start = variable === undefined ? startOfName(source, name) : variable.position - variable.value.length - 1;
  const path = { root: name.value, segments: plainSegments(names) };
  return [{ path, start, endOf: (count) => Number(names[count - 1]?.position) }];
}

/** The tree tells where tokens end, and leaves out the backticks around a name. */
function startOfName(source: string, { value, position }: NameNode): number {
  return position - value.length - (source[position - 1] === '`' ? 2 : 0);
}

function leadingNames(steps: readonly ExpressionNode[]): readonly NameNode[] {
  const names: NameNode[] = [];
  for (const step of steps) {
    if (step.type !== 'name') break;
    names.push(step);
  }
  return names;
}

/** Indexes and names behind the first up to the first predicate. */
function plainSegments(names: readonly NameNode[]): (string | number)[] {
  const segments: (string | number)[] = [];
  for (const [index, { value, stages = [] }] of names.entries()) {
    if (index > 0) segments.push(value);
    for (const { expr } of stages) {
      if (expr?.type !== 'number') return segments;
      segments.push(expr.value);
    }
  }
  return segments;
}
