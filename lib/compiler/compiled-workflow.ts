import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { Condition } from '../workflow/conditions/condition.ts';
import type { Audience, Trigger } from '../workflow/graph/graph.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

/**
 * What the engine needs to know of a version to dispatch to it, kept with the version. Plain JSON. The state machine
 * stands beside it; both come from the same definition.
 */
export interface CompiledWorkflow {
  /** Grows when readers of older manifests would misread this one. */
  readonly format: 1;
  readonly workflow: string;
  readonly name: string;
  /** IANA name, or `contact`: for dates and clocks in the trigger's and the goal's conditions. */
  readonly zone: string;
  readonly trigger: Trigger;
  readonly audience: Audience;
  readonly goal?: CompiledGoal;
  /** Event types that have to be recorded on the contact while a run is open: goal, wait_for, happened. Sorted. */
  readonly awaitedEvents: readonly string[];
  /** Event types that a run may make happen, so that rings of workflows are told before they turn. Sorted. */
  readonly causes: readonly string[];
  /** Records the dispatcher reads before the start and hands to the run in its input. */
  readonly startReads: readonly RecordName[];
  /** Experiments, drawn at dispatch and handed to the run in `variants`. */
  readonly experiments: readonly CompiledExperiment[];
  /** Lambda families the machine calls; the keys that `functionArn` was asked for. Sorted. */
  readonly functions: readonly string[];
  readonly estimate: Estimate;
}

export interface CompiledGoal {
  readonly event: string;
  readonly condition?: Condition;
  readonly withinSeconds?: number;
  readonly stop: boolean;
}

export interface CompiledExperiment {
  readonly step: string;
  /** Cumulative from 0: a bucket in [0, 1) belongs to the first variant whose `upTo` it is below; the rest hold out. */
  readonly variants: readonly { readonly id: string; readonly upTo: number }[];
}

/** Bounds for one run, over the longest path; see `estimate.ts` for the arithmetic. */
export interface Estimate {
  readonly transitions: { readonly least: number; readonly most: number };
  readonly historyEvents: { readonly most: number };
  readonly lambdaCalls: { readonly most: number };
  /** US dollars for a million runs on the longest path without retries: state transitions alone. */
  readonly dollarsPerMillionRuns: number;
  readonly longestSeconds: number;
}

/** The state machine's text, as a tree. */
export type AslMachine = JsonObject;

/** What a run's execution gets as its input. Written by dispatch, read by compiled states as Execution.Input. */
export interface RunInput {
  readonly run: RunFacts;
  /** The trigger event's data, as it was. */
  readonly event: Json;
  /** Records read at the start, by name (`contact`, `lead` …): only those in `startReads`. */
  readonly records?: JsonObject;
  /** Variant (or `hold_out`) by experiment step. */
  readonly variants?: Readonly<Record<string, string>>;
}

/** Who a run is: the `run` root of the language, and what tasks are handed. Times are ISO 8601, UTC. */
export interface RunFacts {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly arm: 'control' | 'treatment';
  readonly contact?: string;
  /** The trigger event's identity, so that the event itself is not taken for a later one of its type. */
  readonly event_id?: string;
  /** When the trigger event happened; signals count from here. */
  readonly triggered_at: string;
  readonly started_at: string;
  /** Ids of the records the event is about, by record name. */
  readonly records?: Readonly<Record<string, string>>;
  /** Loop protection: how many workflows caused each other up to this run, and which. */
  readonly depth: number;
  readonly chain: readonly string[];
  readonly correlation_id: string;
}
