import type { ExpressionTemplate, Template } from './template.ts';

/** A definition, loaded: checked, its expressions compiled, its states found by their name. */
export interface Machine {
  readonly comment: string | undefined;
  readonly startAt: string;
  /** Bound for the whole execution. */
  readonly timeoutSeconds: number | undefined;
  /** All states, those inside branches and iterations too: names are unique in the whole machine. */
  readonly states: ReadonlyMap<string, State>;
}

/** One state. */
export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | ParallelState
  | MapState
  | PassState
  | SucceedState
  | FailState;

/** A way out of a state: what it gives on, what it assigns, and where it goes. */
export interface Exit {
  readonly output: Template | undefined;
  readonly assign: ReadonlyArray<readonly [variable: string, value: Template]>;
  /** The next state; `undefined` ends the branch. */
  readonly next: string | undefined;
}

/** A number, or an expression for one. */
export type NumberField = number | ExpressionTemplate;

/** A text, or an expression for one. */
export type TextField = string | ExpressionTemplate;

/** One entry of `Retry`, defaults filled in. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

/** One entry of `Catch`. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly exit: Exit;
}

/** What a task calls, and how its result comes back. */
export type TaskResource =
  /** The function named by the state itself; its answer is the result. */
  | { readonly kind: 'function'; readonly name: string }
  /** `lambda:invoke`: Arguments name the function; its answer is the result's `Payload`. */
  | { readonly kind: 'invoke' }
  /** `lambda:invoke.waitForTaskToken`: the result comes by the token. */
  | { readonly kind: 'invoke-with-token' };

/** A task: calls a function. */
export interface TaskState {
  readonly type: 'Task';
  readonly name: string;
  readonly resource: TaskResource;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: NumberField | undefined;
  readonly heartbeatSeconds: NumberField | undefined;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  readonly exit: Exit;
}

/** A choice: the first rule whose condition holds decides. */
export interface ChoiceState {
  readonly type: 'Choice';
  readonly name: string;
  readonly rules: ReadonlyArray<{ readonly condition: ConditionField; readonly exit: Exit }>;
  /** Taken when no rule holds. */
  readonly otherwise: Exit | undefined;
}

/** A condition: an expression, or `true` or `false` written out. */
export type ConditionField = ExpressionTemplate | boolean;

/** A wait, for so long or until a moment. */
export interface WaitState {
  readonly type: 'Wait';
  readonly name: string;
  readonly wait: { readonly seconds: NumberField } | { readonly timestamp: TextField };
  readonly exit: Exit;
}

/** Branches side by side. */
export interface ParallelState {
  readonly type: 'Parallel';
  readonly name: string;
  readonly arguments: Template | undefined;
  /** The first state of each branch. */
  readonly branches: readonly string[];
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  readonly exit: Exit;
}

/** The same states for each item of a list. */
export interface MapState {
  readonly type: 'Map';
  readonly name: string;
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  /** The first state of an iteration. */
  readonly processor: string;
  readonly maxConcurrency: NumberField;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  readonly exit: Exit;
}

/** Gives on, and assigns, without doing anything. */
export interface PassState {
  readonly type: 'Pass';
  readonly name: string;
  readonly exit: Exit;
}

/** Ends its branch well. */
export interface SucceedState {
  readonly type: 'Succeed';
  readonly name: string;
  readonly exit: Exit;
}

/** Fails its branch. */
export interface FailState {
  readonly type: 'Fail';
  readonly name: string;
  readonly error: TextField | undefined;
  readonly cause: TextField | undefined;
}
