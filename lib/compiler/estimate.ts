import type { Json, JsonObject } from '../workflow/json.ts';
import type { AslMachine, Estimate } from './compiled-workflow.ts';
import { reversePostorder } from './data-flow/reverse-postorder.ts';

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
  const states = flow.States as Readonly<Record<string, State>>;
  const start = String(flow.StartAt);
  const stateOf = (name: string): State => states[name] ?? {};
  const taken = Object.keys(states).filter((name) => jumps.has(name));
  const jumpOf = (name: string): string => String(listOf(stateOf(name).Choices)[0]?.Next);
  const onward = (name: string): string[] =>
    name === '' ? [start, ...taken.map(jumpOf)] : targetsOf(stateOf(name)).slice(jumps.has(name) ? 1 : 0);
  const tails = new Map<string, Bounds>();
  const tailOf = (name: string): Bounds => tails.get(name) ?? NONE;
  for (const name of reversePostorder('', onward).slice(1).toReversed()) {
    // A state that ends something may have catchers all the same.
    const ends = stateOf(name).Next === undefined && stateOf(name).Default === undefined ? [NONE] : [];
    const [first = NONE, ...others] = [...ends, ...onward(name).map(tailOf)];
    const following = others.reduce(either, first);
    // A jump forward may make the way shorter.
    const skipped = (jumps.has(name) && tails.get(jumpOf(name))?.least) || following.least;
    const least = Math.min(following.least, skipped);
    tails.set(name, plus(ownBounds(stateOf(name), jumps), { ...following, least }));
  }
  return taken.reduce((total, name) => {
    const again = plus(minus(tailOf(jumpOf(name)), tailOf(name)), ownBounds(stateOf(name), jumps));
    return plus(total, { ...times(either(again, NONE), jumps.get(name) ?? 0), least: 0 });
  }, tailOf(start));
}

function targetsOf(state: State): string[] {
  const rules = listOf(state.Choices).map(({ Next }) => Next);
  const catchers = listOf(state.Catch).map(({ Next }) => Next);
  return [...rules, state.Default, state.Next, ...catchers].filter((target) => typeof target === 'string');
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value : [];
}

function ownBounds(state: State, jumps: ReadonlyMap<string, number>): Bounds {
  const passed = { ...NONE, least: 1, transitions: 1 };
  switch (state.Type) {
    case 'Task':
      return { ...passed, ...taskBounds(state), lambdaCalls: 1 };
    case 'Wait':
      return { ...passed, events: 2, seconds: Number(state.Seconds ?? LONGEST_WAIT_SECONDS) };
    case 'Parallel': {
      const branches = listOf(state.Branches).map((branch) => boundsOf(branch, jumps));
      const seconds = Math.max(...branches.map((branch) => branch.seconds));
      return { ...branches.reduce(plus, { ...passed, events: 4 }), seconds };
    }
    case 'Map': {
      const iteration = boundsOf(state.ItemProcessor as JsonObject, jumps);
      const rounds = Math.ceil(ASSUMED_ITEMS / Number(state.MaxConcurrency));
      const all = times({ ...iteration, events: iteration.events + 2 }, ASSUMED_ITEMS);
      return { ...plus(all, { ...passed, events: 4 }), least: 1, seconds: iteration.seconds * rounds };
    }
    case 'Fail':
      return { ...passed, events: 1 };
    default:
      return { ...passed, events: 2 };
  }
}

/** A task that waits for its token has one event more, and its time-out covers the waiting. */
function taskBounds(state: State): Pick<Bounds, 'events' | 'seconds'> {
  const timeout = Number(state.TimeoutSeconds);
  if (String(state.Resource).endsWith('.waitForTaskToken')) return { events: 6, seconds: timeout };
  const retries = listOf(state.Retry).reduce((sum, retrier) => sum + retrySeconds(retrier, timeout), 0);
  return { events: 5, seconds: timeout + retries };
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

function plus(a: Bounds, b: Bounds): Bounds {
  return combine(a, b, a.least + b.least, (x, y) => x + y);
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
