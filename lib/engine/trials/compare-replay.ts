import { hasEnded, type Run } from '../../ports/run.ts';
import type { Node, StepId } from '../../workflow/graph/graph.ts';
import { isJsonObject, type JsonObject } from '../../workflow/json.ts';
import type { TimelineStep } from '../timeline.ts';
import { renderGiven } from './render-given.ts';
import type { RecordedRun, Replay } from './replay-run.ts';
import { shortEnd } from './short-end.ts';
import type { SimulatedEffect, Simulation, SimulationEnd } from './simulation.ts';
import { pathOf } from './timeline-path.ts';

/** One thing that would be otherwise. */
export interface RunDifference {
  /** Whether it starts, which way it goes, what it does, with what, how it ends. */
  readonly kind: 'start' | 'route' | 'action' | 'input' | 'end';
  /** Where; absent for start and end. */
  readonly step?: string;
  readonly was: string;
  readonly would: string;
}

/** What differs, and from where on nobody knows. */
export interface ReplayComparison {
  readonly differences: readonly RunDifference[];
  /** The step whose answer was not on record: what comes after it is not compared. */
  readonly unknown?: StepId;
}

/** What is compared: a run, what was known of it, and what came of that in another text. */
export interface ReplayedRun {
  readonly recorded: RecordedRun;
  /** Steps of the version it ran, and of the text. */
  readonly before: ReadonlyMap<StepId, Node>;
  readonly after: ReadonlyMap<StepId, Node>;
  readonly replay: Replay;
  readonly simulation: Simulation;
}

/** How a text would have treated a run, against what really happened. */
export function compareReplay({ recorded, before, after, replay, simulation }: ReplayedRun): ReplayComparison {
  const { end, effects } = simulation;
  if (end.status === 'not_started') {
    return { differences: [{ kind: 'start', was: 'started', would: `not started: ${end.reason}` }] };
  }
  const unknown = firstUnknown(simulation.timeline, replay);
  const was = stepsTaken(recorded.timeline, before, []);
  const would = stepsTaken(simulation.timeline.slice(0, unknown?.index), after, effects);
  // What was stopped from outside, or goes on where nobody knows, is compared as far as both go.
  const wasCut = isCut(recorded.run, end);
  const isOpen = wasCut || unknown !== undefined;
  const length = isOpen ? Math.min(was.length, would.length) : Number.POSITIVE_INFINITY;
  const [one, other] = [was.slice(0, length), would.slice(0, length)];
  const [wasEnd, wouldEnd] = [describeRunEnd(recorded.run), shortEnd(end)];
  return {
    differences: [
      ...firstTurn(one, other),
      ...differentDoings(one, other, recorded.input.run.triggered_at),
      ...(isOpen || wasEnd === wouldEnd ? [] : [{ kind: 'end' as const, was: wasEnd, would: wouldEnd }]),
    ],
    ...(unknown === undefined ? {} : { unknown: unknown.step }),
  };
}

/** A step that a run went through, and the way it took there: `check.no_response`. */
interface StepTaken {
  readonly text: string;
  readonly entry: TimelineStep;
}

/** Branches and items run side by side: their steps are put in one order, whatever was faster. */
function stepsTaken(
  timeline: readonly TimelineStep[],
  nodes: ReadonlyMap<StepId, Node>,
  effects: readonly SimulatedEffect[],
): readonly StepTaken[] {
  const taken = timeline.flatMap((entry) => pathOf([entry], nodes, effects).map((text) => ({ text, entry })));
  const groups: StepTaken[][] = [];
  for (const step of taken) {
    const last = groups.at(-1);
    const inside = step.entry.depth > 0;
    if (last !== undefined && inside && last.every(({ entry }) => entry.depth > 0)) last.push(step);
    else groups.push([step]);
  }
  return groups.flatMap((group) => group.toSorted((left, right) => (left.text < right.text ? -1 : 1)));
}

/** Where the text asked what is not on record; the whole of the branches it is in counts as not known. */
function firstUnknown(
  timeline: readonly TimelineStep[],
  { known, scenario }: Replay,
): { readonly index: number; readonly step: StepId } | undefined {
  const visits = new Map<StepId, number>();
  const reads = Object.values(scenario.reads)
    .flat()
    .map(({ input }) => JSON.stringify(input));
  for (const [index, { kind, step = '', input, depth }] of timeline.entries()) {
    if (kind === 'read') {
      const found = reads.indexOf(JSON.stringify(input));
      if (found >= 0) reads.splice(found, 1);
      else if (isJsonObject(input) && input.happened !== undefined) return { index: outside(timeline, index), step };
      continue;
    }
    const count = (visits.get(step) ?? 0) + 1;
    visits.set(step, count);
    const bound = kind === 'experiment' && known.get(step) === 1 ? count : known.get(step);
    if (bound !== undefined && count > bound) {
      return { index: depth === 0 ? index : outside(timeline, index), step };
    }
  }
  return undefined;
}

/** The last entry at or before an index that is in no branch. */
function outside(timeline: readonly TimelineStep[], index: number): number {
  return timeline.findLastIndex(({ depth }, place) => place <= index && depth === 0);
}

/** Whether it was ended from outside, and the text did not end it as well. */
function isCut(run: Run, end: SimulationEnd): boolean {
  return !hasEnded(run) || run.status === 'stopped' || (run.status === 'exited' && end.status !== 'exited');
}

const NOTHING = 'nothing more';

function firstTurn(was: readonly StepTaken[], would: readonly StepTaken[]): readonly RunDifference[] {
  const index = [...was, ...would].findIndex((_, place) => was[place]?.text !== would[place]?.text);
  const [left, right] = [was[index], would[index]];
  const step = (left ?? right)?.entry.step;
  if (index < 0 || step === undefined) {
    return [];
  }
  return [{ kind: 'route', step, was: left?.text ?? NOTHING, would: right?.text ?? NOTHING }];
}

/** What actions did, step by step: others, more often or seldom, or with other input. */
function differentDoings(
  was: readonly StepTaken[],
  would: readonly StepTaken[],
  now: string,
): readonly RunDifference[] {
  const [old, next] = [doingsOf(was), doingsOf(would)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((step): readonly RunDifference[] => {
    const [before, after] = [old.get(step) ?? [], next.get(step) ?? []];
    const [one, other] = [describeDoings(before), describeDoings(after)];
    if (one !== other) {
      return [{ kind: 'action', step, was: one, would: other }];
    }
    const inputs = before.flatMap((entry, index) =>
      after.slice(index, index + 1).map((same) => [given(entry, now), given(same, now)] as const),
    );
    const different = inputs.find(([left, right]) => JSON.stringify(left) !== JSON.stringify(right));
    return different === undefined ? [] : [{ kind: 'input', step, ...differentFields(different) }];
  });
}

function doingsOf(taken: readonly StepTaken[]): ReadonlyMap<StepId, readonly TimelineStep[]> {
  const done = taken.filter(({ entry, text }) => entry.kind === 'do' && !text.endsWith('.skipped'));
  return Map.groupBy(
    done.map(({ entry }) => entry),
    ({ step = '' }) => step,
  );
}

function describeDoings(entries: readonly TimelineStep[]): string {
  const [first] = entries;
  if (first === undefined) {
    return 'not done';
  }
  return entries.length === 1 ? `${first.action}` : `${first.action} × ${entries.length}`;
}

/** Rendered at one moment for both: when exactly a step ran is no difference. */
function given(entry: TimelineStep, now: string): JsonObject {
  return renderGiven({ ...entry, enteredAt: now });
}

const LONGEST_TEXT = 300;

function differentFields([was, would]: readonly [JsonObject, JsonObject]): Pick<RunDifference, 'was' | 'would'> {
  const names = [...new Set([...Object.keys(was), ...Object.keys(would)])];
  const different = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(would[name]));
  const only = (fields: JsonObject): string => {
    const text = JSON.stringify(Object.fromEntries(different.map((name) => [name, fields[name]])));
    return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  };
  return { was: only(was), would: only(would) };
}

function describeRunEnd(run: Run): string {
  switch (run.status) {
    case 'succeeded':
      return run.outcome;
    case 'failed':
      return `failed: ${run.error.code}`;
    case 'exited':
      return `exited: ${run.stop.by}`;
    default:
      return run.status;
  }
}
