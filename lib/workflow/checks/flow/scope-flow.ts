import type { Node, Scope, StepId, Target } from '../../graph/graph.ts';
import { type Dominators, findDominators, type Vertex } from './dominators.ts';
import { exitsOf, innerScopes, type Outcome } from './node-exits.ts';

/** A point that a run comes to: the entry of a step, or of a `fail`. */
export interface FlowPoint {
  readonly scope: ScopeFlow;
  readonly entry: Vertex;
  /** The step's id, or `fail`. */
  readonly name: string;
}

/** A step in its scope: where it is entered, and where each of its outcomes leaves it. */
export interface StepFlow extends FlowPoint {
  readonly node: Node;
  readonly exits: ReadonlyMap<Outcome, Vertex>;
}

/** The text of a `fail`, and where it stands. */
export interface FailFlow extends FlowPoint {
  readonly text: string;
  readonly pointer: string;
}

/** The paths of one scope, as plain vertices: questions about them stay cheap in a workflow of thousands of steps. */
export interface ScopeFlow extends Dominators {
  readonly scope: Scope;
  /** The step that holds this scope; absent at the root. */
  readonly holder?: StepFlow;
  readonly start: Vertex;
}

/** The flow of a whole graph, inner scopes included, in the order the steps were written. */
export interface GraphFlow {
  readonly steps: ReadonlyMap<StepId, StepFlow>;
  readonly fails: readonly FailFlow[];
  /** Outer ones before those inside them. */
  readonly scopes: readonly ScopeFlow[];
}

/** Reads the paths of a whole graph. Linear in the number of steps. */
export function readFlow(root: Scope): GraphFlow {
  const flow = { steps: new Map<StepId, StepFlow>(), fails: [], scopes: [] };
  readScope(root, undefined, flow);
  return flow;
}

/** Whether some path leads to the point, and to every step around it. */
export function isReachable({ scope, entry }: FlowPoint): boolean {
  return scope.reachable(entry) && (scope.holder === undefined || isReachable(scope.holder));
}

interface Reading {
  readonly steps: Map<StepId, StepFlow>;
  readonly fails: FailFlow[];
  readonly scopes: ScopeFlow[];
}

/** Where the targets of one scope lead. */
interface Entries {
  readonly steps: ReadonlyMap<StepId, Vertex>;
  readonly fails: Map<string, { readonly text: string; readonly entry: Vertex }>;
}

function readScope(scope: Scope, holder: StepFlow | undefined, reading: Reading): void {
  const drafts = [...scope.nodes.values()].map((node) => ({ node, entry: createVertex() }));
  const entries: Entries = { steps: new Map(drafts.map(({ node, entry }) => [node.id, entry])), fails: new Map() };
  const start = createVertex();
  connect(start, scope.first, entries);
  const parts = drafts.map(({ node, entry }) => ({ node, entry, exits: connectExits(node, entries) }));
  for (const { entry, exits } of parts) entry.successors.push(...exits.values());
  const flow: ScopeFlow = { scope, start, ...(holder === undefined ? {} : { holder }), ...findDominators(start) };
  reading.scopes.push(flow);
  for (const [pointer, fail] of entries.fails) reading.fails.push({ ...fail, pointer, scope: flow, name: 'fail' });
  for (const { node, entry, exits } of parts) {
    const step = { name: node.id, node, entry, exits, scope: flow };
    reading.steps.set(node.id, step);
    for (const inner of innerScopes(node)) readScope(inner, step, reading);
  }
}

function createVertex(): Vertex {
  return { successors: [] };
}

/** Exits of one outcome share a vertex, as they leave the same output. */
function connectExits(node: Node, entries: Entries): ReadonlyMap<Outcome, Vertex> {
  const vertices = new Map<Outcome, Vertex>();
  for (const { outcome, target } of exitsOf(node)) {
    const vertex = vertices.get(outcome) ?? createVertex();
    vertices.set(outcome, vertex);
    connect(vertex, target, entries);
  }
  return vertices;
}

/** An end leads nowhere; a step is always one of the same scope. */
function connect(from: Vertex, target: Target, { steps, fails }: Entries): void {
  if (target.kind === 'step') {
    const to = steps.get(target.step);
    if (to !== undefined) from.successors.push(to);
  } else if (target.kind === 'fail') {
    const fail = fails.get(target.pointer) ?? { text: target.text, entry: createVertex() };
    fails.set(target.pointer, fail);
    from.successors.push(fail.entry);
  }
}
