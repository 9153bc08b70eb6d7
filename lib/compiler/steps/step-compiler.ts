import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { Condition } from '../../workflow/conditions/condition.ts';
import type { CalendarWait, Node, Scope, Target } from '../../workflow/graph/graph.ts';
import type { Path } from '../../workflow/references/path.ts';
import type { AslState } from '../asl-state.ts';
import type { CompileSettings } from '../compile-settings.ts';
import type { StateWriter } from '../state-writer.ts';

/** What a step reads. */
export interface Uses {
  /** Paths that templates read: handed to the step's function, records apart, which it reads by itself. */
  readonly templates?: readonly Path[];
  /** Conditions that the state evaluates. */
  readonly conditions?: readonly Condition[];
  /** A condition that is handed to the step's function, with all values it reads. */
  readonly handedCondition?: Condition;
  /** Other paths that expressions of the state read. */
  readonly paths?: readonly Path[];
  /** A moment that has to be computed before the state is entered. */
  readonly calendarWait?: CalendarWait;
}

/** A list of steps inside a step. */
export interface InnerScope {
  readonly scope: Scope;
  /** Part of variables' names. */
  readonly name: string;
  /** In `each`: the name of an item. */
  readonly as?: string;
}

/** Everything the compiler knows of one kind of step. */
export interface StepCompiler<Kind extends Node> {
  uses(node: Kind): Uses;
  /** Where a run may go on. */
  targets(node: Kind): readonly Target[];
  scopes?(node: Kind): readonly InnerScope[];
  /** Whether time passes in it: what was read before is not current afterwards. */
  readonly pauses?: boolean;
  /** Records it changes. */
  writes?(node: Kind, settings: CompileSettings): readonly RecordName[];
  /** Families of the functions that its state calls. */
  functions?(node: Kind, settings: CompileSettings): readonly string[];
  /** Whether its output is kept although nothing reads it: a decision is shown with the values it saw. */
  readonly decides?: boolean;
  /** The one state of the step. */
  state(node: Kind, writer: StateWriter): AslState;
}
