import type { AuditEntry } from '../../lib/ports/audit-log.ts';
import { uniqueName } from './unique-name.ts';

/** An entry about a workflow. */
export function makeAudit(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: uniqueName('audit'),
    workflow: uniqueName('workflow'),
    at: '2026-03-01T09:00:00.000Z',
    by: 'ana@example.com',
    action: 'workflow.disabled',
    ...overrides,
  };
}
