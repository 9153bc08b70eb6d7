import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDominators, type Vertex } from '../../../../lib/workflow/checks/flow/dominators.ts';
import { isReachable, readFlow } from '../../../../lib/workflow/checks/flow/scope-flow.ts';
import { createHistory } from '../../../../lib/workflow/checks/flow/step-outcomes.ts';
import type { Node, Scope } from '../../../../lib/workflow/graph/graph.ts';

/** What can be reached from the start without passing `without`. */
function reachedWithout(start: Vertex, without: Vertex | undefined): ReadonlySet<Vertex> {
  const seen = new Set(start === without ? [] : [start]);
  for (const vertex of seen) for (const next of vertex.successors) if (next !== without) seen.add(next);
  return seen;
}

/** Graphs of some ten vertices, with loops and unreachable parts. */
const graphs = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 10, maxLength: 10 }).map((edges) => {
  const vertices: Vertex[] = edges.map(() => ({ successors: [] }));
  for (const [from, targets] of edges.entries()) {
    vertices[from]?.successors.push(...targets.flatMap((to) => vertices[to] ?? []));
  }
  return vertices;
});

test('a vertex dominates another when nothing gets there without it', () => {
  fc.assert(
    fc.property(graphs, (vertices) => {
      const [start] = vertices;
      if (start === undefined) throw new Error('a graph without vertices');
      const { dominates, reachable } = findDominators(start);
      const all = reachedWithout(start, undefined);
      for (const above of vertices) {
        expect(reachable(above)).toBe(all.has(above));
        const around = reachedWithout(start, above);
        for (const below of vertices) {
          expect(dominates(above, below)).toBe(all.has(above) && all.has(below) && !around.has(below));
        }
      }
    }),
  );
});

test('the order puts what comes before in front, but for ways back', () => {
  fc.assert(
    fc.property(graphs, ([start]) => {
      if (start === undefined) throw new Error('a graph without vertices');
      const { order, cyclic } = findDominators(start);
      const place = new Map(order.map((vertex, index) => [vertex, index]));
      const back = order.some((vertex) =>
        vertex.successors.some((next) => Number(place.get(next)) <= Number(place.get(vertex))),
      );
      expect(back).toBe(cyclic);
      expect(order.length).toBe(reachedWithout(start, undefined).size);
    }),
  );
});

/** Waits, one behind the other. */
function chain(length: number): Scope {
  const nodes = Array.from({ length }, (_, index): [string, Node] => [
    `wait_${index}`,
    {
      id: `wait_${index}`,
      name: `Wait ${index}`,
      pointer: `/steps/${index}`,
      kind: 'wait',
      wait: { kind: 'duration', seconds: 1 },
      next: index + 1 < length ? { kind: 'step', step: `wait_${index + 1}` } : { kind: 'step', step: 'elsewhere' },
    },
  ]);
  return { id: 'root', first: { kind: 'step', step: 'wait_0' }, nodes: new Map(nodes) };
}

test('a chain of 10,000 steps is read without recursion', () => {
  const { steps } = readFlow(chain(10_000));
  const [first, last] = [steps.get('wait_0'), steps.get('wait_9999')];
  if (first === undefined || last === undefined) throw new Error('the ends are there');
  expect(isReachable(last)).toBe(true);
  expect(createHistory()(first, last)).toEqual({ kind: 'ran', outcomes: new Set(['done']), maybe: false });
});

test('a target that is not in the scope leads nowhere', () => {
  const [last] = [...readFlow(chain(1)).steps.values()];
  expect(last?.exits.get('done')?.successors).toEqual([]);
});
