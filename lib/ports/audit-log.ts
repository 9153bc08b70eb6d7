import type { Json } from '../workflow/json.ts';
import type { Page, PageRequest } from './page.ts';

/** Everything that people, deployments and guardrails do to workflows. */
export type AuditAction =
  | 'workflow.created'
  | 'draft.saved'
  | 'draft.discarded'
  | 'version.published'
  | 'version.described'
  | 'version.retired'
  | 'version.restored'
  | 'workflow.activated'
  | 'rollout.staged'
  | 'rollout.changed'
  | 'rollout.promoted'
  | 'rollout.reverted'
  | 'workflow.enabled'
  | 'workflow.disabled'
  | 'workflow.archived';

/** Who did what to a workflow, and why. Never changed once it is written. */
export interface AuditEntry {
  /** A ULID. */
  readonly id: string;
  readonly workflow: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  /** A person, `deployment`, `files`, `sweep` or `guardrail`. */
  readonly by: string;
  readonly action: AuditAction;
  /** What was so before, and what is so since; only what the action is about. */
  readonly from?: Json;
  readonly to?: Json;
  /** In the words of who did it. */
  readonly why?: string;
}

/** What was done to workflows. Entries about a change are written by the store that makes it, in its transaction. */
export interface AuditLog {
  /** An entry that stands for itself. Appending it twice is appending it once. */
  append(entry: AuditEntry): Promise<void>;
  /** Newest first; of one workflow, or of all. AppError SB708 for a cursor that no page of ours gave. */
  list(filter: { readonly workflow?: string }, page: PageRequest): Promise<Page<AuditEntry>>;
}
