import type { Json } from '../../workflow/json.ts';
import type { State } from './machine.ts';

/** A history event as it is kept: values not yet written out as text. `toHistoryEvent` gives Step Functions' shape. */
export interface HistoryRecord {
  /** Counted from 1. */
  readonly id: number;
  /** 0 for none. */
  readonly previousEventId: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly event: HistoryDetails;
}

type StateType = State['type'];

/** The types of events without details. */
type PlainEventType =
  | 'LambdaFunctionStarted'
  | 'ParallelStateStarted'
  | 'ParallelStateSucceeded'
  | 'ParallelStateFailed'
  | 'MapStateSucceeded'
  | 'MapStateFailed'
  | 'TaskStateAborted'
  | 'WaitStateAborted'
  | 'ParallelStateAborted'
  | 'MapStateAborted';

/** What a history event tells, by its type. */
export type HistoryDetails =
  | { readonly type: PlainEventType }
  | { readonly type: 'ExecutionStarted'; readonly input: Json; readonly roleArn: string }
  | { readonly type: 'ExecutionSucceeded'; readonly output: Json }
  | ({ readonly type: 'ExecutionFailed' | 'ExecutionAborted' | 'ExecutionTimedOut' } & ErrorDetails)
  | { readonly type: 'ExecutionRedriven'; readonly redriveCount: number }
  | { readonly type: `${StateType}StateEntered`; readonly name: string; readonly input: Json }
  | {
      readonly type: `${Exclude<StateType, 'Fail'>}StateExited`;
      readonly name: string;
      readonly output: Json;
      readonly assigned: Readonly<Record<string, Json>> | undefined;
    }
  | ({ readonly type: 'LambdaFunctionScheduled'; readonly resource: string; readonly input: Json } & TaskBounds)
  | { readonly type: 'LambdaFunctionSucceeded'; readonly output: Json }
  | ({ readonly type: 'LambdaFunctionFailed' | 'LambdaFunctionTimedOut' } & ErrorDetails)
  | ({ readonly type: 'TaskScheduled'; readonly parameters: Json; readonly region: string } & ServiceCall & TaskBounds)
  | ({ readonly type: 'TaskStarted' } & ServiceCall)
  | ({ readonly type: 'TaskSubmitted' | 'TaskSucceeded'; readonly output: Json } & ServiceCall)
  | ({ readonly type: 'TaskFailed' | 'TaskTimedOut' } & ServiceCall & ErrorDetails)
  | { readonly type: 'MapStateStarted'; readonly length: number }
  | { readonly type: MapIterationEventType; readonly name: string; readonly index: number }
  | ({ readonly type: 'EvaluationFailed'; readonly location: string; readonly state: string } & ErrorDetails);

/** How an iteration of a Map fares. */
type MapIterationEventType =
  | 'MapIterationStarted'
  | 'MapIterationSucceeded'
  | 'MapIterationFailed'
  | 'MapIterationAborted';

interface ErrorDetails {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** The service integration that a task uses, like `invoke` of `lambda`. */
export interface ServiceCall {
  readonly resourceType: string;
  readonly resource: string;
}

interface TaskBounds {
  readonly timeoutInSeconds: number | undefined;
  readonly heartbeatInSeconds: number | undefined;
}
