import { joinPointer } from '../json-pointer.ts';
import { buildNode } from './build-node.ts';
import type { Building, Surroundings } from './building.ts';
import type { Node, Scope, Target } from './graph.ts';
import type { WrittenList, WrittenStep } from './index-steps.ts';
import { type Destination, resolve, startOf, targetOf } from './resolve-target.ts';

/** A list that stands for itself, with all lists inside it: the whole workflow, a branch, what runs for each item. */
export function buildScope(
  building: Building,
  id: string,
  list: WrittenList,
  after: Target,
  around: Surroundings,
): Scope {
  const nodes = new Map<string, Node>();
  buildList(building, list, after, around, nodes);
  return { id, first: targetOf(building, startOf(list, after)), nodes };
}

function buildList(
  building: Building,
  list: WrittenList,
  after: Destination,
  around: Surroundings,
  nodes: Map<string, Node>,
): void {
  for (const [index, written] of list.steps.entries()) {
    const next = list.steps[index + 1] ?? after;
    if ('approve' in written.step) building.following.set(written, targetOf(building, next));
    const node = makeNode(building, written, next, around);
    if (node === undefined) continue;
    building.built.set(written.id, node);
    nodes.set(written.id, node);
    for (const inner of written.lists) {
      if (inner.scope === written.scope) buildList(building, inner, next, around, nodes);
    }
  }
}

function makeNode(building: Building, written: WrittenStep, next: Destination, around: Surroundings): Node | undefined {
  const listAt = (keys: readonly (string | number)[]) => {
    const pointer = joinPointer(written.pointer, ...keys);
    return written.lists.find((list) => list.pointer === pointer) ?? { pointer, scope: written.scope, steps: [] };
  };
  return buildNode({
    building,
    written,
    around,
    next: resolve(building, written, next),
    enter: (...keys) => resolve(building, written, startOf(listAt(keys), next)),
    scopeOf: (id, inside, ...keys) => buildScope(building, id, listAt(keys), { kind: 'scope_end' }, inside),
  });
}
