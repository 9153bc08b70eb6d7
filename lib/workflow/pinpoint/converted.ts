import type { Json, JsonObject } from '../json.ts';

/** What an activity becomes. */
export interface Converted {
  /** Id of the first step; absent when there is none. */
  readonly entry?: string;
  /** Steps in order; empty when it can only be done by hand. */
  readonly steps: readonly JsonObject[];
  /** The last step, from the lists that its ways out lead to; absent: its one way out follows the steps. */
  readonly split?: (lists: readonly (readonly Json[])[]) => JsonObject;
  /** Said in a comment where there are no steps. */
  readonly comment?: string;
}
