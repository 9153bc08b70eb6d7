import type { Hold } from '../../lib/ports/hold-store.ts';
import { uniqueName } from './unique-name.ts';

/** An action of a disabled workflow. */
export function makeHold(overrides: Partial<Hold> = {}): Hold {
  const runId = uniqueName('run');
  return {
    key: `${runId}/welcome`,
    runId,
    workflow: 'lead-follow-up',
    step: 'welcome',
    token: 'token-1',
    reason: 'disabled',
    at: '2026-03-01T10:00:00.000Z',
    endsAt: '2026-03-31T10:00:00.000Z',
    ...overrides,
  };
}
