/** What is at work in the process, so that virtual time stands still for it and a shutdown waits for it. */
export interface Activity {
  /** Counts the promise as work until it settles; its failure goes to `onFailure`. */
  readonly track: (work: Promise<unknown>) => void;
  readonly isBusy: () => boolean;
  /** Resolves when nothing is at work any more. */
  readonly idle: () => Promise<void>;
}

/** Nothing at work yet. */
export function createActivity(onFailure: (error: unknown) => void): Activity {
  let count = 0;
  let waiting: (() => void)[] = [];
  const done = (): void => {
    count -= 1;
    if (count === 0) {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) {
        wake();
      }
    }
  };
  return {
    track: (work) => {
      count += 1;
      work.catch(onFailure).finally(done);
    },
    isBusy: () => count > 0,
    idle: () =>
      count === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
