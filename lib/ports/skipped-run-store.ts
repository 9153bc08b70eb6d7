import type { Page, PageRequest } from './page.ts';

/** Why a trigger started no run. */
export type SkipReason = 'consent' | 'reentry' | 'overlap' | 'goal' | 'loop' | 'replay';

/** A trigger that started no run, with its reason (R4). */
export interface SkippedRun {
  /** The id that the run would have had: recording the same trigger twice is recording it once. */
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly contact?: string;
  readonly event: string;
  readonly eventId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: SkipReason;
  readonly detail: string;
  /** TTL, seconds since the epoch. */
  readonly expiresAt: number;
}

/** Triggers that started no run. */
export interface SkippedRunStore {
  /** One call: the record and its count, once per id. */
  put(skipped: SkippedRun): Promise<void>;
  /** Newest first. */
  list(
    filter: { readonly workflow: string } | { readonly contact: string },
    page: PageRequest,
  ): Promise<Page<SkippedRun>>;
}
