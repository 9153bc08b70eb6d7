import type { Audience } from '../workflow/graph/graph.ts';
import type { ArmCounts } from './arm-counts.ts';
import type { Page, PageRequest } from './page.ts';
import type { PendingRun, Run, RunStatus } from './run.ts';

/** A run to be put, and what must hold for it in the same transaction. */
export interface PutRunRequest {
  readonly run: PendingRun;
  /** The execution's input, byte for byte: `RunInput` as JSON. */
  readonly input: string;
  /** Re-entry and overlap are decided per workflow and contact. A run without a contact passes. */
  readonly audience: Pick<Audience, 'reentry' | 'overlap'>;
  /** Refuse when the contact has signals of this event, at or after `since`, that the caller has not seen. */
  readonly unless?: { readonly event: string; readonly since: string; readonly seen?: number };
}

/** What putting a run led to. */
export type PutRunOutcome =
  | { readonly kind: 'created' }
  /** The same trigger was seen before: the stored run, with its version and arm, counts. */
  | { readonly kind: 'exists'; readonly run: Run }
  | { readonly kind: 'refused'; readonly reason: 'reentry' | 'overlap'; readonly detail: string }
  /** `unless` did not hold: look at the signals, then put again with the revision that was `seen`. */
  | { readonly kind: 'signalled'; readonly detail: string };

/** The records of runs. */
export interface RunStore {
  /**
   * One transaction: the pending run, its input, the open run on its contact, the mark for re-entry, the counters.
   * `exists` comes before every refusal.
   */
  putPending(request: PutRunRequest): Promise<PutRunOutcome>;
  get(id: string): Promise<Run | undefined>;
  /** The input as it was put. */
  getInput(id: string): Promise<string | undefined>;
  /**
   * Writes `next` if the stored revision is `stored.revision` (`next` has the one after it), and with it, in the same
   * transaction, the counters and, at the end of a run (or its redrive), the open run on the contact. `false`: someone else changed
   * it first, and nothing was written.
   */
  replace(stored: Run, next: Run): Promise<boolean>;
}

/**
 * Filters of a run list: none for all, or a status; or a contact; or a workflow, and of it a status, or a version or an
 * arm or both. Each may be within a time. Every other combination would have to read runs that it does not give.
 */
export type RunFilter = CreatedWithin & (OfContact | OfWorkflow | OfVersion | OfAll);

interface OfContact {
  readonly contact: string;
  readonly workflow?: never;
  readonly status?: never;
  readonly version?: never;
  readonly arm?: never;
}

interface OfWorkflow {
  readonly workflow: string;
  readonly status?: RunStatus;
  readonly contact?: never;
  readonly version?: never;
  readonly arm?: never;
}

interface OfVersion {
  readonly workflow: string;
  readonly version?: number;
  readonly arm?: Run['arm'];
  readonly contact?: never;
  readonly status?: never;
}

interface OfAll {
  readonly status?: RunStatus;
  readonly workflow?: never;
  readonly contact?: never;
  readonly version?: never;
  readonly arm?: never;
}

/** When runs were created, in ms since the epoch: from the one moment on, until before the other. */
export interface CreatedWithin {
  readonly from?: number;
  readonly to?: number;
}

/** Lists of runs, and their numbers. */
export interface RunIndex {
  /** Newest first, by when they were created. */
  list(filter: RunFilter, page: PageRequest): Promise<Page<Run>>;
  /** Runs still `pending` or `stop-requested` that were created before the instant (ms), oldest first; at most 100. */
  listUnstarted(before: number): Promise<readonly Run[]>;
  /** Runs that have not ended, in no particular order. */
  listOpen(page: PageRequest): Promise<Page<Run>>;
  /** Exact counts. */
  counts(workflow: string): Promise<RunCounts>;
  /** Exact counts of one version's runs, by arm and by variant. */
  versionCounts(workflow: string, version: number): Promise<VersionCounts>;
}

/** What a version's runs came to: the same runs by the arm they were in, and by what each experiment drew. */
export interface VersionCounts {
  readonly control: ArmCounts;
  readonly treatment: ArmCounts;
  /** By experiment step and variant, `hold_out` included; only what was drawn at least once. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, ArmCounts>>>>;
}

/** How many runs of a workflow are in which state; exact, since they change in the runs' own transactions. */
export interface RunCounts {
  /** All that were ever put. */
  readonly started: number;
  /** Pending, running, waiting, paused or about to stop. */
  readonly open: number;
  readonly waiting: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly stopped: number;
  readonly exited: number;
  readonly converted: number;
  readonly skipped: number;
  /** When the newest run was created, ISO 8601. */
  readonly lastRunAt?: string;
}
