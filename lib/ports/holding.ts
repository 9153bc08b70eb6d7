/** Why actions of a workflow are kept back. */
export interface HeldBack {
  /** A word, e.g. `disabled`. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  /** When they may go on by themselves, ISO 8601; absent: when someone lets them. */
  readonly until?: string;
}

/** Asked before each action, so it answers from memory and looks anew every few seconds. */
export interface Holding {
  whyHeld(workflow: string): Promise<HeldBack | undefined>;
}
