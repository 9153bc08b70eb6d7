import type { Condition, Operand } from '../../lib/workflow/conditions/condition.ts';
import { findReferences } from '../../lib/workflow/expressions/find-references.ts';
import type { Node, Scope, WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import { isJsonList, type Json } from '../../lib/workflow/json.ts';
import { formatPath, type Path } from '../../lib/workflow/references/path.ts';

/** A path that a workflow's conditions look at, and values on both sides of what they compare it with. */
export interface TriedPath {
  readonly path: Path;
  readonly values: readonly Json[];
}

/** All steps of a workflow, those of branches and lists included. */
export function nodesOf(scope: Scope): readonly Node[] {
  return [...scope.nodes.values()].flatMap((node) => {
    if (node.kind === 'parallel') return [node, ...node.branches.flatMap((branch) => nodesOf(branch.scope))];
    return node.kind === 'each' ? [node, ...nodesOf(node.scope)] : [node];
  });
}

/** Whether anything in it takes time, so that times near to now are on different sides of it in the two engines. */
export function hasPauses(graph: WorkflowGraph): boolean {
  return nodesOf(graph.root).some(({ kind }) => kind === 'wait' || kind === 'wait_for' || kind === 'approve');
}

/** What to put where, so that each way through a workflow is taken sooner or later. */
export function valuesToTry(graph: WorkflowGraph, now: number): readonly TriedPath[] {
  const nearNow = hasPauses(graph) ? undefined : now;
  const found = nodesOf(graph.root).flatMap((node) => {
    if (node.kind === 'routes') return node.routes.flatMap(({ condition }) => tried(condition, nearNow));
    if (node.kind === 'wait' && node.wait.kind === 'calendar') return untilOf(node.wait.calendar.until);
    return [];
  });
  const byPath = Map.groupBy(found, ({ path }) => formatPath(path));
  return [...byPath.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ path: first.path, values: together([first, ...others]) }],
  );
}

/** Where lists are tried, one with the items of all of them, too. */
function together(group: readonly TriedPath[]): readonly Json[] {
  const values = group.flatMap((one) => one.values);
  const lists = values.filter(isJsonList);
  return lists.length === 0 ? values : [...values, [...new Set(lists.flat())]];
}

function untilOf(until: Operand | undefined): TriedPath[] {
  return until?.kind === 'path' ? [{ path: until.path, values: ['2020-03-01', '2099-03-01'] }] : [];
}

function tried(condition: Condition, nearNow: number | undefined): TriedPath[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((inner) => tried(inner, nearNow));
    case 'not':
      return tried(condition.condition, nearNow);
    case 'happened':
    case 'business_hours':
      return [];
    case 'expression':
      return findReferences(condition.source).map(({ path }) => ({ path, values: [0, 1, 7, 100, 1_000, 'x', true] }));
    default:
      return triedField(condition, nearNow);
  }
}

type FieldCondition = Extract<Condition, { readonly field: Path }>;

function triedField(condition: FieldCondition, nearNow: number | undefined): TriedPath[] {
  const operands = 'values' in condition ? condition.values : 'value' in condition ? [condition.value] : [];
  const literals = operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []));
  const values = [...near(condition, literals, nearNow), ...literals];
  const others = operands.flatMap((operand) => (operand.kind === 'path' ? [operand.path] : []));
  return [condition.field, ...others].map((path) => ({ path, values }));
}

const DAY_MS = 86_400_000;

function near(condition: FieldCondition, literals: readonly Json[], nearNow: number | undefined): readonly Json[] {
  switch (condition.kind) {
    case 'equals':
    case 'one_of':
      return ['another', 'same', 7, false, ...literals.map((value) => String(value).toUpperCase())];
    case 'contains':
      return [literals, literals.slice(0, 1), [], ['another', 7], literals.join(' '), 'another'];
    case 'starts_with':
    case 'ends_with':
      return literals.flatMap((text) => [`${text}x`, `x${text}`, String(text).toUpperCase()]);
    case 'matches':
      return ['', 'a', 'web', 'aa-12', 'Order 1234', '(x)', 'A/B'];
    case 'compare':
      return compared(condition.as, literals);
    case 'within': {
      if (nearNow === undefined) return ['2020-03-01T00:00:00Z', '2099-03-01T00:00:00Z', '2020-03-01', '2099-03-01'];
      const half = condition.seconds * 500 * (condition.direction === 'last' ? -1 : 1);
      const time = new Date(nearNow + half).toISOString();
      return [time, time.slice(0, 10), new Date(nearNow - 400 * DAY_MS).toISOString(), '2099-03-01'];
    }
    case 'exists':
    case 'empty':
      return ['', [], null, 'something', 7];
    case 'count':
      return [[], ['one'], ['one', 'two'], ['one', 'two', 'three'], ['1', '2', '3', '4', '5', '6']];
  }
}

function compared(as: 'number' | 'time' | 'date' | 'clock', literals: readonly Json[]): readonly Json[] {
  switch (as) {
    case 'number':
      return [0, 5, -1, ...literals.flatMap((bound) => (typeof bound === 'number' ? [bound - 1, bound + 1] : []))];
    case 'time':
      return ['2020-03-01T10:00:00Z', '2099-03-01T10:00:00.5+02:00', 'soon'];
    case 'date':
      return ['2020-03-01', '2099-03-01', 'soon'];
    case 'clock':
      return ['00:00', '03:00', '09:00', '12:30', '23:59', '25:00'];
  }
}
