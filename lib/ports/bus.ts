import type { JsonObject } from '../workflow/json.ts';

/** Everything an event says beside its data; see docs/events.md. Times are ISO 8601. */
export interface EventMetadata {
  readonly id: string;
  readonly timestamp: string;
  readonly version?: string;
  readonly idempotencyKey?: string;
  readonly correlationId: string;
  /** How many workflows in a row caused it; 0 for an app's own event. */
  readonly depth: number;
  readonly chain: readonly string[];
}

/** An event as the engine puts it on the bus. */
export interface OutgoingEvent {
  readonly source: string;
  readonly detailType: string;
  readonly metadata: EventMetadata;
  readonly data: JsonObject;
}

/** The event bus. */
export interface Bus {
  /** All or an error of kind `transient`; at most 10 entries are sent in one call. */
  put(events: readonly OutgoingEvent[]): Promise<void>;
  /** Makes events of this type reach dispatch and signal. Idempotent. */
  subscribe(event: { readonly name: string; readonly source: string; readonly detailType: string }): Promise<void>;
}
