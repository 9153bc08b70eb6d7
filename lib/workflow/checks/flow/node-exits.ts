import type { Node, Target } from '../../graph/graph.ts';

/**
 * How a step can be left. The outcome decides what `steps.<id>` holds afterwards: `error` after a caught error,
 * `timed_out` after a time-out, `rejected` after a rejection, `done` otherwise.
 */
export type Outcome = 'done' | 'error' | 'timed_out' | 'rejected';

export interface Exit {
  readonly outcome: Outcome;
  readonly target: Target;
}

/** Every way out of a step, in the order they are written. */
export function exitsOf(node: Node): readonly Exit[] {
  switch (node.kind) {
    case 'do':
    case 'wait':
    case 'parallel':
    case 'each': {
      const done: Exit = { outcome: 'done', target: node.next };
      return node.onError === undefined ? [done] : [done, { outcome: 'error', target: node.onError }];
    }
    case 'routes':
      return [...node.routes.map((route) => route.next), node.otherwise].map(done);
    case 'experiment':
      return [...node.variants.map((variant) => variant.next), node.holdOut].map(done);
    case 'wait_for':
      return [
        { outcome: 'done', target: node.onEvent },
        { outcome: 'timed_out', target: node.onTimeout },
      ];
    case 'approve':
      return [
        { outcome: 'done', target: node.onApprove },
        { outcome: 'rejected', target: node.onReject },
        { outcome: 'timed_out', target: node.onTimeout },
      ];
    case 'jump':
      return [{ kind: 'step' as const, step: node.to }, node.next].map(done);
  }
}

function done(target: Target): Exit {
  return { outcome: 'done', target };
}

/** The scopes inside a step: branches of a `parallel`, the list of an `each`. */
export function innerScopes(node: Node) {
  switch (node.kind) {
    case 'parallel':
      return node.branches.map((branch) => branch.scope);
    case 'each':
      return [node.scope];
    default:
      return [];
  }
}
