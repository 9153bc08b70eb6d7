import type { Json } from '../workflow/json.ts';

/** Histories of ended runs, in GetExecutionHistory's shape, kept after the executions' own are gone. */
export interface RunHistoryStore {
  /** `expiresAt`: TTL, seconds since the epoch. */
  put(runId: string, history: readonly Json[], expiresAt: number): Promise<void>;
  get(runId: string): Promise<readonly Json[] | undefined>;
}
