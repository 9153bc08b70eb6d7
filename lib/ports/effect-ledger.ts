import type { Json } from '../workflow/json.ts';

/** What is known of a side effect. */
export type EffectState =
  | { readonly status: 'started'; readonly attempt: string; readonly at: string }
  | { readonly status: 'done'; readonly outcome: Json };

/** Side effects by key (run + step + iteration), so that each happens once. */
export interface EffectLedger {
  /** Claims the key for this attempt, unless it is done or another attempt claimed it; returns what is stored then. */
  begin(
    key: string,
    attempt: string,
    at: string,
  ): Promise<{ readonly claimed: true } | { readonly claimed: false; readonly state: EffectState }>;
  /** Keeps the outcome: the same key answers with it from now on. */
  finish(key: string, outcome: Json): Promise<void>;
  /** Gives a claim back after a try that certainly had no effect. */
  release(key: string, attempt: string): Promise<void>;
}
