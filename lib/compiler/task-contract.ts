import * as z from 'zod/mini';
import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { Condition } from '../workflow/conditions/condition.ts';
import type { CalendarWait } from '../workflow/graph/graph.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { RunFacts } from './compiled-workflow.ts';

/**
 * What compiled states hand to the functions they call, and what they get back. A deployed version keeps calling with
 * the contract it was compiled for, so a change that old handlers or old versions would misread needs a new number.
 */
export const TASK_CONTRACT = 1;

/** What every task is handed. */
export interface TaskBase {
  readonly contract: typeof TASK_CONTRACT;
  readonly run: RunFacts;
  readonly step: string;
  /** Indexes of enclosing `each` lists and counts of jumps: with run and step it names a side effect. */
  readonly iteration?: readonly number[];
  /** Exactly the values that references in the input read, by root: `{ event: { lead: { amount: 5 } } }`. */
  readonly data?: JsonObject;
  /** When the state was entered, ISO 8601: the language's `now`. */
  readonly now: string;
  /** IANA name or `contact`: for `now.date`, date filters and clocks. */
  readonly zone: string;
}

/** A `do` step. */
export interface ActionTask extends TaskBase {
  readonly kind: 'action';
  readonly action: string;
  /** Templates are still literal; the handler renders them from `data`. */
  readonly with: JsonObject;
  readonly returns?: JsonObject;
  /** The consent the workflow names; absent or `none`: not checked. */
  readonly consent?: string;
  /** Records that references in `with` read, which the handler reads as they are now. */
  readonly reads?: readonly RecordName[];
}

/** The read before a route, a calendar wait or an `each`: state `<name> (data)`. */
export interface ReadTask extends TaskBase {
  readonly kind: 'read';
  readonly reads?: readonly RecordName[];
  /** By key: whether the event happened. `since` is ISO 8601 or null (the run's start). */
  readonly happened?: Readonly<Record<string, HappenedQuery>>;
  /** Calendars to tell open or closed. */
  readonly business_hours?: readonly string[];
  /** Whether `now.date`, `now.clock`, `now.weekday` are wanted. */
  readonly local_time?: boolean;
  /** Compute this moment. */
  readonly wait?: CalendarWait;
}

export interface HappenedQuery {
  readonly event: string;
  readonly since: string | null;
  readonly withinSeconds?: number;
  readonly condition?: Condition;
}

/** What a {@link ReadTask} returns; only what was asked for. Records that do not exist are null. */
export interface ReadResult {
  readonly records?: Readonly<Partial<Record<RecordName, Json>>>;
  readonly happened?: Readonly<Record<string, boolean>>;
  readonly business_hours?: Readonly<Record<string, boolean>>;
  readonly local_time?: { readonly date: string; readonly clock: string; readonly weekday: string };
  /** ISO 8601 in UTC, never before now. */
  readonly until?: string;
}

/** A `wait_for` step; completed through the token with {@link WaitResult}. */
export interface WaitForTask extends TaskBase {
  readonly kind: 'wait_for';
  readonly token: string;
  readonly event: string;
  readonly condition?: Condition;
  /** Events recorded from here on count: ISO 8601, or null: the trigger's time. */
  readonly since: string | null;
  readonly timeout_seconds: number;
}

/** The data of the event that ended a `wait_for`, and when it was recorded. */
export interface WaitResult {
  readonly received: Json;
  readonly at: string;
}

/** An `approve` step; completed through the token. A rejection is the failure `Signalbox.Rejected`. */
export interface ApprovalTask extends TaskBase {
  readonly kind: 'approve';
  readonly token: string;
  readonly name: string;
  readonly question: string;
  readonly by: readonly string[];
  readonly show?: string;
  readonly edit?: Readonly<Record<string, string>>;
  readonly remind_after_seconds?: number;
  readonly escalate_after_seconds?: number;
  readonly escalate_to?: readonly string[];
  readonly timeout_seconds: number;
  readonly reads?: readonly RecordName[];
}

/**
 * An action that was kept back, state `<name> (held)`; completed through the token with anything, and then the action is
 * tried again. Of the run's data it carries none.
 */
export interface HoldTask extends TaskBase {
  readonly kind: 'hold';
  readonly token: string;
  /** The error `Signalbox.Held` as the state machine caught it. */
  readonly held: { readonly Error: string; readonly Cause?: string };
  readonly timeout_seconds: number;
}

/** What an approval leaves in `steps.<id>`: with the task's success, or as the JSON cause of `Signalbox.Rejected`. */
export interface ApprovalResult {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly comment?: string;
  readonly edited?: Readonly<Record<string, string>>;
}

/** Every request a compiled state can make. */
export type TaskRequest = ActionTask | ReadTask | WaitForTask | ApprovalTask | HoldTask;

/**
 * The envelope that a handler checks at its edge; the rest was written by the compiler of the same contract version,
 * and is checked by its tests.
 */
export const TaskEnvelopeSchema = z.looseObject({
  contract: z.literal(TASK_CONTRACT),
  kind: z.enum(['action', 'read', 'wait_for', 'approve', 'hold']),
  run: z.looseObject({ id: z.string(), workflow: z.string(), version: z.number() }),
  step: z.string(),
  now: z.string(),
});

/** Names of Lambda errors, as `Retry` and `Catch` know them. The message is `<code>: <text>`. */
export const TASK_ERRORS = {
  transient: 'Signalbox.Transient',
  permanent: 'Signalbox.Permanent',
  rejected: 'Signalbox.Rejected',
  held: 'Signalbox.Held',
} as const;
