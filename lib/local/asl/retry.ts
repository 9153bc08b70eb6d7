import type { Retrier } from './machine.ts';
import { type Failure, matchesFailure } from './states-error.ts';

/** A try to come: when, and how often each retrier has been used by then. */
export interface NextTry {
  readonly delayMs: number;
  readonly retries: readonly number[];
}

/**
 * The next try of a failed state, if it gets one. The first retrier that names the error decides; each keeps its own
 * count for as long as the state is not left.
 */
export function nextTry(
  retriers: readonly Retrier[],
  used: readonly number[],
  failure: Failure,
  random: () => number,
): NextTry | undefined {
  const index = retriers.findIndex((retrier) => matchesFailure(retrier.errorEquals, failure));
  const retrier = retriers[index];
  const tries = used[index] ?? 0;
  if (retrier === undefined || tries >= retrier.maxAttempts) {
    return undefined;
  }
  const retries = retriers.map((_, at) => (used[at] ?? 0) + (at === index ? 1 : 0));
  return { delayMs: Math.round(delaySeconds(retrier, tries, random) * 1000), retries };
}

function delaySeconds(retrier: Retrier, triesBefore: number, random: () => number): number {
  const backedOff = retrier.intervalSeconds * retrier.backoffRate ** triesBefore;
  const capped = Math.min(backedOff, retrier.maxDelaySeconds ?? backedOff);
  return retrier.fullJitter ? capped * random() : capped;
}
