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
import { createExecutionTimers } from './execution-timers.ts';
import type { Timeline } from './timeline.ts';
import { createTurns } from './turns.ts';

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

/** Runs executions of the interpreter, durably: a crash takes back the last turn as a whole, or nothing. */
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
  const { journal, activity } = deps;
  const inTurn = createTurns(activity);
  const deliver = (name: string, stimulus: Stimulus): Promise<boolean> =>
    inTurn(name, () => receive(deps, { name, stimulus, carryOut }));
  const timers = createExecutionTimers(deps.timeline, (name, timerId) => {
    activity.track(deliver(name, { type: 'timer-due', timerId }));
  });
  const invoke = async (name: string, { resource, payload, token, taskId }: InvokeEffect): Promise<void> => {
    const answer = await deps.call(resource, payload, { token }).then(answered, thrown);
    await deliver(name, { ...answer, taskId });
  };
  const carryOut: CarryOut = (name, effects) => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'invoke-task':
          activity.track(invoke(name, effect));
          break;
        case 'set-timer':
          timers.set(name, effect.timerId, effect.at);
          break;
        case 'cancel-timer':
          timers.cancel(name, effect.timerId);
          break;
        case 'ended':
          timers.cancelAll(name);
          break;
        case 'abandon-task':
          break;
      }
    }
  };
  return {
    deliver,
    start: (execution) => inTurn(execution.name, () => begin(deps, execution, carryOut)),
    resume: () => {
      const names = journal.listRunning();
      for (const name of names) {
        const stored = journal.load(name);
        carryOut(name, stored === undefined ? [] : pendingEffects(stored.state));
      }
      return names.length;
    },
  };
}

type CarryOut = (name: string, effects: readonly Effect[]) => void;

/**
 * The state is written before its effects are carried out, in the transaction that what they write joins. What leaves the
 * process waits for the disk by itself: see `GroupCommit`.
 */
async function receive(
  deps: ExecutionLoopDeps,
  { name, stimulus, carryOut }: { readonly name: string; readonly stimulus: Stimulus; readonly carryOut: CarryOut },
): Promise<boolean> {
  const stored = deps.journal.load(name);
  if (stored === undefined) {
    return false;
  }
  const { machineRef, state } = stored;
  const { status } = state;
  const advanced = await advance(deps.machine(machineRef), state, stimulus, services(deps, name));
  if (!advanced.accepted) {
    return false;
  }
  deps.commit.begin();
  deps.journal.save(name, advanced.state, advanced.history);
  if (advanced.state.status !== status) {
    deps.onStatus(name, machineRef, advanced.state);
  }
  carryOut(name, advanced.effects);
  return true;
}

/** A new execution is written once, as its first advance leaves it: nobody has seen anything of it until then. */
async function begin(
  deps: ExecutionLoopDeps,
  { machineRef, name, input }: { readonly machineRef: string; readonly name: string; readonly input: Json },
  carryOut: CarryOut,
): Promise<'started' | 'exists'> {
  const machine = deps.machine(machineRef);
  const created = newExecution({ identity: identityOf(name, machineRef), startAt: machine.startAt, input });
  const { state, history, effects } = await advance(machine, created, { type: 'start' }, services(deps, name));
  deps.commit.begin();
  if (!deps.journal.insert(name, { machineRef, state }, history)) {
    return 'exists';
  }
  deps.onStatus(name, machineRef, state);
  carryOut(name, effects);
  return 'started';
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
