import type { Vertex } from './dominators.ts';
import type { Outcome } from './node-exits.ts';
import type { FlowPoint, ScopeFlow, StepFlow } from './scope-flow.ts';

/** What can be known of a step when a run comes to some point. */
export type StepHistory =
  /** It is in a list that cannot be seen from there: another branch, or inside a `parallel` or `each`. */
  | { readonly kind: 'hidden' }
  /** No path leads from it to there. */
  | { readonly kind: 'never' }
  /** It ran on some or, unless `maybe`, on all paths, and its last run ended in one of the outcomes. */
  | { readonly kind: 'ran'; readonly outcomes: ReadonlySet<Outcome>; readonly maybe: boolean };

/** Answers what a step's history is when a run comes to a point. */
export type AskHistory = (step: StepFlow, at: FlowPoint) => StepHistory;

/** Paths are followed once for each step that is asked for, and mostly not at all: what dominates needs none. */
export function createHistory(): AskHistory {
  const traces = new Map<StepFlow, Trace>();
  return (step, at) => {
    const place = placeIn(step.scope, at)?.entry;
    if (place === undefined) return { kind: 'hidden' };
    if (!step.scope.cyclic) {
      const sure = step.exits.entries().find(([, exit]) => step.scope.dominates(exit, place));
      if (sure !== undefined) return { kind: 'ran', outcomes: new Set([sure[0]]), maybe: false };
    }
    const trace = traces.get(step) ?? traceStep(step);
    traces.set(step, trace);
    const seen = trace.after.filter(({ places }) => places.has(place)).map(({ outcome }) => outcome);
    if (seen.length === 0) return { kind: 'never' };
    return { kind: 'ran', outcomes: new Set(seen), maybe: trace.without.has(place) };
  };
}

/** The point itself, or the step that holds it in the given scope. */
function placeIn(scope: ScopeFlow, at: FlowPoint): FlowPoint | undefined {
  let point: FlowPoint | undefined = at;
  while (point !== undefined && point.scope !== scope) point = point.scope.holder;
  return point;
}

interface Trace {
  /** Places a run can come to after each outcome without passing the step again. */
  readonly after: readonly { readonly outcome: Outcome; readonly places: ReadonlySet<Vertex> }[];
  /** Places a run can come to without passing the step before. */
  readonly without: ReadonlySet<Vertex>;
}

function traceStep({ entry, exits, scope }: StepFlow): Trace {
  const without = spread(scope.start, entry);
  const after = [...exits].map(([outcome, exit]) => ({ outcome, places: spread(exit, entry) }));
  return { after: without.has(entry) ? after : [], without };
}

/** What can be reached from a vertex; the barrier is reached but not passed. */
function spread(from: Vertex, barrier: Vertex): ReadonlySet<Vertex> {
  const seen = new Set([from]);
  for (const vertex of seen) {
    if (vertex === barrier) continue;
    for (const to of vertex.successors) seen.add(to);
  }
  return seen;
}
