import type { Catalogue, FieldType, RecordName } from '../../catalogue/catalogue.ts';
import { RECORD_NAMES } from '../../catalogue/records.ts';
import type { Trigger, WorkflowGraph } from '../../graph/graph.ts';
import { mergeTypes } from '../../references/merge-types.ts';
import type { Path } from '../../references/path.ts';
import { type AskRoot, offer, type RootType, resolveType } from '../../references/resolve-type.ts';
import type { FlowPoint, GraphFlow, StepFlow } from '../flow/scope-flow.ts';
import { type AskHistory, createHistory } from '../flow/step-outcomes.ts';
import { eventData, outputType } from './step-output.ts';

/** Where in a workflow a reference stands; it decides which roots there are. */
export type Place = (
  | { readonly kind: 'trigger' | 'goal' }
  /** Before a step does anything, or where a run fails. */
  | { readonly kind: 'step'; readonly at: FlowPoint }
) & {
  /** In a condition on another event: that event's name. */
  readonly received?: string;
};

/** What every root is, at any place of one workflow. */
export type RootsAt = (place: Place) => AskRoot;

const RUN: FieldType = {
  type: 'object',
  fields: {
    id: { type: 'text' },
    workflow: { type: 'text' },
    version: { type: 'number' },
    arm: { type: 'text', values: ['control', 'treatment'] },
    started_at: { type: 'time' },
  },
};

/** Reads a workflow's roots once; the places share what is alike. */
export function createRoots(graph: WorkflowGraph, catalogue: Catalogue, flow: GraphFlow): RootsAt {
  const history = createHistory();
  const shared = new Map<string, FieldType>([['now', { type: 'time' }]]);
  if (graph.trigger.kind === 'event') shared.set('event', eventData(graph.trigger.event, catalogue));
  for (const name of recordsOf(graph.trigger, catalogue)) {
    const fields = catalogue.records.get(name)?.fields;
    if (fields !== undefined) shared.set(name, { type: 'object', fields });
  }
  const sharedInRuns = new Map(shared).set('run', RUN);
  return (place) => {
    const common = place.kind === 'trigger' ? shared : sharedInRuns;
    if (place.received === undefined && (place.kind !== 'step' || place.at.scope.holder === undefined)) {
      return createAsk(place, common);
    }
    const roots = new Map(common);
    if (place.received !== undefined) roots.set('received', eventData(place.received, catalogue));
    if (place.kind === 'step') addItems(roots, place.at, (at) => createAsk({ kind: 'step', at }, roots));
    return createAsk(place, roots);
  };

  function createAsk(place: Place, roots: ReadonlyMap<string, FieldType>): AskRoot {
    return (path) => {
      const type = roots.get(path.root);
      if (type !== undefined) return { kind: 'known', type, mayBeMissing: type.optional === true, used: 0 };
      if (path.root === 'steps' && place.kind === 'step') return askStep(path, place.at, flow, history, catalogue);
      return explainRoot(path.root, place, graph, [...roots.keys(), ...(place.kind === 'step' ? ['steps'] : [])]);
    };
  }
}

/** Records that a run with this trigger is about. */
export function recordsOf(trigger: Trigger, catalogue: Catalogue): readonly RecordName[] {
  switch (trigger.kind) {
    case 'event': {
      const event = catalogue.events.get(trigger.event);
      // An unknown event has an issue of its own; what it is about is anyone's guess.
      if (event === undefined) return RECORD_NAMES;
      const records = RECORD_NAMES.filter((name) => event.records[name] !== undefined);
      return trigger.contact === undefined || records.includes('contact') ? records : ['contact', ...records];
    }
    case 'schedule':
      return trigger.segment === undefined ? [] : ['contact'];
    case 'date':
      return trigger.field.root === 'appointment' ? ['contact', 'appointment'] : ['contact'];
  }
}

/** The items of every `each` around the step: `as` and `<as>_index`. */
function addItems(roots: Map<string, FieldType>, at: FlowPoint, askAt: (holder: StepFlow) => AskRoot): void {
  const { holder } = at.scope;
  if (holder === undefined) return;
  addItems(roots, holder, askAt);
  if (holder.node.kind !== 'each') return;
  const list = resolveType(holder.node.list, askAt(holder));
  const item: FieldType = list.kind === 'known' && list.type.type === 'list' ? list.type.of : { type: 'any' };
  roots.set(holder.node.as, item);
  roots.set(`${holder.node.as}_index`, { type: 'number' });
}

function askStep(path: Path, at: FlowPoint, flow: GraphFlow, history: AskHistory, catalogue: Catalogue): RootType {
  const [id] = path.segments;
  if (typeof id !== 'string') return wrong('SB415', 'Behind steps stands the id of a step: steps.credit.status');
  const step = flow.steps.get(id);
  if (step === undefined || step.node.kind === 'jump') {
    const known = [...flow.steps.values()].filter(({ node }) => node.kind !== 'jump').map(({ name }) => name);
    return wrong('SB415', `There is no step "${id}".${offer(id, known)}`);
  }
  const past = history(step, at);
  if (past.kind === 'hidden') {
    return wrong(
      'SB417',
      `"${id}" is inside "${step.scope.holder?.node.id}": its output can be read only there. Read steps.${step.scope.holder?.node.id} instead`,
    );
  }
  if (past.kind === 'never') {
    return wrong('SB416', `"${id}" cannot have run when a run comes to "${at.name}". Read a step that comes before it`);
  }
  return { kind: 'known', used: 1, ...readOutput(path, step, past.outcomes, past.maybe, catalogue) };
}

/** A field that only outcomes leave which no path here comes from is missing, not unknown. */
function readOutput(
  path: Path,
  { node, exits }: StepFlow,
  outcomes: ReadonlySet<string>,
  maybe: boolean,
  catalogue: Catalogue,
): { readonly type: FieldType; readonly mayBeMissing: boolean } {
  const types = [...exits.keys()].map((outcome) => ({
    possible: outcomes.has(outcome),
    type: outputType(node, outcome, catalogue),
  }));
  const possible = types.filter((output) => output.possible).map((output) => output.type);
  const field = path.segments[1];
  const isThere = possible.some((type) => type.type === 'object' && Object.hasOwn(type.fields, String(field)));
  const chosen = isThere || field === undefined ? possible : types.map((output) => output.type);
  return { type: chosen.reduce(mergeTypes), mayBeMissing: maybe || (field !== undefined && !isThere) };
}

function explainRoot(root: string, place: Place, graph: WorkflowGraph, known: readonly string[]): RootType {
  const trigger = graph.trigger.kind === 'event' ? `the event ${graph.trigger.event}` : `a ${graph.trigger.kind}`;
  if (root === 'steps' || root === 'run') {
    const reason = place.kind === 'trigger' ? 'before a run there is none' : 'the goal is judged outside of the run';
    return wrong('SB411', `"${root}" cannot be read here: ${reason}. Read event or contact instead`);
  }
  if (root === 'received') {
    return wrong('SB411', '"received" is the other event in the if of wait_for, goal and happened. Here read event');
  }
  if (root === 'event') return wrong('SB411', `There is no "event" in this workflow: ${trigger} starts it`);
  if (RECORD_NAMES.some((name) => name === root)) {
    const about = known.filter((name) => RECORD_NAMES.some((record) => record === name)).join(' and ') || 'no record';
    return wrong('SB411', `There is no "${root}" in this workflow: ${trigger} starts it, which is about ${about}`);
  }
  return wrong('SB410', `A path cannot begin with "${root}".${offer(root, known)}`);
}

function wrong(code: string, message: string): RootType {
  return { kind: 'wrong', code, message };
}
