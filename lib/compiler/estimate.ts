import { reversePostorder } from '../workflow/dominance/reverse-postorder.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { AslMachine, Estimate } from './compiled-workflow.ts';
import { TASK_ERRORS } from './task-contract.ts';

/** What the estimate takes for the length of a list; what it really is, only the data know. */
export const ASSUMED_ITEMS = 40;

/** US dollars for a million state transitions of Standard workflows. */
const DOLLARS_PER_MILLION_TRANSITIONS = 25;

/** The longest that any path may take; how long a calendar wait lasts is known at run time alone. */
const LONGEST_WAIT_SECONDS = 365 * 86_400;

/** ExecutionStarted, and one of ExecutionSucceeded and ExecutionFailed. */
const EXECUTION_EVENTS = 2;

/** Bounds of one way through some states. */
interface Bounds {
  readonly least: number;
  readonly transitions: number;
  readonly events: number;
  readonly lambdaCalls: number;
  readonly seconds: number;
}

const PASSED: Bounds = { least: 1, transitions: 1, events: 0, lambdaCalls: 0, seconds: 0 };
const NONE: Bounds = { least: 0, transitions: 0, events: 0, lambdaCalls: 0, seconds: 0 };

/**
 * Bounds for one run, read off the state machine itself: every state entered is a transition, history events are those
 * that Step Functions writes for each type of state, retries excluded. Loops count with their `times`, an `each` with
 * {@link ASSUMED_ITEMS} items, and for the least with none.
 *
 * @param jumps how often a jump's state may go back, by its name
 */
export function estimate(machine: AslMachine, jumps: ReadonlyMap<string, number>): Estimate {
  const { least, transitions, events, lambdaCalls, seconds } = boundsOf(machine, jumps);
  return {
    transitions: { least, most: transitions },
    historyEvents: { most: events + EXECUTION_EVENTS },
    lambdaCalls: { most: lambdaCalls },
    dollarsPerMillionRuns: transitions * DOLLARS_PER_MILLION_TRANSITIONS,
    longestSeconds: seconds,
  };
}

type State = JsonObject;

/**
 * The costliest way, by tails: from each state the most that can follow, jumps apart. Without them there are no cycles.
 * A jump from `j` to `t` adds what `t` has to come and `j` has not, and `j` itself once more.
 */
function boundsOf(flow: JsonObject, jumps: ReadonlyMap<string, number>): Bounds {
  const places = placesOf(flow, jumps);
  const taken = places.flatMap((from) => from.jumps.map((to) => ({ from, to })));
  const targets = new Set(taken.map(({ to }) => to));
  // From here all states can be reached without a jump.
  const entry = createPlace({}, { own: NONE, isStart: false, times: 0 });
  entry.next = places.filter((place) => place.isStart || targets.has(place));
  for (const place of reversePostorder(entry, ({ next }) => next).reverse()) {
    const following = place.ends.concat(place.next.map(({ tail }) => tail)).reduce(either);
    // A jump forward may make the way shorter; the tail of a jump back is not known yet.
    const shortest = place.jumps.map(({ tail }) => tail.least).filter((least) => least > 0);
    const least = Math.min(following.least, ...shortest);
    place.tail = combine(place.own, following, place.own.least + least, add);
  }
  const total = places.filter(({ isStart }) => isStart).reduce((sum, { tail }) => plus(sum, tail), NONE);
  return taken.reduce((sum, { from, to }) => {
    const again = either(plus(minus(to.tail, from.tail), from.own), NONE);
    return plus(sum, { ...times(again, from.times), least: 0 });
  }, total);
}

/** A state, where it leads to, and what was found of it. */
interface Place {
  readonly state: State;
  readonly isStart: boolean;
  readonly own: Bounds;
  /** Nothing more, where a run or a scope may end with it: a state that ends something may have catchers all the same. */
  readonly ends: Bounds[];
  next: readonly Place[];
  /** Where it jumps to, so many times. */
  jumps: readonly Place[];
  readonly times: number;
  tail: Bounds;
}

function placesOf({ States, StartAt }: JsonObject, jumps: ReadonlyMap<string, number>): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [name, state] of Object.entries(States as Readonly<Record<string, State>>)) {
    const own = ownBounds(state, jumps);
    places.set(name, createPlace(state, { own, isStart: name === StartAt, times: jumps.get(name) ?? 0 }));
  }
  for (const [name, place] of places) {
    const targets = targetsOf(place.state).map((target) => places.get(target));
    const found = targets.filter((target) => target !== undefined);
    const jumping = jumps.has(name) ? 1 : 0;
    place.jumps = found.slice(0, jumping);
    place.next = found.slice(jumping);
  }
  return [...places.values()];
}

function createPlace(state: State, { own, isStart, times }: Pick<Place, 'own' | 'isStart' | 'times'>): Place {
  const ends = state.End === true || state.Type === 'Succeed' || state.Type === 'Fail' ? [NONE] : [];
  return { state, isStart, own, ends, next: [], jumps: [], times, tail: NONE };
}

function targetsOf({ Choices, Default, Next, Catch }: State): string[] {
  const targets: string[] = [];
  const push = (target: Json | undefined): unknown => typeof target === 'string' && targets.push(target);
  for (const rule of listOf(Choices)) push(rule.Next);
  push(Default);
  push(Next);
  for (const catcher of listOf(Catch)) if (!catchesHold(catcher)) push(catcher.Next);
  return targets;
}

/** Being kept back is no part of a normal run: what it adds depends on how long people keep a workflow disabled. */
function catchesHold({ ErrorEquals }: JsonObject): boolean {
  return Array.isArray(ErrorEquals) && ErrorEquals.includes(TASK_ERRORS.held);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value : [];
}

function ownBounds(state: State, jumps: ReadonlyMap<string, number>): Bounds {
  switch (state.Type) {
    case 'Task':
      return taskBounds(state);
    case 'Wait':
      return { ...PASSED, events: 2, seconds: Number(state.Seconds ?? LONGEST_WAIT_SECONDS) };
    case 'Parallel': {
      const branches = listOf(state.Branches).map((branch) => boundsOf(branch, jumps));
      const seconds = Math.max(...branches.map((branch) => branch.seconds));
      return { ...branches.reduce(plus, { ...PASSED, events: 4 }), seconds };
    }
    case 'Map': {
      const iteration = boundsOf(state.ItemProcessor as JsonObject, jumps);
      const rounds = Math.ceil(ASSUMED_ITEMS / Number(state.MaxConcurrency));
      const all = times({ ...iteration, events: iteration.events + 2 }, ASSUMED_ITEMS);
      return { ...plus(all, { ...PASSED, events: 4 }), least: 1, seconds: iteration.seconds * rounds };
    }
    case 'Fail':
      return { ...PASSED, events: 1 };
    default:
      return { ...PASSED, events: 2 };
  }
}

/** A task that waits for its token has one event more, and its time-out covers the waiting. */
function taskBounds(state: State): Bounds {
  const timeout = Number(state.TimeoutSeconds);
  if (String(state.Resource).endsWith('.waitForTaskToken')) return taskOf(6, timeout);
  let seconds = timeout;
  for (const retrier of listOf(state.Retry)) seconds += retrySeconds(retrier, timeout);
  return taskOf(5, seconds);
}

function taskOf(events: number, seconds: number): Bounds {
  return { least: 1, transitions: 1, events, lambdaCalls: 1, seconds };
}

function retrySeconds(retrier: JsonObject, timeout: number): number {
  const [rate, longest] = [Number(retrier.BackoffRate ?? 2), Number(retrier.MaxDelaySeconds ?? Number.MAX_VALUE)];
  let [delay, seconds] = [Number(retrier.IntervalSeconds ?? 0), 0];
  for (let attempt = 0; attempt < Number(retrier.MaxAttempts); attempt++) {
    seconds += delay + timeout;
    delay = Math.min(delay * rate, longest);
  }
  return seconds;
}

function combine(a: Bounds, b: Bounds, least: number, merge: (x: number, y: number) => number): Bounds {
  return {
    least,
    transitions: merge(a.transitions, b.transitions),
    events: merge(a.events, b.events),
    lambdaCalls: merge(a.lambdaCalls, b.lambdaCalls),
    seconds: merge(a.seconds, b.seconds),
  };
}

function add(x: number, y: number): number {
  return x + y;
}

function plus(a: Bounds, b: Bounds): Bounds {
  return combine(a, b, a.least + b.least, add);
}

function minus(a: Bounds, b: Bounds): Bounds {
  return combine(a, b, 0, (x, y) => x - y);
}

function either(a: Bounds, b: Bounds): Bounds {
  return combine(a, b, Math.min(a.least, b.least), Math.max);
}

function times(bounds: Bounds, count: number): Bounds {
  return combine(bounds, bounds, bounds.least * count, (x) => x * count);
}
