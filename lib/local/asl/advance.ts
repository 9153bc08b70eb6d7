import { endExecution } from './end-execution.ts';
import type { ExecutionState } from './execution-state.ts';
import type { HistoryRecord } from './history-record.ts';
import type { Machine } from './machine.ts';
import { redrive } from './redrive.ts';
import { runWork } from './run-work.ts';
import { type Effect, recordAside, type Services, type Step } from './step.ts';
import type { Stimulus } from './stimulus.ts';
import { receiveForTask } from './task-stimulus.ts';
import { boundExecution, receiveTimer } from './timer-stimulus.ts';

/** What came of a stimulus. */
export interface Advance {
  /** The state given, changed: store it before carrying out the effects. */
  readonly state: ExecutionState;
  readonly effects: readonly Effect[];
  /** The events that were added to the history. */
  readonly history: readonly HistoryRecord[];
  /** False when nobody waited for it: a late result, an answered token, an old timer. Nothing has changed then. */
  readonly accepted: boolean;
}

/**
 * Takes an execution as far as it goes after one stimulus. The same machine, state, stimulus and services always give
 * the same. The state is changed in place: an execution has one advance at a time, and one whose result could not be
 * stored goes on from the stored state, not from this one.
 */
export async function advance(
  machine: Machine,
  state: ExecutionState,
  stimulus: Stimulus,
  services: Services,
): Promise<Advance> {
  const step: Step = { machine, execution: state, services, effects: [], history: [], work: [] };
  const accepted = await receive(step, stimulus);
  if (step.work.length > 0) {
    await runWork(step);
  }
  return { state, effects: step.effects, history: step.history, accepted };
}

async function receive(step: Step, stimulus: Stimulus): Promise<boolean> {
  if (stimulus.type === 'redrive') {
    return redrive(step);
  }
  if (step.execution.status !== 'RUNNING') {
    return false;
  }
  switch (stimulus.type) {
    case 'start':
      return start(step);
    case 'stop':
      endExecution(step, { status: 'ABORTED', error: stimulus.error, cause: stimulus.cause });
      return true;
    case 'timer-due':
      return receiveTimer(step, stimulus.timerId);
    default:
      return receiveForTask(step, stimulus);
  }
}

function start(step: Step): boolean {
  const { execution, services } = step;
  if (execution.lastEventId > 0) {
    return false;
  }
  execution.startedAt = services.now;
  const { roleArn } = execution.identity;
  recordAside(step, 0, { type: 'ExecutionStarted', input: execution.input, roleArn });
  boundExecution(step);
  step.work.push({ frame: execution.root, parent: undefined });
  return true;
}
