import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { Condition } from '../workflow/conditions/condition.ts';
import type { Scope, Target } from '../workflow/graph/graph.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Path } from '../workflow/references/path.ts';
import type { CompileSettings } from './compile-settings.ts';
import type { TaskRequest } from './task-contract.ts';

/** What a step's output is on one way out, as a field's value; absent for steps that have none. */
export type StepOutput = Json | undefined;

/** A task's answer as it came. */
export const RESULT = '{% $states.result %}';

/** The error of a `fail` step's state. */
export const FAILED = 'Signalbox.Failed';

/** What a kind of step writes its state with. */
export interface StateWriter {
  readonly settings: CompileSettings;
  /** The consent the workflow names. */
  readonly consent: string | undefined;
  /** JSONata that is true or false. */
  condition(condition: Condition): string;
  /** JSONata that reads a path. */
  path(path: Path): string;
  /** JSONata for an object with the values that conditions see. */
  saw(conditions: readonly Condition[]): string;
  /** From when on events count for this `wait_for`. */
  since(): Json;
  /** The variable that the read before this state has filled. */
  readonly dataVariable: string;
  /** Names of the items that the step's input carries, outermost first. */
  readonly items: readonly string[];
  /** The request of one task, with everything that requests have in common. */
  request(kind: TaskRequest['kind'], fields: Readonly<Record<string, Json | undefined>>): JsonObject;
  /** Records the step's function has to read, because its templates name them. */
  readonly functionRecords: readonly RecordName[];
  /** How a state with `Next` or `End` is left. */
  leave(target: Target, output?: StepOutput): JsonObject;
  /** How a rule goes on: it has `Next` alone, so an end is a state of its own. `more`: further variables to assign. */
  choose(target: Target, output?: StepOutput, more?: JsonObject): JsonObject;
  /** How a catcher goes on, for which the same holds. */
  caught(target: Target, output?: StepOutput): JsonObject;
  /** `Catch` for `on_error`, or nothing where an error fails the run. */
  catchErrors(target: Target | undefined): readonly JsonObject[] | undefined;
  /** The state where this action waits while it is kept back. */
  readonly heldName: string;
  /** The states of an inner scope. */
  inner(scope: Scope): JsonObject;
}
