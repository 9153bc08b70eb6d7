const DAY = 24 * 60 * 60;

/** How long what the engine leaves behind can be found, and how fresh what it goes by is. All in seconds. */
export const KEEP = {
  /** A skipped run, to say why a trigger started nothing. */
  skipped: 30 * DAY,
  /** An event, for waits and `happened`: as long as the longest path of a run. */
  signal: 366 * DAY,
} as const;

/** The longest that a change of what is live takes to reach dispatch. */
export const REFRESH_SECONDS = 5;

/** What is younger is left to whoever is at work on it. */
export const GRACE_SECONDS = 60;

/** Longer than any dispatcher goes on with a version that is no longer active. */
export const VERSION_GRACE_SECONDS = 600;

/** Days as seconds. */
export function days(count: number): number {
  return count * DAY;
}
