import type { RunInput } from '../../compiler/compiled-workflow.ts';
import type { Run } from '../../ports/run.ts';
import { builtInCatalogue } from '../../workflow/catalogue/built-in.ts';
import type { Node, StepId, WorkflowGraph } from '../../workflow/graph/graph.ts';
import { listNodes } from '../../workflow/graph/list-nodes.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import type { TimelineStep } from '../timeline.ts';
import type { RecordedRead, TrialScenario } from './trials.ts';

/** A run as it is on record. */
export interface RecordedRun {
  readonly run: Run;
  readonly input: RunInput;
  /** With the ids of all steps. */
  readonly timeline: readonly TimelineStep[];
  /** The version it ran. */
  readonly graph: WorkflowGraph;
  /** Records that it is about as they are now, by name. */
  readonly records: JsonObject;
}

/** A recorded run, to be played through another text. */
export interface Replay {
  readonly scenario: TrialScenario & Required<Pick<TrialScenario, 'reads'>>;
  /** How often it is known what a step was answered; only of steps whose answer comes from outside. */
  readonly known: ReadonlyMap<StepId, number>;
  /** Records that are taken as they are now, since nobody kept what they were. */
  readonly assumed: readonly string[];
}

/**
 * What really happened, as a scenario: the trigger's event, what other systems, people and events answered each step
 * that the text still has, and the records as far as the run read them. What is not on record is not made up.
 */
export function replayRun(recorded: RecordedRun, text: WorkflowGraph): Replay {
  const { run, input, timeline, graph } = recorded;
  const [before, after] = [listNodes(graph.root), listNodes(text.root)];
  const answers: Record<string, Json[]> = {};
  const known = new Map<StepId, number>();
  for (const [step, node] of after) {
    const was = before.get(step);
    const entries = was === undefined || !asksTheSame(was, node) ? [] : timeline.filter((entry) => isTry(entry, step));
    const given = node.kind === 'experiment' ? variantOf(run, node) : entries.flatMap(answerOf);
    if (given.length > 0) answers[step] = given;
    if (isAnsweredFromOutside(node)) known.set(step, given.length);
  }
  const records = { ...recorded.records, ...(input.records ?? {}) };
  const { contact, ...others } = Object.fromEntries(
    Object.entries(records).map(([name, value]) => [name, plain(value)]),
  );
  const happenings = readHappenings(timeline, Date.parse(input.run.triggered_at));
  return {
    scenario: {
      scenario: {
        now: new Date(input.run.triggered_at).toISOString(),
        contact: withConsents(contact ?? {}, consentsGiven(recorded)),
        records: others,
        // What apps really sent is played as it was, whether it fits its type or not.
        missing: [],
        answers,
        timeline: [...happenings, ...goalHappening(run, text)],
      },
      ...(isJsonObject(input.event) ? { exactEvent: input.event } : {}),
      reads: recordedReads(timeline),
    },
    known,
    assumed: Object.keys(recorded.records).filter((name) => input.records?.[name] === undefined),
  };
}

/** Steps whose outcome no one can compute: other systems, functions of the team, events, people, and the draw. */
function isAnsweredFromOutside(node: Node): boolean {
  switch (node.kind) {
    case 'do':
      return node.action === 'http.call' || !builtInCatalogue().actions.has(node.action);
    case 'wait_for':
    case 'approve':
    case 'experiment':
      return true;
    default:
      return false;
  }
}

/** Whether what a step was answered then is what it would be answered now. */
function asksTheSame(was: Node, now: Node): boolean {
  switch (now.kind) {
    case 'do':
      return was.kind === 'do' && was.action === now.action;
    case 'wait_for':
      return (
        was.kind === 'wait_for' &&
        was.event === now.event &&
        now.timeoutSeconds <= was.timeoutSeconds &&
        JSON.stringify(was.condition) === JSON.stringify(now.condition)
      );
    case 'approve':
      return was.kind === 'approve' && now.timeoutSeconds <= was.timeoutSeconds;
    default:
      // No other kind is answered.
      return false;
  }
}

function isTry(entry: TimelineStep, step: StepId): boolean {
  return entry.step === step && (entry.kind === 'do' || entry.kind === 'wait_for' || entry.kind === 'approve');
}

/** What the step was answered, as a case writes it; nothing for one that was not left. */
function answerOf(entry: TimelineStep): readonly Json[] {
  const output = isJsonObject(entry.output) ? entry.output : {};
  const { decision, by, comment, edited, outcome, received, error } = output;
  const after = entry.leftAt === undefined ? {} : { after: lasted(entry.enteredAt, entry.leftAt) };
  switch (entry.kind) {
    case 'wait_for':
      if (outcome === 'received' && isJsonObject(received)) return [{ received, ...after }];
      return entry.leftAt === undefined ? [] : ['timed_out'];
    case 'approve':
      if (decision === 'approved' || decision === 'rejected') {
        return [{ decision, ...texts({ by, comment }), ...(isJsonObject(edited) ? { edited } : {}), ...after }];
      }
      return decision === 'timed_out' ? ['timed_out'] : [];
    default:
      if (isJsonObject(error)) return [{ error }];
      if (entry.failed && entry.error !== undefined) return [{ error: { ...entry.error } }];
      return entry.leftAt === undefined ? [] : [output];
  }
}

function texts(given: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Whole seconds, rounded up; the language has no zero. */
function lasted(from: string, to: string): string {
  return `${Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / 1000))} seconds`;
}

function variantOf({ variants }: Run, node: Extract<Node, { kind: 'experiment' }>): Json[] {
  const drawn = variants?.[node.id];
  return drawn !== undefined && (drawn === 'hold_out' || node.variants.some(({ id }) => id === drawn)) ? [drawn] : [];
}

function recordedReads(timeline: readonly TimelineStep[]): Record<string, readonly RecordedRead[]> {
  const reads: Record<string, RecordedRead[]> = {};
  for (const { kind, step = '', input, output } of timeline) {
    if (kind !== 'read' || input === undefined || output === undefined) continue;
    reads[step] = [...(reads[step] ?? []), { input, output }];
  }
  return reads;
}

/** Records as the run saw them when it read them. */
function readHappenings(timeline: readonly TimelineStep[], startAt: number): readonly JsonObject[] {
  return timeline.flatMap(({ kind, output, enteredAt }) => {
    const read = kind === 'read' && isJsonObject(output) && isJsonObject(output.records) ? output.records : {};
    const at = new Date(Math.max(startAt, Date.parse(enteredAt))).toISOString();
    const { contact, ...others } = Object.fromEntries(
      Object.entries(read).flatMap(([name, value]) => (isJsonObject(value) ? [[name, plain(value)]] : [])),
    );
    return [
      ...(contact === undefined ? [] : [{ at, contact }]),
      ...(Object.keys(others).length === 0 ? [] : [{ at, records: others }]),
    ];
  });
}

/** A goal without a condition is met again by an event of its type; what other goals looked at was not kept. */
function goalHappening(run: Run, { goal }: WorkflowGraph): readonly JsonObject[] {
  if (run.status !== 'exited' || goal === undefined || goal.condition !== undefined) return [];
  return goal.event === run.stop.by ? [{ at: run.stop.at, event: goal.event }] : [];
}

/** Consents that the contact certainly gave: without them the run, or the message, would not have been. */
function consentsGiven({ graph, timeline }: RecordedRun): readonly string[] {
  const sent = timeline.flatMap(({ input, output, leftAt }) => {
    const consent = isJsonObject(input) ? input.consent : undefined;
    const skipped = isJsonObject(output) && output.skipped === 'consent';
    return typeof consent === 'string' && leftAt !== undefined && !skipped ? [consent] : [];
  });
  const asked = graph.audience.consent;
  return [...(asked === undefined ? [] : [asked]), ...sent].filter((consent) => consent !== 'none');
}

function withConsents(contact: JsonObject, given: readonly string[]): JsonObject {
  const { consents } = contact;
  const known = Array.isArray(consents) ? consents : [];
  const all = [...new Set([...known, ...given])];
  return all.length === 0 ? contact : { ...contact, consents: all };
}

/** Fields alone: the id is the event's. */
function plain(value: Json): JsonObject {
  const { id: _, ...fields } = isJsonObject(value) ? value : {};
  return fields;
}
