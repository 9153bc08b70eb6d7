/** A point of a flow and the points that can come next. */
export interface Vertex {
  readonly successors: Vertex[];
}

/** What every path from the start must pass. */
export interface Dominators {
  /** Whether every path from the start to `below` passes `above`; false when one of them cannot be reached. */
  readonly dominates: (above: Vertex, below: Vertex) => boolean;
  readonly reachable: (vertex: Vertex) => boolean;
  /** What can be reached, each after everything that comes before it on all ways but those back. */
  readonly order: readonly Vertex[];
  /** Whether some path comes back to a vertex it passed. */
  readonly cyclic: boolean;
}

/** A vertex that can be reached. */
class Place {
  readonly vertex: Vertex;
  /** In reverse postorder; 0 is the start, and -1 what the walk has not left yet. */
  rank = -1;
  readonly predecessors: Place[] = [];
  /** Nearest dominator; the start's is itself, and another's until it is found. */
  dominator: Place = this;
  found = false;
  readonly children: Place[] = [];
  /** A place is dominated by those whose interval encloses its own. */
  enter = 0;
  leave = 0;

  constructor(vertex: Vertex) {
    this.vertex = vertex;
  }
}

/**
 * Dominators by Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm"): nearly linear on graphs that people
 * write, and without recursion, so that a chain of any length fits.
 */
export function findDominators(start: Vertex): Dominators {
  const { places, order, cyclic } = walk(start);
  const rest = order.slice(1);
  for (let changed = true; changed; ) {
    changed = false;
    for (const place of rest) {
      // The order puts at least one of them before the place itself.
      const next = place.predecessors.filter(({ found }) => found).reduce(meet);
      changed ||= place.dominator !== next;
      place.dominator = next;
      place.found = true;
    }
  }
  for (const place of rest) place.dominator.children.push(place);
  number(order);
  return {
    cyclic,
    order: order.map((place) => place.vertex),
    reachable: (vertex) => places.has(vertex),
    dominates: (above, below) => {
      const [top, bottom] = [places.get(above), places.get(below)];
      return top !== undefined && bottom !== undefined && top.enter <= bottom.enter && bottom.leave <= top.leave;
    },
  };
}

/** Reverse postorder of what can be reached. */
function walk(start: Vertex) {
  const places = new Map<Vertex, Place>();
  const enter = (vertex: Vertex) => {
    const place = new Place(vertex);
    places.set(vertex, place);
    return { place, next: 0 };
  };
  const first = enter(start);
  first.place.found = true;
  const stack = [first];
  const postorder: Place[] = [];
  let cyclic = false;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const to = top.place.vertex.successors[top.next];
    const known = to && places.get(to);
    top.next += 1;
    if (to === undefined) {
      top.place.rank = postorder.push(top.place);
      stack.pop();
    } else if (known === undefined) {
      const entered = enter(to);
      entered.place.predecessors.push(top.place);
      stack.push(entered);
    } else {
      known.predecessors.push(top.place);
      cyclic ||= known.rank === -1;
    }
  }
  const order = postorder.reverse();
  for (const [rank, place] of order.entries()) place.rank = rank;
  return { places, order, cyclic };
}

/** The nearest place above both. */
function meet(left: Place, right: Place): Place {
  let [a, b] = [left, right];
  while (a !== b) {
    if (a.rank > b.rank) a = a.dominator;
    else b = b.dominator;
  }
  return a;
}

/** Numbers the tree of dominators, so that "is above" is a comparison. */
function number(order: readonly Place[]): void {
  let time = 0;
  const stack = order.slice(0, 1).map((place) => ({ place, next: 0 }));
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.place.children[top.next];
    top.next += 1;
    time += 1;
    if (child === undefined) {
      top.place.leave = time;
      stack.pop();
    } else {
      child.enter = time;
      stack.push({ place: child, next: 0 });
    }
  }
}
