import type { RunInput } from '../compiler/compiled-workflow.ts';
import type { Audience } from '../workflow/graph/graph.ts';
import type { Json } from '../workflow/json.ts';
import type { Page, PageRequest } from './workflow-store.ts';

/** Fixed for the life of a run. */
export interface RunBase {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly arm: 'control' | 'treatment';
  readonly contact?: string;
  /** Event name, and the event's own id. */
  readonly trigger: { readonly event: string; readonly eventId: string; readonly at: string };
  readonly createdAt: string;
  readonly machineRef: string;
  /** Grows with each redrive. */
  readonly redrives: number;
  readonly correlationId: string;
  /** TTL, seconds since the epoch; absent while open. */
  readonly expiresAt?: number;
  /** Set once the goal was reached: conversion is counted once per run. */
  readonly convertedAt?: string;
}

/**
 * A run. `pending` is stored but perhaps not started; `stop-requested` was stopped, exited or erased between put and
 * start, and must never go on.
 */
export type Run = RunBase &
  (
    | { readonly status: 'pending'; readonly attempts: number }
    | { readonly status: 'stop-requested'; readonly stop: StopReason }
    | { readonly status: 'running' | 'waiting' | 'paused'; readonly startedAt: string }
    | { readonly status: 'succeeded'; readonly startedAt: string; readonly endedAt: string; readonly outcome: string }
    | {
        readonly status: 'failed';
        readonly startedAt?: string;
        readonly endedAt: string;
        readonly error: { readonly code: string; readonly message: string };
      }
    | {
        readonly status: 'stopped' | 'exited';
        readonly startedAt?: string;
        readonly endedAt: string;
        readonly stop: StopReason;
      }
  );

export type RunStatus = Run['status'];

export interface StopReason {
  /** `goal` ends as exited; the others as stopped. */
  readonly kind: 'operator' | 'goal' | 'erasure';
  readonly by: string;
  readonly at: string;
  readonly comment?: string;
}

/** A trigger that started no run, with its reason (R4). */
export interface SkippedRun {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly contact?: string;
  readonly event: string;
  readonly eventId: string;
  readonly at: string;
  readonly reason: 'consent' | 'reentry' | 'overlap' | 'goal' | 'loop' | 'replay';
  readonly detail: string;
}

/** What putting a run led to. */
export type PutRunOutcome =
  | { readonly kind: 'created'; readonly run: Run }
  /** The same trigger was seen before: the stored pick counts. */
  | { readonly kind: 'exists'; readonly run: Run }
  | { readonly kind: 'refused'; readonly reason: 'reentry' | 'overlap'; readonly detail: string };

/** Filters of a run list; one of them, or none for all, always newest first. */
export interface RunFilter {
  readonly workflow?: string;
  readonly status?: RunStatus;
  readonly contact?: string;
}

export interface RunStore {
  /** Puts a pending run with its input bytes; re-entry is decided in the same transaction, per workflow and contact. */
  putPending(run: Run & { readonly status: 'pending' }, input: RunInput, audience: Audience): Promise<PutRunOutcome>;
  get(id: string): Promise<Run | undefined>;
  getInput(id: string): Promise<RunInput | undefined>;
  /**
   * Replaces the run if its stored (redrives, rank of status) is not past `next`'s, and counters with it in the same
   * transaction. `false`: the stored one is as new or newer, and nothing changed.
   */
  advance(next: Run): Promise<boolean>;
  list(filter: RunFilter, page: PageRequest): Promise<Page<Run>>;
  /** Runs still `pending` or `stop-requested` that were created before the instant (ms), oldest first; at most 100. */
  listUnstarted(before: number): Promise<readonly Run[]>;
  /** Runs not ended, oldest first. */
  listOpen(page: PageRequest): Promise<Page<Run>>;
  putSkipped(skipped: SkippedRun): Promise<void>;
  listSkipped(
    filter: { readonly workflow?: string; readonly contact?: string },
    page: PageRequest,
  ): Promise<Page<SkippedRun>>;
  /** Exact counts. */
  counts(workflow: string): Promise<RunCounts>;
  putHistory(id: string, history: readonly Json[]): Promise<void>;
  getHistory(id: string): Promise<readonly Json[] | undefined>;
}

export interface RunCounts {
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly stopped: number;
  readonly exited: number;
  readonly converted: number;
  readonly skipped: number;
  readonly lastRunAt?: string;
}
