import type { ExpressionNode, NameNode, PathNode, VariableNode } from './syntax-tree.ts';

/** A node where a walk over an expression meets it. */
export interface Visit {
  readonly node: ExpressionNode;
  /**
   * Whether names in it stand for roots of the language. Inside a predicate or a step they are fields of the item, as
   * in JSONata itself, and `$$.contact` is the way out.
   */
  readonly top: boolean;
  /** How deep it is nested. */
  readonly level: number;
}

/** Every node of an expression, but for the `$$` of `$$.event`, which only says that a root follows. */
export function visitNodes(tree: ExpressionNode): readonly Visit[] {
  const visits: Visit[] = [];
  const waiting: Visit[] = [{ node: tree, top: true, level: 0 }];
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    visits.push(visit);
    waiting.push(...partsOf(visit));
  }
  return visits;
}

/** How a path begins that reads a root. */
export interface RootSteps {
  readonly variable?: VariableNode;
  readonly name: NameNode;
  readonly behind: readonly ExpressionNode[];
}

/** A path reads a root by a name at the top, behind `$` there, or behind `$$` anywhere. */
export function rootOf({ steps }: PathNode, top: boolean): RootSteps | undefined {
  const [first, second] = steps;
  if (first?.type === 'name') return top ? { name: first, behind: steps.slice(1) } : undefined;
  if (first?.type !== 'variable' || second?.type !== 'name') return undefined;
  const isAllData = first.value === '$' || (first.value === '' && top);
  if (!isAllData || REFINEMENTS.some((key) => key in first)) return undefined;
  return { variable: first, name: second, behind: steps.slice(2) };
}

/** What makes of `$` and `$$` something else than all data: `$$[0]`, `$${…}`, `$$[]`, `$$#$i` and `$$@$x`. */
const REFINEMENTS = ['predicate', 'group', 'keepArray', 'tuple'];

/** Parts of a node whose names are fields of an item. */
const OF_ITEMS: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'pattern', 'update', 'delete', 'terms']);

function partsOf({ node, top, level }: Visit): Visit[] {
  const within = (value: unknown, isTop: boolean): Visit[] =>
    [value]
      .flat(3)
      .filter(isNode)
      .map((part) => ({ node: part, top: isTop, level: level + 1 }));
  if (node.type !== 'path') {
    return Object.entries(node).flatMap(([key, value]) => within(value, top && !OF_ITEMS.has(key)));
  }
  const { steps, ...rest } = node;
  const spoken = rootOf(node, top)?.variable === undefined ? steps : steps.slice(1);
  return [
    ...spoken.flatMap((step, index) => within(step, top && index === 0 && step.type !== 'name')),
    ...Object.values(rest).flatMap((value) => within(value, false)),
  ];
}

function isNode(value: unknown): value is ExpressionNode {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp);
}
