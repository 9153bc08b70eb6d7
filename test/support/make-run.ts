import { baseOf } from '../../lib/engine/runs/apply-status.ts';
import type { PendingRun, Run } from '../../lib/ports/run.ts';
import type { PutRunRequest } from '../../lib/ports/run-store.ts';
import { uniqueName } from './unique-name.ts';

/** A run as dispatch puts it, of a workflow and a contact of its own. */
export function makePendingRun(overrides: Partial<PendingRun> = {}): PendingRun {
  const workflow = overrides.workflow ?? uniqueName('workflow');
  return {
    id: uniqueName('run'),
    workflow,
    version: 1,
    arm: 'control',
    contact: uniqueName('contact'),
    trigger: { event: 'lead.created', eventId: uniqueName('event'), at: '2026-03-01T10:00:00.000Z' },
    createdAt: '2026-03-01T10:00:01.000Z',
    machineRef: `machine:${workflow}:1`,
    revision: 1,
    redrives: 0,
    correlationId: 'correlation-1',
    status: 'pending',
    attempts: 0,
    ...overrides,
  };
}

/** A request that only the same id refuses. */
export function makePutRequest(run: PendingRun, overrides: Partial<PutRunRequest> = {}): PutRunRequest {
  return {
    run,
    input: JSON.stringify({ run: { id: run.id } }),
    audience: { reentry: 'always', overlap: true },
    ...overrides,
  };
}

/** The run once it is known to have started. */
export function asRunning(run: Run): Run {
  return { ...baseOf(run), status: 'running', startedAt: '2026-03-01T10:05:00.000Z' };
}

/** The run once it is over. */
export function asSucceeded(run: Run): Run {
  const at = '2026-03-01T10:05:00.000Z';
  return {
    ...baseOf(run),
    status: 'succeeded',
    startedAt: at,
    endedAt: at,
    outcome: 'completed',
    expiresAt: 2_000_000_000,
  };
}
