import { type Executions, notRedrivable } from '../../ports/executions.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Json } from '../../workflow/json.ts';
import { toHistoryEvent } from '../asl/history-event.ts';
import type { Machine } from '../asl/machine.ts';
import { type RunningExecution, startExecution } from '../asl/run-execution.ts';
import type { Invoke } from '../asl/task-caller.ts';
import type { VirtualClock } from '../asl/virtual-clock.ts';
import { describeExecution } from '../engine/local-executions.ts';

/** The one execution of a simulation, behind the ports that the engine starts and answers executions through. */
export interface SimulatedExecution {
  readonly ports: Executions & TaskTokens;
  /** Absent until the engine starts it. */
  readonly running: () => RunningExecution | undefined;
  /** In GetExecutionHistory's shape. */
  readonly history: () => readonly Json[];
}

/** Nothing runs until the engine starts it; then it runs on virtual time. */
export function createSimulatedExecution(options: {
  readonly machine: Machine;
  readonly clock: VirtualClock;
  readonly invoke: Invoke;
  /** Changes the run's input before the start: which variants it takes. */
  readonly prepare: (input: Json) => Json;
}): SimulatedExecution {
  const { machine, clock, prepare } = options;
  let running: RunningExecution | undefined;
  const open = new Set<string>();
  const invoke: Invoke = (resource, payload, call) => {
    if (call.token !== undefined) open.add(call.token);
    return options.invoke(resource, payload, call);
  };
  const history = (): readonly Json[] => JSON.parse(JSON.stringify(running?.history().map(toHistoryEvent) ?? []));
  const describe = () => {
    const state = running?.state();
    return state && describeExecution(state, state.status === 'RUNNING' ? undefined : clock.now());
  };
  const use = (token: string, answer: (execution: RunningExecution) => void): 'done' | 'gone' => {
    if (running === undefined || !open.delete(token)) return 'gone';
    answer(running);
    return 'done';
  };
  return {
    history,
    running: () => running,
    ports: {
      start: async ({ name, input }) => {
        if (running !== undefined) return 'exists';
        running = startExecution({ machine, name, input: prepare(JSON.parse(input)), invoke, clock });
        return 'started';
      },
      stop: async ({ error, cause }) => running?.stop(error, cause),
      redrive: async ({ name }) => {
        throw notRedrivable(name, 'It is only simulated.');
      },
      describe: async () => describe(),
      listRunning: async () => ({ items: [] }),
      history: async () => history(),
      succeed: async (token, output) => use(token, (execution) => execution.sendTaskSuccess(token, output)),
      fail: async (token, error, cause) => use(token, (execution) => execution.sendTaskFailure(token, error, cause)),
    },
  };
}
