/** The time, as a port: tests and previews hand in a virtual one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
