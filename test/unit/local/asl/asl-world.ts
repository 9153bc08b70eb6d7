import type { ExecutionState } from '../../../../lib/local/asl/execution-state.ts';
import { type HistoryEvent, toHistoryEvent } from '../../../../lib/local/asl/history-event.ts';
import { loadMachine } from '../../../../lib/local/asl/load-machine.ts';
import { type RunOptions, runToEnd, startExecution } from '../../../../lib/local/asl/run-execution.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

/** When runs of these tests start. */
export const startTime = Date.UTC(2026, 0, 1);

/** States by name; the first one starts. */
export type States = Readonly<Record<string, object>>;

/** A JSONata machine of these states. */
export function machineOf(states: States, around: object = {}) {
  const [startAt] = Object.keys(states);
  return loadMachine({ QueryLanguage: 'JSONata', StartAt: startAt, States: states, ...around });
}

/** A branch or iteration of these states. */
export function flowOf(states: States): object {
  const [startAt] = Object.keys(states);
  return { StartAt: startAt, States: states };
}

/** What a run came to. */
export interface Ran {
  readonly state: ExecutionState;
  readonly events: readonly HistoryEvent[];
  /** The events' types, in order. */
  readonly types: readonly string[];
}

/** Runs states to their end; functions give back their payload unless told otherwise. */
export async function run(
  states: States,
  options: Partial<RunOptions> & { readonly around?: object } = {},
): Promise<Ran> {
  const { around, ...rest } = options;
  const { state, history } = await runToEnd({ machine: machineOf(states, around), invoke: echo, ...rest });
  return ran(state, history.map(toHistoryEvent));
}

/** Starts states without running them. */
export function started(states: States, options: Partial<RunOptions> & { readonly around?: object } = {}) {
  const { around, ...rest } = options;
  return startExecution({ machine: machineOf(states, around), invoke: echo, ...rest });
}

/** The result of a run and its events. */
function ran(state: ExecutionState, events: readonly HistoryEvent[]): Ran {
  return { state, events, types: events.map(({ type }) => type) };
}

/** A function that gives back its payload. */
function echo(_resource: string, payload: Json): Json {
  return payload;
}

/** A function that throws errors of these names in turn, then answers. */
export function failing(...names: readonly string[]): () => Json {
  const left = [...names];
  return () => {
    const name = left.shift();
    if (name !== undefined) {
      throw Object.assign(new Error(`${name} happened`), { name });
    }
    return 'done';
  };
}

/** Milliseconds from the start of a run to an event of a type. */
export function whenAfterStart(events: readonly HistoryEvent[], type: string): number[] {
  return events.filter((event) => event.type === type).map(({ timestamp }) => timestamp.getTime() - startTime);
}
