import { type AppError, conflict } from '../errors/app-error.ts';
import type { ArmCounts } from './arm-counts.ts';
import type { AuditEntry } from './audit-log.ts';

/** What becomes of runs in flight while a workflow is disabled: they finish, are held at their next step, or are stopped. */
export type InFlight = 'finish' | 'hold' | 'stop';

/** Bounds that end a rollout by itself: at least one of the rates. */
export interface Guardrail {
  /** Ended runs of the treatment that are needed before anything is judged. */
  readonly minRuns: number;
  /** 0 to 1: failed runs among those that ended. */
  readonly maxFailureRate?: number;
  /** 0 to 1: converted runs among those that ended. */
  readonly minConversionRate?: number;
}

/** A version that takes a part of the new runs, the treatment; the active one, the control, takes the others. */
export interface Rollout {
  readonly version: number;
  /** 1–99. 100 would be promoting it, 0 reverting it: both end the rollout. */
  readonly percent: number;
  /** Fixed for the rollout's life, so that raising the percentage only adds contacts. */
  readonly salt: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly startedBy: string;
  readonly guardrail?: Guardrail;
  /** What both arms had counted when the rollout began. */
  readonly baseline: RolloutCounts;
  /** When the percentage was last set, and what both arms had counted then: how the split came out is told from there. */
  readonly shared: RolloutCounts & { readonly at: string };
}

/** The active version's runs as control, and the staged one's as treatment. */
export interface RolloutCounts {
  readonly control: ArmCounts;
  readonly treatment: ArmCounts;
}

/** What runs of a workflow, also of one that has only a draft: changed only by conditional writes on `revision`. */
export interface LiveState {
  readonly workflow: string;
  /** Starts at 1 and grows by one with each change. */
  readonly revision: number;
  /** For lists: the name in the active version, else in the newest one, else in the draft. */
  readonly name: string;
  /** Of a file: it can be operated, and not edited. */
  readonly origin: 'file' | 'api';
  readonly enabled: boolean;
  readonly archived: boolean;
  /** Only while disabled; absent then: they finish. */
  readonly inFlight?: InFlight;
  /** Since when `inFlight` is what it is, ISO 8601; absent: since `changedAt`. */
  readonly inFlightSince?: string;
  /** The active version, the control of a rollout; absent: none was activated yet. */
  readonly active?: number;
  readonly rollout?: Rollout;
  /**
   * Versions whose runs may still be open, the active and the staged one included: signals and goals are kept for all
   * of them. Sorted.
   */
  readonly covered: readonly number[];
  /** By version: since when nothing of it is live or open, ISO 8601. For those that left `covered`. */
  readonly idleSince?: Readonly<Record<string, string>>;
  /** Event names that a rule on the bus exists for, because a retained version names them. Sorted. */
  readonly events: readonly string[];
  /** The version that the workflow's file released last: a deployment without a new one changes nothing. */
  readonly released?: number;
  /** ISO 8601: the last change that someone asked for. */
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Live states of workflows: few and small, so that the dispatcher can read all of them every few seconds. */
export interface LiveStateStore {
  get(workflow: string): Promise<LiveState | undefined>;
  /** All of them, archived ones included, by workflow id. */
  list(): Promise<readonly LiveState[]>;
  /**
   * Writes `next` if the stored revision is `next.revision - 1` (0: none stored), in one transaction with the entries
   * about it; otherwise a `conflict` AppError SB611, and nothing is written.
   */
  put(next: LiveState, ...audit: readonly AuditEntry[]): Promise<void>;
}

/** The error of every store for a live state that is not as its writer saw it. */
export function liveStateChanged(workflow: string): AppError {
  return conflict({
    code: 'SB611',
    message: `Someone else changed what runs of "${workflow}" at the same time.`,
    resolution: 'Look at its present state, then try again.',
  });
}
