/** What is to be done when a timer fires. It may be done late, or twice. */
export type TimerTask =
  | { readonly kind: 'approval-reminder' | 'approval-escalation'; readonly approval: string }
  | { readonly kind: 'release-hold'; readonly workflow: string; readonly key: string };

/** One task at one time. */
export interface Timer {
  /** Setting the same id again replaces what it stood for. */
  readonly id: string;
  /** ISO 8601; what has passed is due at once. */
  readonly at: string;
  readonly task: TimerTask;
}

/** Wakes the engine at a time, once, whether or not it was restarted meanwhile. Within a minute, where AWS keeps the time. */
export interface Scheduler {
  /** Resolves when it cannot get lost any more. */
  at(timer: Timer): Promise<void>;
  /** Does nothing where there is none of that id, or it has fired. */
  cancel(id: string): Promise<void>;
}
