import type { Approval } from '../../lib/ports/approval-store.ts';
import { uniqueName } from './unique-name.ts';

/** A question to the support team, open for a day. */
export function makeApproval(overrides: Partial<Approval> = {}): Approval {
  const id = uniqueName('approval');
  return {
    id,
    runId: 'run-1',
    workflow: 'ai-reply',
    step: 'review',
    key: `${id}/review`,
    token: 'token-1',
    name: 'Review',
    question: 'Send this reply?',
    by: ['support'],
    createdAt: '2026-03-01T10:00:00.000Z',
    timesOutAt: '2026-03-02T10:00:00.000Z',
    status: 'open',
    ...overrides,
  };
}
