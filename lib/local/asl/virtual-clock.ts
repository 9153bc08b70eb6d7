/** A clock that stands still until told to go on. */
export interface VirtualClock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Goes on to a later moment; an earlier one leaves the clock as it is. */
  readonly skipTo: (at: number) => void;
}

/** A virtual clock that starts at a moment, given in milliseconds since 1970. */
export function createVirtualClock(startAt: number): VirtualClock {
  let time = startAt;
  return {
    now: () => time,
    skipTo: (at) => {
      time = Math.max(time, at);
    },
  };
}
