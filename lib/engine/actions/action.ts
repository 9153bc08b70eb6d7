import type { ActionTask } from '../../compiler/task-contract.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { ActionType, RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';

/** What the frame around an action needs to know of it; the catalogue's entry has it all. */
export type ActionFacts = Pick<ActionType, 'sendsMessage' | 'delivery' | 'reads'>;

/** Records by name, as they are now; what the run has not, or what does not exist, is absent. */
export type CurrentRecords = Readonly<Partial<Record<RecordName, StoredRecord>>>;

/** What an action is handed beside its input. */
export interface ActionContext {
  readonly task: ActionTask;
  /** Names the side effect: the same for every try of this step in this run and iteration. */
  readonly key: string;
  readonly records: CurrentRecords;
  /** An earlier try began and left no outcome: its effect may be there. Only with `at_least_once`. */
  readonly repeated: boolean;
  /** IANA name, `contact` resolved. */
  readonly zone: string;
}

/** An action as the frame runs it. Made by `defineAction`. */
export interface Action {
  /** Fields of the input that hold HTML: what templates put there is escaped. */
  readonly htmlFields: readonly string[];
  /**
   * Does it.
   *
   * @param input rendered, not yet checked
   * @returns the step's output
   * @throws AppError; one after which the effect may be there has `details.effect: 'unknown'`
   */
  run(input: JsonObject, context: ActionContext): Promise<JsonObject>;
}
