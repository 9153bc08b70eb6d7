import {
  type ExecutionDescription,
  type ExecutionRef,
  type Executions,
  notRedrivable,
} from '../../lib/ports/executions.ts';
import type { Json } from '../../lib/workflow/json.ts';
import type { SettableClock } from './settable-clock.ts';

/** Executions that run until they are told to end. */
export interface FakeExecutions extends Executions {
  /** What each was started with. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly running: () => readonly string[];
  readonly end: (name: string, end: Partial<ExecutionDescription> & Pick<ExecutionDescription, 'status'>) => void;
  /** Runs again what failed. */
  readonly redrive: (execution: Pick<ExecutionRef, 'name'>) => Promise<void>;
  /** As if its history and itself had been deleted. */
  readonly forget: (name: string) => void;
  readonly setHistory: (name: string, history: readonly Json[]) => void;
}

/** None runs yet. */
export function createFakeExecutions(clock: SettableClock): FakeExecutions {
  const inputs = new Map<string, string>();
  const refs = new Map<string, string>();
  const states = new Map<string, ExecutionDescription>();
  const histories = new Map<string, readonly Json[]>();
  const end: FakeExecutions['end'] = (name, change) => {
    const known = states.get(name);
    if (known?.status === 'RUNNING') states.set(name, { ...known, endedAt: clock.iso(), ...change });
  };
  const running = () => [...states].filter(([, { status }]) => status === 'RUNNING').map(([name]) => name);
  return {
    inputs,
    running,
    end,
    redrive: async ({ name }) => {
      const known = states.get(name);
      if (known === undefined || known.status === 'RUNNING' || known.status === 'SUCCEEDED') {
        throw notRedrivable(name, `Its execution is ${known?.status ?? 'not there'}.`);
      }
      states.set(name, { status: 'RUNNING', startedAt: known.startedAt, redrives: known.redrives + 1 });
    },
    forget: (name) => {
      states.delete(name);
      histories.delete(name);
    },
    setHistory: (name, history) => {
      histories.set(name, history);
    },
    start: async ({ machineRef, name, input }) => {
      if (inputs.has(name)) return 'exists';
      inputs.set(name, input);
      refs.set(name, machineRef);
      states.set(name, { status: 'RUNNING', startedAt: clock.iso(), redrives: 0 });
      return 'started';
    },
    stop: async ({ name, error, cause }) => end(name, { status: 'ABORTED', error, cause }),
    describe: async ({ name }) => states.get(name),
    listRunning: async (machineRef) => ({ items: running().filter((name) => refs.get(name) === machineRef) }),
    history: async ({ name }) => histories.get(name) ?? [],
  };
}
