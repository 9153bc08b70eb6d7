/** What runs of a workflow: changed only by conditional writes on `revision`. */
export interface LiveState {
  readonly workflow: string;
  /** Starts at 1 and grows by one with each change. */
  readonly revision: number;
  readonly enabled: boolean;
  readonly archived: boolean;
  /** The active version; absent: none was activated yet. */
  readonly active?: number;
  /** Versions whose runs may still be open, the active one included: signals and goals are kept for all of them. */
  readonly covered: readonly number[];
  /** Event names that a rule on the bus exists for, because a retained version names them. Sorted. */
  readonly events: readonly string[];
  /** ISO 8601. */
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Live states of workflows: few and small, so that the dispatcher can read all of them every few seconds. */
export interface LiveStateStore {
  get(workflow: string): Promise<LiveState | undefined>;
  /** All of them, archived ones included, by workflow id. */
  list(): Promise<readonly LiveState[]>;
  /** Writes `next` if the stored revision is `next.revision - 1` (0: none stored); otherwise a `conflict` AppError SB611. */
  put(next: LiveState): Promise<void>;
}
