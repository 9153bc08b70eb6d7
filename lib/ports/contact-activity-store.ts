import type { Condition } from '../workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

/** An awaited event, recorded on its contact. */
export interface Signal {
  readonly contact: string;
  /** The event's idempotency id: recording it twice is recording it once. */
  readonly id: string;
  readonly event: string;
  readonly data: Json;
  /** When the event happened, ISO 8601. */
  readonly at: string;
  /** TTL, seconds since the epoch. */
  readonly expiresAt: number;
}

/** A run of the contact that has not ended, with what signals need to know of it. */
export interface OpenRun {
  readonly contact: string;
  readonly runId: string;
  readonly workflow: string;
  readonly version: number;
  readonly triggeredAt: string;
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
  readonly since: string;
  /** Never leaves the server side. */
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * What one contact's runs await and what happened to the contact: one partition per contact, read consistently, so
 * that put-then-query on both sides loses no wake-up.
 */
export interface ContactActivityStore {
  putSignal(signal: Signal): Promise<void>;
  /** Oldest first, at or after `since`. */
  listSignals(contact: string, event: string, since: string): Promise<readonly Signal[]>;
  putOpenRun(run: OpenRun): Promise<void>;
  removeOpenRun(contact: string, runId: string): Promise<void>;
  putWait(wait: OpenWait): Promise<void>;
  /** `true` to exactly one caller per key. */
  takeWait(contact: string, key: string): Promise<boolean>;
  /** Open runs and open waits, one consistent read. */
  listOpen(contact: string): Promise<{ readonly runs: readonly OpenRun[]; readonly waits: readonly OpenWait[] }>;
}
