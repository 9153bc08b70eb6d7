import { createHash } from 'node:crypto';
import type { Json } from '../../workflow/json.ts';
import { advance } from '../asl/advance.ts';
import { type ExecutionState, newExecution } from '../asl/execution-state.ts';
import type { Machine } from '../asl/machine.ts';
import { pendingEffects } from '../asl/pending-effects.ts';
import type { Effect, InvokeEffect, Services } from '../asl/step.ts';
import type { Stimulus } from '../asl/stimulus.ts';
import { answered, thrown } from '../asl/task-answer.ts';
import type { GroupCommit } from '../sqlite/group-commit.ts';
import type { Activity } from './activity.ts';
import type { ExecutionJournal } from './execution-journal.ts';
import type { Timeline } from './timeline.ts';

/** A function that states call, as the embedded engine serves it. */
export type TaskFunction = (payload: Json, call: { readonly token: string | undefined }) => Promise<unknown>;

/** What executions run on. */
export interface ExecutionLoopDeps {
  readonly journal: ExecutionJournal;
  readonly commit: GroupCommit;
  readonly timeline: Timeline;
  readonly activity: Activity;
  readonly machine: (machineRef: string) => Machine;
  readonly call: (resource: string, payload: Json, call: { readonly token: string | undefined }) => Promise<unknown>;
  readonly random: () => number;
  readonly secret: () => string;
  /** Told in the same transaction as the change. */
  readonly onStatus: (name: string, machineRef: string, state: ExecutionState) => void;
}

/** Runs executions of the interpreter, durably: each change is on disk before what it asks for is done. */
export interface ExecutionLoop {
  readonly start: (execution: { machineRef: string; name: string; input: Json }) => Promise<'started' | 'exists'>;
  /** Whether the execution took it: `false` for one that ended, or for a token that is no longer awaited. */
  readonly deliver: (name: string, stimulus: Stimulus) => Promise<boolean>;
  /** Takes up what ran when the process ended. */
  readonly resume: () => number;
}

/** A token names its execution, so that none has to be looked up. */
export function executionOfToken(token: string): string {
  return token.slice(0, token.lastIndexOf('~'));
}

/** The loop; call `resume` once before anything else. */
export function createExecutionLoop(deps: ExecutionLoopDeps): ExecutionLoop {
  const { journal, commit, activity } = deps;
  /** Executions with something at work, each with the work it will do next. */
  const chains = new Map<string, Promise<unknown>>();
  const timers = new Map<string, Set<string>>();

  const inTurn = <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (chains.get(name) ?? Promise.resolve()).then(work, work);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (chains.get(name) === settled) {
          chains.delete(name);
        }
      });
    chains.set(name, settled);
    activity.track(turn);
    return turn;
  };

  const receive = async (name: string, stimulus: Stimulus): Promise<boolean> => {
    const stored = journal.load(name);
    if (stored === undefined) {
      return false;
    }
    const { machineRef, state } = stored;
    const before = state.status;
    const first = state.lastEventId === 0;
    const advanced = await advance(deps.machine(machineRef), state, stimulus, services(deps, name));
    if (!advanced.accepted) {
      return false;
    }
    commit.begin();
    journal.save(name, advanced.state, advanced.history);
    if (first || advanced.state.status !== before) {
      deps.onStatus(name, machineRef, advanced.state);
    }
    await commit.durable();
    carryOut(name, advanced.effects);
    return true;
  };
  const deliver = (name: string, stimulus: Stimulus): Promise<boolean> => inTurn(name, () => receive(name, stimulus));

  const invoke = async (name: string, effect: InvokeEffect): Promise<void> => {
    const answer = await deps.call(effect.resource, effect.payload, { token: effect.token }).then(answered, thrown);
    await deliver(name, { ...answer, taskId: effect.taskId });
  };

  const setTimer = (name: string, timerId: string, at: number): void => {
    const own = timers.get(name) ?? new Set();
    timers.set(name, own.add(timerId));
    deps.timeline.set(timerName(name, timerId), at, () => {
      own.delete(timerId);
      activity.track(deliver(name, { type: 'timer-due', timerId }));
    });
  };
  const cancelTimers = (name: string, ids: Iterable<string>): void => {
    for (const id of ids) {
      deps.timeline.cancel(timerName(name, id));
    }
  };
  const carryOut = (name: string, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'invoke-task':
          activity.track(invoke(name, effect));
          break;
        case 'set-timer':
          setTimer(name, effect.timerId, effect.at);
          break;
        case 'cancel-timer':
          cancelTimers(name, [effect.timerId]);
          timers.get(name)?.delete(effect.timerId);
          break;
        case 'ended':
          cancelTimers(name, timers.get(name) ?? []);
          timers.delete(name);
          break;
        case 'abandon-task':
          break;
      }
    }
  };

  return {
    deliver,
    start: async ({ machineRef, name, input }) => {
      const machine = deps.machine(machineRef);
      const identity = identityOf(name, machineRef);
      commit.begin();
      const created = journal.insert(name, {
        machineRef,
        state: newExecution({ identity, startAt: machine.startAt, input }),
      });
      if (created) {
        await deliver(name, { type: 'start' });
      }
      return created ? 'started' : 'exists';
    },
    resume: () => {
      const names = journal.listRunning();
      for (const name of names) {
        const stored = journal.load(name);
        if (stored?.state.lastEventId === 0) {
          activity.track(deliver(name, { type: 'start' }));
        } else if (stored !== undefined) {
          carryOut(name, pendingEffects(stored.state));
        }
      }
      return names.length;
    },
  };
}

function timerName(name: string, timerId: string): string {
  return `execution ${name} ${timerId}`;
}

function identityOf(name: string, machineRef: string): ExecutionState['identity'] {
  return {
    id: `${machineRef}/execution/${name}`,
    name,
    stateMachineId: machineRef,
    stateMachineName: machineRef,
    roleArn: 'local',
  };
}

function services(deps: ExecutionLoopDeps, name: string): Services {
  return {
    now: deps.timeline.now(),
    random: deps.random,
    ids: () => `${name}~${deps.secret()}`,
    hash: (algorithm, text) => createHash(algorithm.toLowerCase().replace('-', '')).update(text).digest('hex'),
  };
}
