import type { ArmCounts } from '../../ports/arm-counts.ts';
import type { RolloutCounts } from '../../ports/live-state-store.ts';
import { ARM_COUNTS } from '../runs/version-counts.ts';
import { type Estimate95, wilson } from './compare-proportions.ts';

/** Runs of an arm or a variant, and what they came to. A rate is absent while there is nothing to be a rate of. */
export interface ArmResult {
  readonly counts: ArmCounts;
  /** Succeeded, of those that ended. */
  readonly successRate?: Estimate95;
  /** Failed, of those that ended. */
  readonly failureRate?: Estimate95;
  /** Converted, of those that started; goals may come later. */
  readonly conversionRate?: Estimate95;
}

/** The rates of some runs, each with its 95 % interval. */
export function armResult(counts: ArmCounts): ArmResult {
  const ended = endedRuns(counts);
  return {
    counts,
    ...(ended === 0
      ? {}
      : {
          successRate: wilson({ count: counts.succeeded, of: ended }),
          failureRate: wilson({ count: counts.failed, of: ended }),
        }),
    ...(counts.started === 0 ? {} : { conversionRate: wilson({ count: counts.converted, of: counts.started }) }),
  };
}

/** How many runs are over. */
export function endedRuns({ succeeded, failed, stopped, exited }: ArmCounts): number {
  return succeeded + failed + stopped + exited;
}

/**
 * What was counted since a moment at which it was `before`. Runs that were open then and have ended since count as
 * ended, and were counted as started before: no number falls below 0, and none exceeds what started or ended.
 */
export function countedSince(now: ArmCounts, before: ArmCounts): ArmCounts {
  const entries = ARM_COUNTS.map((name) => [name, Math.max(0, now[name] - before[name])] as const);
  const since: ArmCounts = { ...now, ...Object.fromEntries(entries) };
  const started = Math.max(since.started, endedRuns(since), since.converted);
  return { ...since, started };
}

/** The same, for both arms of a rollout. */
export function armsSince(now: RolloutCounts, before: RolloutCounts): RolloutCounts {
  return {
    control: countedSince(now.control, before.control),
    treatment: countedSince(now.treatment, before.treatment),
  };
}
