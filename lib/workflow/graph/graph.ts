import type { Condition, Operand } from '../conditions/condition.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../references/path.ts';

/** A step's id, unique in the whole definition, nested lists included. */
export type StepId = string;

/**
 * Where a run goes next. `scope_end` leaves the list of a `parallel` branch or an `each`; at the root the builder has
 * already turned it into `end: completed`.
 */
export type Target =
  | { readonly kind: 'step'; readonly step: StepId }
  | { readonly kind: 'end'; readonly outcome: string }
  /** `text` may hold `{{ path }}`; `pointer` says which `fail` it was. */
  | { readonly kind: 'fail'; readonly text: string; readonly pointer: string }
  | { readonly kind: 'scope_end' };

/** What every step of the graph has. */
export interface NodeBase {
  readonly id: StepId;
  /** Unique in the definition, ≤ 60 characters: the state's name. */
  readonly name: string;
  readonly note?: string;
  /** RFC 6901 pointer to the step in the definition. */
  readonly pointer: string;
}

/** How often and how far apart a step is tried; `attempts` counts all tries. Seconds. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly delaySeconds: number;
  readonly factor: number;
  readonly maxDelaySeconds: number;
}

export interface DoNode extends NodeBase {
  readonly kind: 'do';
  readonly action: string;
  /** The action's input as written, templates included. */
  readonly input: JsonObject;
  /** Types of the response's fields, by the language's `returns`. */
  readonly returns?: JsonObject;
  /** Absent: the action's own. `null`: none. */
  readonly retry?: RetryPolicy | null;
  /** Absent: the action's own. */
  readonly timeoutSeconds?: number;
  /** Absent: an error fails the run. */
  readonly onError?: Target;
  readonly next: Target;
}

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  readonly condition: Condition;
  readonly next: Target;
}

/** The first route whose condition holds is taken. */
export interface RoutesNode extends NodeBase {
  readonly kind: 'routes';
  readonly routes: readonly Route[];
  readonly otherwise: Target;
}

/** `zone` is resolved: an IANA name, or `contact`. */
export interface CalendarWait {
  /** A literal time or date, or a path; absent: now. */
  readonly until?: Operand;
  /** Applied to `until`; days and weeks are calendar days in the zone. Negative for `before`. */
  readonly offset?: { readonly days: number; readonly seconds: number; readonly sign: 1 | -1 };
  readonly at?: string;
  readonly weekdays?: readonly string[];
  readonly businessHours?: string;
  readonly zone: string;
}

export interface WaitNode extends NodeBase {
  readonly kind: 'wait';
  readonly wait:
    | { readonly kind: 'duration'; readonly seconds: number }
    | { readonly kind: 'calendar'; readonly calendar: CalendarWait };
  readonly onError?: Target;
  readonly next: Target;
}

export interface WaitForNode extends NodeBase {
  readonly kind: 'wait_for';
  readonly event: string;
  readonly condition?: Condition;
  readonly timeoutSeconds: number;
  readonly onEvent: Target;
  readonly onTimeout: Target;
}

export interface ApproveNode extends NodeBase {
  readonly kind: 'approve';
  /** Text with templates, as are `show` and the values of `edit`. */
  readonly question: string;
  readonly by: readonly string[];
  readonly show?: string;
  readonly edit?: Readonly<Record<string, string>>;
  readonly remindAfterSeconds?: number;
  readonly escalateAfterSeconds?: number;
  readonly escalateTo?: readonly string[];
  readonly timeoutSeconds: number;
  readonly onApprove: Target;
  readonly onReject: Target;
  readonly onTimeout: Target;
}

export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly percent: number;
  readonly next: Target;
}

/** The variants' and the hold-out's percentages add up to 100. */
export interface ExperimentNode extends NodeBase {
  readonly kind: 'experiment';
  readonly variants: readonly Variant[];
  readonly holdOutPercent: number;
  readonly holdOut: Target;
}

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
}

export interface ParallelNode extends NodeBase {
  readonly kind: 'parallel';
  readonly branches: readonly Branch[];
  readonly onError?: Target;
  readonly next: Target;
}

export interface EachNode extends NodeBase {
  readonly kind: 'each';
  readonly list: Path;
  readonly as: string;
  readonly concurrency: number;
  readonly scope: Scope;
  readonly onError?: Target;
  readonly next: Target;
}

/** A `goto` with `times`: to `to` so often in a run, then on to `next`. Its id is `goto_<to>`, numbered if needed. */
export interface JumpNode extends NodeBase {
  readonly kind: 'jump';
  readonly to: StepId;
  readonly times: number;
  readonly next: Target;
}

/** A step in the graph. A `goto` without `times`, `end` and `fail` are no nodes: they are targets. */
export type Node =
  | DoNode
  | RoutesNode
  | WaitNode
  | WaitForNode
  | ApproveNode
  | ExperimentNode
  | ParallelNode
  | EachNode
  | JumpNode;

/**
 * A list of steps that nothing enters or leaves but through its ends: the whole workflow, a branch, or an `each`.
 * Every `step` target of its nodes is in `nodes`. Nodes are in the order they were written, nested lists flattened.
 */
export interface Scope {
  /** `root`, `<step>` for an `each`, `<step>.<branch>` for a branch. */
  readonly id: string;
  readonly first: Target;
  readonly nodes: ReadonlyMap<StepId, Node>;
}

/** What starts a run. */
export type Trigger =
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly condition?: Condition;
      /** Path of the contact's id inside the event's data, root `event`; absent: the run has no contact. */
      readonly contact?: Path;
    }
  | { readonly kind: 'schedule'; readonly expression: string; readonly zone: string; readonly segment?: string }
  | {
      readonly kind: 'date';
      readonly field: Path;
      /** Negative: before. Seconds; whole days are calendar days. */
      readonly offset?: { readonly days: number; readonly seconds: number; readonly sign: 1 | -1 };
      readonly at: string;
      readonly repeat: 'once' | 'yearly';
      readonly zone: string;
    };

/** Who may get it and how often. */
export interface Audience {
  /** A consent id, or `none`. Absent: not named (allowed while no step sends a message). */
  readonly consent?: string;
  readonly reentry: 'once' | 'always' | { readonly seconds: number };
  readonly overlap: boolean;
  /** `none`, a range `21:00-08:00`, or absent: the deployment's. */
  readonly quietHours?: string;
  /** `none`, or absent: the deployment's. */
  readonly cap?: 'none' | { readonly count: number; readonly seconds: number };
}

/** What counts as conversion. */
export interface Goal {
  readonly event: string;
  readonly condition?: Condition;
  /** Absent: while the run is open. */
  readonly withinSeconds?: number;
  readonly stop: boolean;
}

/** A workflow as everything behind the parser sees it. */
export interface WorkflowGraph {
  readonly workflow: string;
  readonly name: string;
  readonly note?: string;
  /** IANA name, or `contact`. */
  readonly zone: string;
  readonly trigger: Trigger;
  readonly audience: Audience;
  readonly goal?: Goal;
  readonly root: Scope;
  /** The parsed tree this graph was built from; its canonical JSON's hash is the version's identity. */
  readonly definition: Json;
}
