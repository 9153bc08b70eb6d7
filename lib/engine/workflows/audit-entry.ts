import type { AuditAction, AuditEntry } from '../../ports/audit-log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Json } from '../../workflow/json.ts';

/** What writing an entry needs. */
export interface AuditDeps {
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'ulid'>;
}

/** Who asks for a change, and why if they said so. */
export interface Asked {
  readonly workflow: string;
  readonly by: string;
  readonly why?: string | undefined;
}

/** An entry about what is done now. */
export function auditEntry(
  { clock, ids }: AuditDeps,
  { workflow, by, why }: Asked,
  action: AuditAction,
  change: { readonly from?: Json; readonly to?: Json } = {},
): AuditEntry {
  const at = new Date(clock.now()).toISOString();
  return { id: ids.ulid(), workflow, at, by, action, ...change, ...(why === undefined ? {} : { why }) };
}
