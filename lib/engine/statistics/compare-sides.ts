import type { ArmCounts } from '../../ports/arm-counts.ts';
import { endedRuns } from './arm-rates.ts';
import { compareProportions, type ProportionComparison } from './compare-proportions.ts';
import { requiredRuns } from './required-runs.ts';

/** One side held against the other. */
export interface SideComparison {
  /** Converted, of those that started. */
  readonly conversion?: ProportionComparison;
  /** Failed, of those that ended. */
  readonly failure?: ProportionComparison;
}

/** What to bear in mind with the figures. */
export interface StatisticsWarning {
  readonly code: 'peeking' | 'sample-ratio';
  readonly message: string;
}

/** Compares what two sides came to. */
export function compareSides(control: ArmCounts, treatment: ArmCounts): SideComparison {
  const conversion = compareProportions(
    { count: control.converted, of: control.started },
    { count: treatment.converted, of: treatment.started },
  );
  const failure = compareProportions(
    { count: control.failed, of: endedRuns(control) },
    { count: treatment.failed, of: endedRuns(treatment) },
  );
  return {
    ...(conversion === undefined ? {} : { conversion }),
    ...(failure === undefined ? {} : { failure }),
  };
}

/**
 * A warning while there are too few runs to tell sides apart: whoever looks again and again, and stops at the first
 * significant figure, finds differences where there are none.
 */
export function peeking(control: ArmCounts, others: readonly ArmCounts[]): readonly StatisticsWarning[] {
  const needed = requiredRuns(control.converted / Math.max(1, control.started));
  const fewest = Math.min(control.started, ...others.map(({ started }) => started));
  if (needed !== undefined && fewest >= needed) {
    return [];
  }
  const goal =
    needed === undefined
      ? 'before any run has reached a goal'
      : `before each side has ${needed} runs (the smallest has ${fewest}), which a lift of 10 % needs to be seen`;
  const message = `These figures are looked at ${goal}. Decide beforehand how many runs to wait for: stopping at the first significant figure finds differences where there are none.`;
  return [{ code: 'peeking', message }];
}

/** The warning for a split that did not come out as it was asked for. */
export function brokenSplit(pValue: number): StatisticsWarning {
  const message = `The split is not as it was asked for (p = ${pValue.toExponential(1)}): something treats the sides differently before they are counted, so no comparison of them can be trusted.`;
  return { code: 'sample-ratio', message };
}
