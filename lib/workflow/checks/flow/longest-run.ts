import type { ActionType, Catalogue } from '../../catalogue/catalogue.ts';
import type { CalendarWait, Node, RetryPolicy } from '../../graph/graph.ts';
import type { Vertex } from './dominators.ts';
import type { GraphFlow, ScopeFlow, StepFlow } from './scope-flow.ts';

const DAY = 86_400;

/** An upper bound for how long a run takes, and the step that takes most of it. */
export interface LongestRun {
  readonly seconds: number;
  readonly step?: string;
}

/**
 * The longest path, where every wait, time-out and retry takes as long as it may and every loop goes round as often as
 * it may. What only data decides counts nothing: waits until a moment, and how many items a list has beyond one.
 */
export function findLongestRun(flow: GraphFlow, catalogue: Catalogue): LongestRun {
  const scopes = Map.groupBy(flow.steps.values(), (step) => step.scope);
  const totals = new Map<StepFlow | undefined, number[]>();
  const costs = new Map<Vertex, number>();
  let top: { readonly step: string; readonly cost: number } | undefined;
  // Scopes come before those inside them, so inner totals are known when they are asked for.
  for (const [scope, steps] of [...scopes].reverse()) {
    for (const step of steps) {
      const cost = Math.max(secondsOf(step.node, catalogue), ...(totals.get(step) ?? []));
      costs.set(step.entry, cost);
      if (top === undefined || cost > top.cost) top = { step: step.node.id, cost };
    }
    const total = longestInScope(scope, steps, costs);
    totals.set(scope.holder, [...(totals.get(scope.holder) ?? []), total]);
  }
  const seconds = Math.max(0, ...(totals.get(undefined) ?? []));
  return top === undefined ? { seconds } : { seconds, step: top.step };
}

function longestInScope(scope: ScopeFlow, steps: readonly StepFlow[], costs: ReadonlyMap<Vertex, number>): number {
  let total = 0;
  for (const seconds of longestFrom(scope, scope.start, costs).values()) total = Math.max(total, seconds);
  for (const step of steps) total += secondsOfLoop(step, scope, steps, costs);
  return total;
}

function secondsOfLoop(
  { node, entry }: StepFlow,
  scope: ScopeFlow,
  steps: readonly StepFlow[],
  costs: ReadonlyMap<Vertex, number>,
): number {
  if (node.kind !== 'jump') return 0;
  const target = steps.filter(({ name }) => name === node.to);
  const rounds = target.map((start) => longestFrom(scope, start.entry, costs).get(entry) ?? 0);
  return node.times * Math.max(0, ...rounds);
}

/** Longest ways from one place to all behind it, ways back left out. */
function longestFrom(scope: ScopeFlow, from: Vertex, costs: ReadonlyMap<Vertex, number>): ReadonlyMap<Vertex, number> {
  const longest = new Map([[from, costs.get(from) ?? 0]]);
  for (const [rank, vertex] of scope.order.entries()) {
    const soFar = longest.get(vertex);
    if (soFar === undefined) continue;
    for (const next of vertex.successors) {
      if (scope.rankOf(next) <= rank) continue;
      longest.set(next, Math.max(longest.get(next) ?? 0, soFar + (costs.get(next) ?? 0)));
    }
  }
  return longest;
}

function secondsOf(node: Node, catalogue: Catalogue): number {
  switch (node.kind) {
    case 'do': {
      const action = catalogue.actions.get(node.action);
      const timeout = node.timeoutSeconds ?? action?.timeoutSeconds ?? 0;
      return secondsOfTries(timeout, node.retry === undefined ? action?.retry : node.retry);
    }
    case 'wait':
      return node.wait.kind === 'duration' ? node.wait.seconds : secondsOfCalendar(node.wait.calendar);
    case 'wait_for':
    case 'approve':
      return node.timeoutSeconds;
    default:
      return 0;
  }
}

function secondsOfTries(timeout: number, retry: RetryPolicy | ActionType['retry'] | null | undefined): number {
  if (retry === null || retry === undefined) return timeout;
  let total = timeout;
  for (let tried = 1; tried < retry.attempts; tried += 1) {
    total += timeout + Math.min(retry.maxDelaySeconds, retry.delaySeconds * retry.factor ** (tried - 1));
  }
  return total;
}

function secondsOfCalendar({ until, offset, at, weekdays, businessHours }: CalendarWait): number {
  const after = offset === undefined || offset.sign === -1 ? 0 : offset.days * DAY + offset.seconds;
  const next = at === undefined || until !== undefined ? 0 : DAY;
  return after + next + (weekdays === undefined ? 0 : 7 * DAY) + (businessHours === undefined ? 0 : 7 * DAY);
}
