/** Fixed for the life of a run, or common to all its states. */
export interface RunBase {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly arm: 'control' | 'treatment';
  readonly contact?: string;
  /** Event name, the event's own id, and when it happened (ISO 8601). */
  readonly trigger: { readonly event: string; readonly eventId: string; readonly at: string };
  /** ISO 8601, as all times of a run. */
  readonly createdAt: string;
  readonly machineRef: string;
  /** Starts at 1 and grows by one with each change. */
  readonly revision: number;
  /** Grows with each redrive. */
  readonly redrives: number;
  readonly correlationId: string;
  /** TTL, seconds since the epoch; absent while open. */
  readonly expiresAt?: number;
  /** The variant (or `hold_out`) of each experiment, as it was drawn; absent without experiments. */
  readonly variants?: Readonly<Record<string, string>>;
  /** Until when reaching the goal counts, ISO 8601, even after the run's end; absent: while it is open. */
  readonly goalUntil?: string;
  /** Set once the goal was reached: conversion is counted once per run. */
  readonly convertedAt?: string;
}

/** A human or an event that a run waits for. */
export interface RunWait {
  /** run + step + iteration. */
  readonly key: string;
  /** When the wait times out, ISO 8601: from then on the run goes on by itself. */
  readonly until: string;
}

/** An action that is kept back, and why. */
export interface RunHold {
  /** run + step + iteration. */
  readonly key: string;
  /** `disabled`, or what kept it back. */
  readonly reason: string;
  /** Since when, ISO 8601. */
  readonly at: string;
  /** When it goes on by itself; absent: when someone lets it. */
  readonly until?: string;
}

/**
 * A run. `pending` is stored but perhaps not started. `stop-requested` has been told to stop, exit or vanish, and its
 * execution has not ended yet; without `startedAt` that happened before it was known to have started, and it must
 * never do anything.
 */
export type Run = RunBase &
  (
    | { readonly status: 'pending'; readonly attempts: number }
    | { readonly status: 'running'; readonly startedAt: string }
    | { readonly status: 'waiting'; readonly startedAt: string; readonly waits: readonly RunWait[] }
    | {
        readonly status: 'paused';
        readonly startedAt: string;
        /** At least one. */
        readonly holds: readonly RunHold[];
        /** What other branches wait for. */
        readonly waits: readonly RunWait[];
      }
    | { readonly status: 'stop-requested'; readonly startedAt?: string; readonly stop: StopReason }
    | { readonly status: 'succeeded'; readonly startedAt: string; readonly endedAt: string; readonly outcome: string }
    | {
        readonly status: 'failed';
        readonly startedAt?: string;
        readonly endedAt: string;
        readonly error: RunError;
      }
    | {
        readonly status: 'stopped' | 'exited';
        readonly startedAt?: string;
        readonly endedAt: string;
        readonly stop: StopReason;
      }
  );

export type RunStatus = Run['status'];

/** A run that is stored and perhaps not started. */
export type PendingRun = Run & { readonly status: 'pending' };

/** Why a run failed. */
export interface RunError {
  readonly code: string;
  readonly message: string;
}

/** Who ended a run before its end. */
export interface StopReason {
  /** `goal` ends as exited; the others as stopped. */
  readonly kind: 'operator' | 'goal' | 'erasure';
  readonly by: string;
  readonly at: string;
  readonly comment?: string;
}

/** A run that nothing more happens to, unless it is redriven. */
export type EndedRun = Run & { readonly status: 'succeeded' | 'failed' | 'stopped' | 'exited' };

/** Whether a run that has ended may still reach its goal: the goal's window is longer than the run was. */
export function mayStillConvert(run: Run): boolean {
  return hasEnded(run) && run.convertedAt === undefined && run.goalUntil !== undefined && run.goalUntil > run.endedAt;
}

/** The states of a run that has not ended. */
export const OPEN_STATUSES = [
  'pending',
  'running',
  'waiting',
  'paused',
  'stop-requested',
] as const satisfies readonly RunStatus[];

/** Whether nothing more happens to a run, unless it is redriven. */
export function hasEnded(run: Run): run is EndedRun {
  return !OPEN_STATUSES.some((status) => status === run.status);
}
