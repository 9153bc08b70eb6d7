import type { Node } from '../workflow/graph/graph.ts';
import type { Freshness } from './data-flow/freshness.ts';
import type { PlacedScope } from './data-flow/scope-tree.ts';

/** The names of states and variables beside those that steps give. */
export interface Names {
  /** The variable with what a scope's reads found. */
  readonly data: (place: PlacedScope) => string;
  /** The variable with the end of a scope's last pause. */
  readonly resumed: (place: PlacedScope) => string;
  /** The read before a step, or the step's own state where there is none. */
  readonly entry: (node: Node) => string;
  /** Where an action waits that is kept back. */
  readonly held: (node: Node) => string;
  /** A new name for a state, like this one: unique in the whole machine, as Step Functions wants it. */
  readonly fresh: (name: string) => string;
}

/** Names everything once, in the order of the definition, so that the same definition always gives the same names. */
export function createNames(scopes: readonly PlacedScope[], freshness: (node: Node) => Freshness): Names {
  const nodes = scopes.flatMap(({ flow }) => flow.order);
  const states = new Set(nodes.map(({ name }) => name));
  const variables = new Set<string>();
  const fresh = (name: string): string => unused(states, name, (number) => `${name} (${number})`);
  const variable = (name: string): string => unused(variables, name, (number) => `${name}_${number}`);
  const data = new Map(scopes.map((place) => [place, variable(`data_${place.name}`)]));
  const resumed = new Map(scopes.map((place) => [place, variable(resumedName(place))]));
  const reads = nodes.filter((node) => freshness(node).read !== undefined);
  const entries = new Map(reads.map((node) => [node, fresh(`${node.name} (data)`)]));
  const actions = nodes.filter(({ kind }) => kind === 'do');
  const held = new Map(actions.map((node) => [node, fresh(`${node.name} (held)`)]));
  return {
    data: (place) => String(data.get(place)),
    resumed: (place) => String(resumed.get(place)),
    entry: (node) => entries.get(node) ?? node.name,
    held: (node) => String(held.get(node)),
    fresh,
  };
}

function resumedName({ name, owner }: PlacedScope): string {
  return owner === undefined ? 'resumed_at' : `resumed_at_${name}`;
}

function unused(taken: Set<string>, name: string, numbered: (number: number) => string): string {
  let [free, number] = [name, 1];
  while (taken.has(free)) {
    number += 1;
    free = numbered(number);
  }
  taken.add(free);
  return free;
}
