import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { Node } from '../../workflow/graph/graph.ts';
import type { Effects } from './effects.ts';
import type { PlacedScope } from './scope-tree.ts';
import type { StepNeeds } from './step-needs.ts';

/** Where a record's current data are: in the run's input, or in a scope's variable. */
export type Source = 'input' | PlacedScope;

/** Sources by record; a record without one has to be read anew. */
type Sources = ReadonlyMap<RecordName, Source>;

/** What the pass finds out. */
export interface Freshness {
  /** Records to read before the step, or `undefined` where there is no read. Empty: only other things are read. */
  readonly read: readonly RecordName[] | undefined;
  /** Where records are when the step's own state is entered. */
  readonly sources: Sources;
}

/** What the pass goes by. */
export interface FreshnessFacts {
  readonly needs: (node: Node) => StepNeeds;
  readonly effects: (node: Node) => Effects;
  /** Records that the run's input carries. */
  readonly startReads: readonly RecordName[];
}

/**
 * Decides before which steps records are read anew. One pass in flow order: where ways meet with different sources, and
 * where a jump comes back to, nothing is taken for granted. A read takes all records that the scope ever asks for, since
 * they come in one call, and may save a later read.
 */
export function decideFreshness(scopes: readonly PlacedScope[], facts: FreshnessFacts): (node: Node) => Freshness {
  const found = new Map<Node, Freshness>();
  const at = (node: Node): Freshness => found.get(node) ?? NOTHING;
  const start: Sources = new Map(facts.startReads.map((name) => [name, 'input']));
  for (const place of scopes) {
    const entry = place.owner === undefined ? start : entryOf(place, place.owner.node, at, facts);
    passScope(place, entry, found, facts);
  }
  return at;
}

/** No read, and nothing read before. */
const NOTHING: Freshness = { read: undefined, sources: new Map() };

/** Iterations of an `each` follow one another: what one changes, the next must not take for current. */
function entryOf(place: PlacedScope, owner: Node, at: (node: Node) => Freshness, facts: FreshnessFacts): Sources {
  const { sources } = at(owner);
  return place.as === undefined ? sources : after(sources, facts.effects(owner));
}

function after(sources: Sources, { pauses, writes }: Effects): Sources {
  if (pauses) return new Map();
  return writes.size === 0 ? sources : new Map([...sources].filter(([name]) => !writes.has(name)));
}

function passScope(place: PlacedScope, entry: Sources, found: Map<Node, Freshness>, facts: FreshnessFacts): void {
  const { order, predecessors, loopHeads } = place.flow;
  const asked = recordsAsked(place, facts);
  const left: Sources[] = [];
  for (const [position, node] of order.entries()) {
    const before = position === 0 ? [entry] : predecessors[position]?.flatMap((index) => left[index] ?? []);
    const met: Sources = loopHeads.has(node.id) ? new Map() : meet(before);
    const freshness = freshnessAt(place, facts.needs(node), met, asked);
    if (freshness !== NOTHING) found.set(node, freshness);
    left.push(after(freshness.sources, facts.effects(node)));
  }
}

function recordsAsked({ flow }: PlacedScope, { needs }: FreshnessFacts): readonly RecordName[] {
  const asked = new Set<RecordName>();
  for (const node of flow.order) {
    for (const name of needs(node).stateRecords) asked.add(name);
  }
  return [...asked].sort();
}

function meet(ways: readonly Sources[] = []): Sources {
  const [first = new Map(), ...others] = ways;
  if (others.every((other) => other === first)) return first;
  return new Map([...first].filter(([name, source]) => others.every((other) => other.get(name) === source)));
}

function freshnessAt(place: PlacedScope, needs: StepNeeds, sources: Sources, asked: readonly RecordName[]): Freshness {
  const missing = needs.stateRecords.some((name) => !sources.has(name));
  const others = needs.happened.size > 0 || needs.calendars.length > 0 || needs.localTime;
  if (needs.calendarWait !== undefined) return { read: needs.readRecords, sources };
  if (!missing && !others) return sources.size === 0 ? NOTHING : { read: undefined, sources };
  const read = [...new Set([...asked, ...needs.readRecords])].sort();
  return { read, sources: new Map([...sources, ...read.map((name) => [name, place] as const)]) };
}
