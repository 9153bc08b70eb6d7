/** Nodes whose value is no larger than what is in them, and that are evaluated once each, or for true and false. */
const PLAIN_NODES: ReadonlySet<unknown> = new Set([
  ...['string', 'number', 'value', 'regex', 'variable', 'name', 'wildcard'],
  ...['path', 'filter', 'binary', 'unary', 'condition', 'block', 'function'],
]);

/** Functions whose value is no larger than what they are given. */
const PLAIN_FUNCTIONS: ReadonlySet<unknown> = new Set([
  ...['abs', 'average', 'boolean', 'ceil', 'contains', 'count', 'exists', 'floor', 'hash', 'keys', 'length', 'lookup'],
  ...['lowercase', 'match', 'max', 'millis', 'min', 'not', 'now', 'number', 'power', 'random', 'round', 'split'],
  ...['sqrt', 'string', 'substring', 'substringAfter', 'substringBefore', 'sum', 'toMillis', 'fromMillis', 'trim'],
  ...['type', 'uppercase', 'uuid', 'parse', 'merge'],
]);

/**
 * Whether a JSONata expression, given as its syntax tree, can build more than its text and its data hold. Without
 * functions of its own, ranges, and steps that build something for each item, it cannot: then it is no loop at all.
 */
export function mayGrow(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(mayGrow);
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return false;
  const { type, value, procedure, steps, group, ...rest } = Object(node);
  if (group !== undefined || (typeof type === 'string' && !PLAIN_NODES.has(type))) return true;
  if (type === 'binary' && value === '..') return true;
  if (type === 'function' && !PLAIN_FUNCTIONS.has(Object(procedure).value)) return true;
  return isLoop(steps) || [value, steps, ...Object.values(rest)].some(mayGrow);
}

/** Steps behind the first are evaluated for each item: names only find what is there. */
function isLoop(steps: unknown): boolean {
  return Array.isArray(steps) && steps.slice(1).some((step) => !['name', 'wildcard'].includes(step.type));
}
