import { z } from 'zod';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../lib/workflow/json.ts';
import { hasWordedCause } from './known-differences.ts';
import type { HistoryEvent } from './moto-engine.ts';

/** What is compared of a run: all that does not depend on the machine, the moment or the wording. */
export interface Observed {
  readonly status: string;
  readonly error: string | undefined;
  /** Undefined where each engine words it in its own way. */
  readonly cause: Json | undefined;
  readonly output: Json | undefined;
  readonly variables: Json;
  /** The states of the outermost scope in the order they were entered. */
  readonly path: readonly string[];
  /** Those of all scopes, sorted where several are at work at once. Undefined where branches were cut off. */
  readonly states: readonly string[] | undefined;
  /** The history's events by type, with the error they tell, each behind the one before it. Undefined where several threads are at work. */
  readonly events: readonly string[] | undefined;
  /** What tasks were handed. Undefined where branches were cut off. */
  readonly requests: Json | undefined;
}

/** A run as an engine tells it. */
export interface RunFacts {
  readonly asl: JsonObject;
  readonly startedAt: number;
  readonly requests: readonly Json[];
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly variables: unknown;
  readonly events: readonly HistoryEvent[];
}

const jsonSchema = z.json();
const enteredSchema = z.looseObject({ stateEnteredEventDetails: z.looseObject({ name: z.string() }) });

/** The names of all states that were entered, in the order of the history. */
export function enteredStates(events: readonly HistoryEvent[]): readonly string[] {
  return events.flatMap((event) => {
    const found = enteredSchema.safeParse(event);
    return found.success ? [found.data.stateEnteredEventDetails.name] : [];
  });
}

/** Makes two engines' accounts comparable. */
export function observe(facts: RunFacts): Observed {
  const { asl, status, error, events } = facts;
  const blank = blanker(facts);
  const entered = enteredStates(events);
  const concurrent = events.some(({ type }) => type === 'ParallelStateEntered' || type === 'MapStateEntered');
  const cut =
    events.some(({ type }) => type === 'ParallelStateFailed' || type === 'MapStateFailed') ||
    (concurrent && status !== 'SUCCEEDED');
  const outer = isJsonObject(asl.States) ? asl.States : {};
  const asked = facts.requests.map(blank);
  return {
    status,
    error,
    cause: hasWordedCause(error) || facts.cause === undefined ? undefined : blank(facts.cause),
    output: status === 'SUCCEEDED' ? blank(jsonSchema.parse(facts.output)) : undefined,
    variables: blank(jsonSchema.parse(facts.variables)),
    path: entered.filter((name) => Object.hasOwn(outer, name)),
    states: cut ? undefined : concurrent ? entered.toSorted() : entered,
    events: concurrent ? undefined : links(events),
    requests: cut ? undefined : concurrent ? asked.toSorted(byText) : asked,
  };
}

/** MOTO_UNMENDED: `submitted-before-time-out`, `choice-evaluation-event`. */
const LEFT_OUT: ReadonlySet<string> = new Set(['TaskSubmitted', 'EvaluationFailed']);

function links(events: readonly HistoryEvent[]): string[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const before = ({ previousEventId }: HistoryEvent): string => {
    const previous = byId.get(previousEventId);
    if (previous === undefined) return 'nothing';
    return LEFT_OUT.has(previous.type) ? before(previous) : previous.type;
  };
  return events
    .filter(({ type }) => !LEFT_OUT.has(type))
    .map((event) => [before(event), '→', event.type, ...failures(event).map(({ error }) => error)].join(' '));
}

function byText(left: Json, right: Json): number {
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** Whoever hands in times hands in older ones. */
const CLOCK_SKEW_MS = 1_000;

/**
 * Puts signs in the place of tokens, of times since the start (the embedded engine's run ahead, as it waits) and of
 * causes that each engine words in its own way.
 */
function blanker({ startedAt, events }: RunFacts): (value: Json) => Json {
  const since = startedAt - CLOCK_SKEW_MS;
  const worded = events.flatMap(wordedCauses).toSorted((one, other) => other.length - one.length);
  const blankText = (text: string): string =>
    worded
      .reduce((kept, cause) => kept.replaceAll(cause, '<cause>'), text)
      .replace(TIME, (time) => (Date.parse(time) >= since ? '<time>' : time));
  const blank = (value: Json): Json => {
    if (typeof value === 'string') return blankText(value);
    if (isJsonList(value)) return value.map(blank);
    if (!isJsonObject(value)) return value;
    const fields = Object.entries(value).map(([key, field]) => [key, key === 'token' ? '<token>' : blank(field)]);
    return Object.fromEntries(fields);
  };
  return blank;
}

const failureSchema = z.looseObject({ error: z.string(), cause: z.string().default('') });

function failures(event: HistoryEvent): readonly z.infer<typeof failureSchema>[] {
  return Object.entries(event).flatMap(([key, details]) => {
    const failure = key.endsWith('EventDetails') ? failureSchema.safeParse(details) : undefined;
    return failure?.success ? [failure.data] : [];
  });
}

function wordedCauses(event: HistoryEvent): readonly string[] {
  return failures(event).flatMap(({ error, cause }) => (hasWordedCause(error) && cause !== '' ? [cause] : []));
}
