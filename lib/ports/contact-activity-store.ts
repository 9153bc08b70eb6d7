import type { Condition } from '../workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

/** An awaited event, recorded on its contact. */
export interface Signal {
  readonly contact: string;
  /** The event's idempotency id: recording it twice is recording it once. */
  readonly id: string;
  readonly event: string;
  readonly data: Json;
  /** When the event happened, ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  /** TTL, seconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * A run of the contact that has not ended, or has ended while its goal may still be reached, with what signals need to
 * know of it. Put and removed by the RunStore.
 */
export interface OpenRun {
  readonly contact: string;
  readonly runId: string;
  readonly workflow: string;
  readonly version: number;
  readonly triggeredAt: string;
  /** It has ended, and only waits for its goal to be counted. */
  readonly ended?: true;
}

/** A `wait_for` that is registered. */
export interface OpenWait {
  readonly contact: string;
  readonly runId: string;
  readonly step: string;
  /** run + step + iteration. */
  readonly key: string;
  readonly event: string;
  readonly condition?: Condition;
  /** Values for the condition's other roots. */
  readonly data: JsonObject;
  /** Zone for the condition's dates and clocks. */
  readonly zone: string;
  readonly since: string;
  /** Identity of the run's trigger event, which does not count. */
  readonly eventId?: string;
  /** Never leaves the server side. */
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * What one contact's runs await and what happened to the contact: one partition per contact, read consistently, so
 * that put-then-query on both sides loses no wake-up.
 */
export interface ContactActivityStore {
  /** Recording the same id again changes nothing. */
  putSignal(signal: Signal): Promise<void>;
  /** Oldest first, at or after `since`. `revision` grows with each signal of that event and contact; 0: none yet. */
  listSignals(
    contact: string,
    event: string,
    since: string,
  ): Promise<{ readonly signals: readonly Signal[]; readonly revision: number }>;
  /** Registers it, or replaces the one with the same key. */
  putWait(wait: OpenWait): Promise<void>;
  /** Forgets it if its token is still this one. */
  removeWait(wait: Pick<OpenWait, 'contact' | 'key' | 'token'>): Promise<void>;
  /** Open runs, ended runs whose goal may still be reached, and open waits: one consistent read. */
  listOpen(contact: string): Promise<{ readonly runs: readonly OpenRun[]; readonly waits: readonly OpenWait[] }>;
}
