import { type AppError, conflict } from '../errors/app-error.ts';
import type { AuditEntry } from './audit-log.ts';

/** The text of a workflow that someone works on: it runs nothing, and may have errors. At most one for a workflow. */
export interface Draft {
  readonly workflow: string;
  readonly text: string;
  /** Grows with each save, also over discarded drafts, so that a revision never names two texts. */
  readonly revision: number;
  /** The version that it began as a copy of. */
  readonly basedOn?: number;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly savedBy: string;
}

/** Drafts of workflows. Each change is one transaction with its audit entries. */
export interface DraftStore {
  get(workflow: string): Promise<Draft | undefined>;
  /**
   * Writes a draft and gives it the next revision, if the stored one has the `expected` revision (0: there is none);
   * otherwise a `conflict` AppError SB653.
   */
  put(next: Omit<Draft, 'revision'>, expected: number, ...audit: readonly AuditEntry[]): Promise<Draft>;
  /** Removes the draft of that revision; otherwise SB653. */
  remove(workflow: string, revision: number, ...audit: readonly AuditEntry[]): Promise<void>;
}

/** The error of every store for a draft that is not as its writer saw it. */
export function draftChanged(workflow: string): AppError {
  return conflict({
    code: 'SB653',
    message: `The draft of "${workflow}" was changed by someone else meanwhile, or is not there any more.`,
    resolution: 'Read it again, and carry your change over.',
  });
}
