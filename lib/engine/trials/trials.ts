import type { Issue } from '../../workflow/issue.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import type { Simulation } from './simulation.ts';

/** A definition, and what to play through it. */
export interface TrialOrder {
  /** YAML or JSON. */
  readonly text: string;
  readonly scenarios: readonly TrialScenario[];
}

/** One trigger and what goes on around it. */
export interface TrialScenario {
  /** As `signalbox simulate --case` reads it. */
  readonly scenario: JsonObject;
  /** The trigger event's data as it was, without the sample of its type below it. */
  readonly exactEvent?: JsonObject;
  /** What states `<name> (data)` were given when it happened, by step: the same question is answered the same. */
  readonly reads?: Readonly<Record<string, readonly RecordedRead[]>>;
}

/** A question of a state `<name> (data)`, without what every request carries, and its answer. */
export interface RecordedRead {
  readonly input: Json;
  readonly output: Json;
}

/** What came of an order. */
export type TrialReport =
  /** The definition has errors. */
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }
  /** One for each scenario, in their order. */
  | { readonly kind: 'played'; readonly outcomes: readonly TrialOutcome[] };

/** What came of a scenario. */
export type TrialOutcome =
  | { readonly kind: 'played'; readonly simulation: Simulation; readonly warnings: readonly Issue[] }
  /** The scenario names what does not exist, or does not fit. */
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }
  /** The order took longer than it may: this one was not played, or not to its end. */
  | { readonly kind: 'cut_off' };

/** Plays workflows without effect: the interpreter in memory, on virtual time. */
export interface Trials {
  play(order: TrialOrder): Promise<TrialReport>;
}
