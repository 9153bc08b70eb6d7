import type { Activity } from './activity.ts';

/** Work by key: one thing at a time for each, in the order it was asked for. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Turns that count as activity until they are done. */
export function createTurns(activity: Activity): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === settled) {
          last.delete(key);
        }
      });
    last.set(key, settled);
    activity.track(turn);
    return turn;
  };
}
