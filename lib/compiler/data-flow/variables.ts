import type { JumpNode, Node, StepId } from '../../workflow/graph/graph.ts';
import type { Path } from '../../workflow/references/path.ts';
import { templatePaths } from '../expressions/template-paths.ts';
import { compilerOf } from '../steps/step-compilers.ts';
import type { Effects } from './effects.ts';
import { jumpsAround } from './loops.ts';
import { type PlacedScope, type PlacedStep, surroundings } from './scope-tree.ts';
import type { StepNeeds } from './step-needs.ts';
import { VARIABLES } from './variable-names.ts';

/** What is known of the variables before states are written. */
export interface VariablePlan {
  /** Steps whose output something reads. */
  readonly outputs: ReadonlySet<StepId>;
  /** Steps whose time of entry something asks for. */
  readonly entered: ReadonlySet<StepId>;
  /** Scopes whose last pause something asks for, with the position up to which pauses have to say when they end. */
  readonly resumed: ReadonlyMap<PlacedScope, number>;
  /** First values of what may be read before it was assigned. */
  readonly initial: ReadonlyMap<PlacedScope, ReadonlyMap<string, null | 0>>;
  /** Scopes whose first step reads such a variable: it has to be set before. */
  readonly early: ReadonlySet<PlacedScope>;
  /** Steps by id with the scope that they can be read in. */
  readonly homes: ReadonlyMap<StepId, PlacedScope>;
  /** The scopes whose last pause tells from when on events count for a `wait_for`, innermost first. */
  pausesBefore(node: Node): readonly PlacedScope[];
  /** What tells one passage of a step from another, outermost first. */
  passagesOf(step: PlacedStep): readonly Passage[];
}

/** A count of jumps, or the index of an item. */
export type Passage = { readonly kind: 'jump'; readonly jump: StepId } | { readonly kind: 'item'; readonly as: string };

/** What the pass goes by. */
export interface VariableFacts {
  readonly needs: (node: Node) => StepNeeds;
  readonly effects: (node: Node) => Effects;
  readonly resumedName: (scope: PlacedScope) => string;
}

interface Draft {
  readonly outputs: Set<StepId>;
  readonly entered: Set<StepId>;
  readonly resumed: Map<PlacedScope, number>;
  readonly initial: Map<PlacedScope, Map<string, null | 0>>;
  readonly early: Set<PlacedScope>;
  readonly homes: ReadonlyMap<StepId, PlacedScope>;
  readonly loops: ReadonlyMap<PlacedScope, ReadonlyMap<StepId, readonly JumpNode[]>>;
}

/** Finds out which variables there must be, and which of them a way may reach unassigned. Each is one step's own. */
export function planVariables(scopes: readonly PlacedScope[], facts: VariableFacts): VariablePlan {
  const draft: Draft = {
    outputs: new Set(),
    entered: new Set(),
    resumed: new Map(),
    initial: new Map(),
    early: new Set(),
    homes: homesIn(scopes),
    loops: new Map(scopes.map((place) => [place, jumpsAround(place.flow)])),
  };
  const pauses = new Map<Node, readonly PlacedScope[]>();
  const paused = new Map<PlacedScope, Pauses>();
  for (const place of scopes) {
    for (const node of place.flow.order) {
      planReads(draft, { node, place }, facts.needs(node));
      if (node.kind === 'jump') initialise(draft, place, VARIABLES.jumps(node.id), 0);
      const before = node.kind === 'wait_for' ? planPauses(draft, { node, place }, paused, facts) : [];
      if (before.length > 0) pauses.set(node, before);
    }
  }
  for (const place of draft.initial.keys()) {
    if (place.flow.order.findIndex(({ id }) => place.flow.loopHeads.has(id)) === 0) draft.early.add(place);
  }
  return { ...draft, pausesBefore: (node) => pauses.get(node) ?? [], passagesOf: (step) => passagesOf(draft, step) };
}

function homesIn(scopes: readonly PlacedScope[]): ReadonlyMap<StepId, PlacedScope> {
  const homes = new Map<StepId, PlacedScope>();
  for (const place of scopes) {
    for (const { id } of place.flow.order) homes.set(id, place);
  }
  return homes;
}

function planReads(draft: Draft, step: PlacedStep, needs: StepNeeds): void {
  const { node } = step;
  for (const paths of [needs.statePaths, needs.handedPaths, needs.readPaths]) {
    for (const read of stepsIn(paths)) {
      draft.outputs.add(read);
      planRead(draft, step, { of: read, name: VARIABLES.output(read) });
    }
  }
  for (const { since } of needs.happened.values()) {
    if (since === undefined) continue;
    draft.entered.add(since);
    planRead(draft, step, { of: since, name: VARIABLES.entered(since) });
  }
  // A `fail` speaks after the step that leads to it, so the step's own output is there.
  for (const target of compilerOf(node).targets(node)) {
    if (target.kind !== 'fail') continue;
    for (const read of stepsIn(templatePaths(target.text))) {
      draft.outputs.add(read);
      if (read !== node.id) planRead(draft, step, { of: read, name: VARIABLES.output(read) });
    }
  }
}

function stepsIn(paths: readonly Path[]): string[] {
  return paths.flatMap(({ root, segments }) => (root === 'steps' ? String(segments[0]) : []));
}

/** A variable that a way can reach unassigned gets a first value. What stands in another scope cannot be read at all. */
function planRead(draft: Draft, step: PlacedStep, { of, name }: { readonly of: StepId; readonly name: string }): void {
  const home = draft.homes.get(of);
  for (const { place, node } of surroundings(step)) {
    if (place !== home || place.flow.dominates(of, node.id)) continue;
    initialise(draft, place, name, null);
    if (node === place.flow.order[0]) draft.early.add(place);
  }
}

function initialise(draft: Draft, place: PlacedScope, name: string, value: null | 0): void {
  const names = draft.initial.get(place) ?? new Map<string, null | 0>();
  draft.initial.set(place, names.set(name, value));
}

/** Where the pauses of a scope are. */
interface Pauses {
  /** Position of the first; there is one, since this is asked for a pause in the scope. */
  readonly first: number;
  /** Whether every way to a step passes a pause, by position. */
  readonly certain: readonly boolean[];
}

function pausesBefore({ flow }: PlacedScope, facts: VariableFacts): Pauses {
  const pauses = flow.order.map((node) => facts.effects(node).pauses);
  const certain: boolean[] = [];
  for (const dominator of flow.dominators()) {
    // The first step is its own dominator, and nothing comes before it.
    certain.push(certain.length > 0 && (pauses[dominator] === true || certain[dominator] === true));
  }
  return { first: pauses.indexOf(true), certain };
}

/** Innermost first, up to the scope in which a pause certainly came before. */
function planPauses(
  draft: Draft,
  step: PlacedStep,
  paused: Map<PlacedScope, Pauses>,
  facts: VariableFacts,
): readonly PlacedScope[] {
  const scopes: PlacedScope[] = [];
  for (const { place, node } of surroundings(step)) {
    const pauses = paused.get(place) ?? pausesBefore(place, facts);
    paused.set(place, pauses);
    const { first, certain } = pauses;
    const position = Number(place.flow.position.get(node.id));
    const loops = draft.loops.get(place)?.has(node.id) === true;
    if (first >= position && !loops) continue;
    scopes.push(place);
    const last = loops ? Number.POSITIVE_INFINITY : position;
    draft.resumed.set(place, Math.max(last, draft.resumed.get(place) ?? 0));
    if (certain[position] === true) break;
    initialise(draft, place, facts.resumedName(place), null);
  }
  return scopes;
}

function passagesOf(draft: Draft, step: PlacedStep): readonly Passage[] {
  if (step.place.owner === undefined && !draft.loops.get(step.place)?.has(step.node.id)) return [];
  return surroundings(step)
    .toReversed()
    .flatMap(({ place, node }) => {
      const item: Passage[] = place.as === undefined ? [] : [{ kind: 'item', as: place.as }];
      const jumps = draft.loops.get(place)?.get(node.id) ?? [];
      return [...item, ...jumps.map(({ id }): Passage => ({ kind: 'jump', jump: id }))];
    });
}
