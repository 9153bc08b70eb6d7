import type { RunError } from '../../ports/run.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { TimelineStep } from '../timeline.ts';

/** What a simulated run did. Nothing of it left the process. */
export interface Simulation {
  readonly end: SimulationEnd;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Empty when the run did not start. */
  readonly timeline: readonly TimelineStep[];
  /** Ids of the steps in the order they were entered, each with the way it went on: `first_check.no_response`. */
  readonly path: readonly string[];
  /** What actions and approvals were handed once rendered, and what they would have sent; in order. */
  readonly effects: readonly SimulatedEffect[];
  /** What a person should know about the case itself: answers that nobody asked for, events that fit nothing. */
  readonly notes: readonly string[];
}

/** How it ended, or why it did not begin. */
export type SimulationEnd =
  | { readonly status: 'succeeded'; readonly outcome: string }
  | { readonly status: 'failed'; readonly error: RunError }
  /** The goal was reached, and it stops. */
  | { readonly status: 'exited'; readonly event: string }
  | {
      readonly status: 'not_started';
      /** `if`, `consent`, `goal` … */
      readonly reason: string;
      readonly detail: string;
      /** The values that the trigger's `if` saw, by path. */
      readonly saw?: JsonObject;
    };

/** One call of an action, or one question to people. */
export interface SimulatedEffect {
  /** ISO 8601. */
  readonly at: string;
  readonly step: string;
  /** Absent for an approval. */
  readonly action?: string;
  /** The rendered input; absent when it could not be rendered, or when consent held the message back. */
  readonly input?: JsonObject;
  readonly skipped?: 'consent';
  /** The case answered it, or nothing serves it here; otherwise the action itself ran, on the case's own records. */
  readonly answered: boolean;
  readonly messages: readonly SimulatedMessage[];
  readonly requests: readonly SimulatedRequest[];
}

/** A message as its receiver would have read it. */
export interface SimulatedMessage {
  /** To people of the team, not to a contact. */
  readonly internal: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A call of another system that was not made. */
export interface SimulatedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}
