import { createHash } from 'node:crypto';
import type { Json } from '../../workflow/json.ts';
import { advance } from './advance.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { type ExecutionIdentity, type ExecutionState, newExecution } from './execution-state.ts';
import type { HistoryRecord } from './history-record.ts';
import type { Machine } from './machine.ts';
import { pendingEffects } from './pending-effects.ts';
import type { Effect, Services } from './step.ts';
import type { Stimulus } from './stimulus.ts';
import { copyJson } from './task-answer.ts';
import { answerId, createTaskCaller, type Invoke, type TaskCaller } from './task-caller.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** What to run, and in which world. */
export interface RunOptions {
  readonly machine: Machine;
  readonly input?: Json;
  /** The execution's name. */
  readonly name?: string;
  readonly invoke: Invoke;
  /** May be shared with the functions; by default one that starts on 2026-01-01. */
  readonly clock?: VirtualClock;
  /** A number from 0 up to but not including 1; by default always a half, for the same run each time. */
  readonly random?: () => number;
  /** Ids for task tokens; by default counted. */
  readonly ids?: () => string;
  /** Called after each advance; what it returns is gone on with. */
  readonly store?: (state: ExecutionState) => ExecutionState;
}

/** An execution in memory, on virtual time. Answers and stops take effect with the next settling or running. */
export interface RunningExecution {
  readonly state: () => ExecutionState;
  readonly history: () => readonly HistoryRecord[];
  /** Does what is due, without letting time pass. */
  readonly settle: () => Promise<void>;
  /** Lets time pass up to a moment, in milliseconds since 1970. */
  readonly runUntil: (moment: number) => Promise<void>;
  /** Lets time pass until the execution ends, or until nothing more can happen by itself: it is RUNNING then. */
  readonly runToEnd: () => Promise<ExecutionState>;
  /** Has something done at a moment; time stands still until it is done. */
  readonly at: (moment: number, action: () => void | Promise<void>) => void;
  readonly sendTaskSuccess: (token: string, output: Json) => void;
  readonly sendTaskFailure: (token: string, error?: string, cause?: string) => void;
  readonly sendTaskHeartbeat: (token: string) => void;
  readonly stop: (error?: string, cause?: string) => void;
  readonly redrive: () => void;
}

/** How a run ended, and what happened on the way. */
export interface RunResult {
  readonly state: ExecutionState;
  readonly history: readonly HistoryRecord[];
}

/** Runs an execution to its end in memory. Time skips from one due moment to the next, so that months take no time. */
export async function runToEnd(options: RunOptions): Promise<RunResult> {
  const running = startExecution(options);
  const state = await running.runToEnd();
  return { state, history: running.history() };
}

/** An execution in memory on virtual time; it starts as soon as it is told to settle or to run. */
export function startExecution(options: RunOptions): RunningExecution {
  const { machine, name = 'run', input = {} } = options;
  const run = newRun(
    options,
    newExecution({ identity: identityOf(name), startAt: machine.startAt, input: copyJson(input) ?? null }),
  );
  run.inbox.push({ type: 'start' });
  return control(run);
}

/** Goes on with an execution from its stored state: functions whose answer was lost are called again. */
export function resumeExecution(state: ExecutionState, options: RunOptions): RunningExecution {
  const run = newRun(options, state);
  for (const effect of pendingEffects(state)) {
    carryOut(run, effect);
  }
  return control(run);
}

function control(run: Run): RunningExecution {
  let plans = 0;
  const tell = (stimulus: Stimulus): void => {
    run.inbox.push(stimulus);
  };
  return {
    state: () => run.state,
    history: () => run.history,
    settle: () => settle(run),
    runUntil: (moment) => runUntil(run, moment),
    runToEnd: () => finish(run),
    at: (moment, action) => {
      plans += 1;
      run.agenda.set(`plan ${plans}`, moment, action);
    },
    sendTaskSuccess: (token, output) => tell({ type: 'callback-succeeded', token, output: copyJson(output) ?? null }),
    sendTaskFailure: (token, error, cause) => tell({ type: 'callback-failed', token, ...reason(error, cause) }),
    sendTaskHeartbeat: (token) => tell({ type: 'heartbeat', token }),
    stop: (error, cause) => tell({ type: 'stop', ...reason(error, cause) }),
    redrive: () => tell({ type: 'redrive' }),
  };
}

interface Run {
  readonly machine: Machine;
  readonly clock: VirtualClock;
  readonly agenda: Agenda;
  readonly inbox: Stimulus[];
  readonly caller: TaskCaller;
  readonly history: HistoryRecord[];
  readonly services: () => Services;
  readonly store: (state: ExecutionState) => ExecutionState;
  state: ExecutionState;
}

function newRun(options: RunOptions, state: ExecutionState): Run {
  const { machine, store = (given) => given } = options;
  const clock = options.clock ?? createVirtualClock(Date.UTC(2026, 0, 1));
  const agenda = createAgenda();
  const inbox: Stimulus[] = [];
  return {
    machine,
    clock,
    agenda,
    inbox,
    caller: createTaskCaller({ invoke: options.invoke, clock, agenda, inbox }),
    history: [],
    services: serviceSource(options, clock),
    store,
    state,
  };
}

function identityOf(name: string): ExecutionIdentity {
  return {
    id: `arn:aws:states:local:000000000000:execution:machine:${name}`,
    name,
    stateMachineId: 'arn:aws:states:local:000000000000:stateMachine:machine',
    stateMachineName: 'machine',
    roleArn: 'arn:aws:iam::000000000000:role/local',
  };
}

function serviceSource({ random = () => 0.5, ids }: RunOptions, clock: VirtualClock): () => Services {
  let tokens = 0;
  const countedId = (): string => {
    tokens += 1;
    return `token-${tokens}`;
  };
  return () => ({ now: clock.now(), ids: ids ?? countedId, random, hash: hexDigest });
}

function hexDigest(algorithm: string, text: string): string {
  return createHash(algorithm.toLowerCase().replace('-', '')).update(text).digest('hex');
}

/** A missing reason leaves no key behind, as the stimulus asks. */
function reason(error: string | undefined, cause: string | undefined): { error?: string; cause?: string } {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

async function settle(run: Run): Promise<void> {
  for (;;) {
    const stimulus = run.inbox.shift();
    if (stimulus !== undefined) {
      await receive(run, stimulus);
    } else if (run.caller.isBusy()) {
      await run.caller.awaitAnswers();
    } else {
      return;
    }
  }
}

async function receive(run: Run, stimulus: Stimulus): Promise<void> {
  const { state, effects, history } = await advance(run.machine, run.state, stimulus, run.services());
  run.state = run.store(state);
  for (const event of history) {
    run.history.push(event);
  }
  for (const effect of effects) {
    carryOut(run, effect);
  }
}

function carryOut({ agenda, caller, inbox }: Run, effect: Effect): void {
  switch (effect.type) {
    case 'invoke-task':
      caller.call(effect);
      break;
    case 'abandon-task':
      agenda.cancel(answerId(effect.taskId));
      break;
    case 'set-timer':
      agenda.set(timerId(effect.timerId), effect.at, () => {
        inbox.push({ type: 'timer-due', timerId: effect.timerId });
      });
      break;
    case 'cancel-timer':
      agenda.cancel(timerId(effect.timerId));
      break;
    case 'ended':
      agenda.clear('execution');
  }
}

function timerId(id: string): string {
  return `execution timer ${id}`;
}

async function runUntil(run: Run, moment: number): Promise<void> {
  await settle(run);
  for (let next = run.agenda.nextAt(); next !== undefined && next <= moment; next = run.agenda.nextAt()) {
    await doNext(run);
  }
  run.clock.skipTo(moment);
}

async function finish(run: Run): Promise<ExecutionState> {
  await settle(run);
  while (run.state.status === 'RUNNING' && run.agenda.nextAt() !== undefined) {
    await doNext(run);
  }
  return run.state;
}

async function doNext(run: Run): Promise<void> {
  const entry = run.agenda.take();
  if (entry !== undefined) {
    run.clock.skipTo(entry.at);
    await entry.action();
    await settle(run);
  }
}
