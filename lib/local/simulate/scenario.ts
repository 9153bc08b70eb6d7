import type { RecordedRead } from '../../engine/trials/trials.ts';
import type { EventType, RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { StepAnswer } from './step-answer.ts';

/** A trigger and everything around it, with nothing left open: what a simulation plays. */
export interface Scenario {
  /** When the trigger event happens; milliseconds since the epoch. */
  readonly startAt: number;
  readonly trigger: ScenarioEvent;
  /** The contact's id, where the event names one or the workflow has one for each contact. */
  readonly contact?: string;
  /** What stands in the stores when it begins. */
  readonly records: readonly ScenarioRecord[];
  readonly timeline: readonly TimelineEntry[];
  /** By step, in the order in which the step asks; the last one is given again and again. */
  readonly answers: ReadonlyMap<string, readonly StepAnswer[]>;
  /** By step: what reads before it were given when it really happened. */
  readonly reads?: ReadonlyMap<string, readonly RecordedRead[]>;
}

export interface ScenarioEvent {
  /** Absent: the workflow is started by hand, because its trigger is a schedule or a date. */
  readonly type?: EventType;
  readonly data: JsonObject;
}

export interface ScenarioRecord {
  readonly name: RecordName;
  readonly id: string;
  readonly fields: JsonObject;
}

/** Something that happens at a moment (milliseconds since the epoch), whatever the run is doing then. */
export type TimelineEntry = { readonly at: number } & (
  | { readonly kind: 'event'; readonly type: EventType; readonly data: JsonObject }
  | {
      readonly kind: 'decision';
      readonly step: string;
      readonly decision: 'approved' | 'rejected';
      readonly by?: string;
      readonly comment?: string;
      readonly edited?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'records'; readonly records: readonly ScenarioRecord[] }
);
