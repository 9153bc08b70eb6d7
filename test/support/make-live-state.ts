import type { LiveState } from '../../lib/ports/live-state-store.ts';
import { uniqueName } from './unique-name.ts';

/** A live state as it is first put, of a workflow of its own: enabled, with version 1 active. */
export function makeLiveState(overrides: Partial<LiveState> = {}): LiveState {
  return {
    workflow: uniqueName('workflow'),
    revision: 1,
    name: 'A workflow',
    origin: 'api',
    enabled: true,
    archived: false,
    active: 1,
    covered: [1],
    events: ['lead.created'],
    changedAt: '2026-03-01T09:00:00.000Z',
    changedBy: 'ana@example.com',
    ...overrides,
  };
}
