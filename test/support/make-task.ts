import type { RunFacts } from '../../lib/compiler/compiled-workflow.ts';
import {
  type ApprovalTask,
  type HoldTask,
  type ReadTask,
  TASK_CONTRACT,
  type TaskBase,
  type WaitForTask,
} from '../../lib/compiler/task-contract.ts';
import type { Run } from '../../lib/ports/run.ts';

/** What a run's execution knows of it. */
export function makeFacts(overrides: Partial<RunFacts> = {}): RunFacts {
  return {
    id: 'run-1',
    workflow: 'lead-follow-up',
    version: 1,
    arm: 'control',
    contact: 'contact-1',
    event_id: 'event-1',
    triggered_at: '2026-03-01T10:00:00.000Z',
    started_at: '2026-03-01T10:00:01.000Z',
    depth: 0,
    chain: [],
    correlation_id: 'event-1',
    ...overrides,
  };
}

/** The facts of a run on record. */
export function factsOf({ id, workflow, version, contact }: Run): RunFacts {
  return makeFacts({ id, workflow, version, ...(contact && { contact }) });
}

function taskBase(run: RunFacts, step: string): TaskBase {
  return { contract: TASK_CONTRACT, run, step, now: '2026-03-01T10:00:05.000Z', zone: 'UTC' };
}

/** A `wait_for: message.received` with a time-out of an hour. */
export function makeWaitFor(run: RunFacts, overrides: Partial<WaitForTask> = {}): WaitForTask {
  const wait = {
    kind: 'wait_for',
    token: 'token-1',
    event: 'message.received',
    since: null,
    timeout_seconds: 3600,
  } as const;
  return { ...taskBase(run, 'reply'), ...wait, ...overrides };
}

/** A question to the support team, open for a day. */
export function makeApprove(run: RunFacts, overrides: Partial<ApprovalTask> = {}): ApprovalTask {
  const approve = {
    kind: 'approve',
    token: 'token-1',
    name: 'Review',
    question: 'Send this reply?',
    by: ['support'],
    timeout_seconds: 86_400,
  } as const;
  return { ...taskBase(run, 'review'), ...approve, ...overrides };
}

/** A read of nothing. */
export function makeRead(run: RunFacts, overrides: Partial<ReadTask> = {}): ReadTask {
  return { ...taskBase(run, 'check'), kind: 'read', ...overrides };
}

/** An action of a disabled workflow, kept back. */
export function makeHeld(run: RunFacts, overrides: Partial<HoldTask> = {}): HoldTask {
  const Cause = JSON.stringify({ errorType: 'Signalbox.Held', errorMessage: 'disabled: not now', trace: [] });
  const held = { Error: 'Signalbox.Held', Cause };
  return { ...taskBase(run, 'welcome'), kind: 'hold', token: 'token-1', held, timeout_seconds: 86_400, ...overrides };
}
