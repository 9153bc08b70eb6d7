import { normalTail } from './distributions.ts';

/** So many of so many: conversions of runs, failures of runs. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
}

/** A value and the bounds of its 95 % confidence interval. */
export interface Estimate95 {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How one proportion compares with the one it is held against. Shares are 0 to 1. */
export interface ProportionComparison {
  /** Difference of the shares, treatment less control; Newcombe's interval, which keeps to small numbers too. */
  readonly difference: Estimate95;
  /** The difference as a part of the control's share: 0.1 is 10 % more. Absent where the control has none. */
  readonly lift?: Estimate95;
  /** Two-sided, of the pooled two-proportion z-test: how often chance alone would give as much. */
  readonly pValue: number;
  /** `pValue` below 0.05. */
  readonly significant: boolean;
}

/** The 97.5th percentile of the standard normal distribution. */
const Z95 = 1.959963984540054;

/** 5 in 100 comparisons of what is alike are taken to differ. */
const LEVEL = 0.05;

/** Compares two shares, or `undefined` while one of them has nothing to be a share of. */
export function compareProportions(control: Proportion, treatment: Proportion): ProportionComparison | undefined {
  if (control.of === 0 || treatment.of === 0) {
    return undefined;
  }
  const difference = newcombe(control, treatment);
  const lift = katz(control, treatment);
  const pValue = pooledTest(control, treatment);
  return { difference, ...(lift === undefined ? {} : { lift }), pValue, significant: pValue < LEVEL };
}

/** A share with Wilson's score interval. */
export function wilson({ count, of }: Proportion): Estimate95 {
  const share = count / of;
  const square = Z95 * Z95;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const reach = (Z95 / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return { value: share, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

/** R. G. Newcombe, Statistics in Medicine 17 (1998), method 10: from Wilson's intervals of both shares. */
function newcombe(control: Proportion, treatment: Proportion): Estimate95 {
  const [c, t] = [wilson(control), wilson(treatment)];
  const value = t.value - c.value;
  return {
    value,
    low: value - Math.hypot(t.value - t.low, c.high - c.value),
    high: value + Math.hypot(t.high - t.value, c.value - c.low),
  };
}

/** D. Katz et al., Biometrics 34 (1978): the interval of the ratio is symmetric in its logarithm. */
function katz(control: Proportion, treatment: Proportion): Estimate95 | undefined {
  if (control.count === 0 || treatment.count === 0) {
    return undefined;
  }
  const ratio = treatment.count / treatment.of / (control.count / control.of);
  const error = Math.sqrt(1 / treatment.count - 1 / treatment.of + 1 / control.count - 1 / control.of);
  return {
    value: ratio - 1,
    low: ratio * Math.exp(-Z95 * error) - 1,
    high: ratio * Math.exp(Z95 * error) - 1,
  };
}

function pooledTest(control: Proportion, treatment: Proportion): number {
  const pooled = (control.count + treatment.count) / (control.of + treatment.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.of + 1 / treatment.of));
  // All or none of both: there is nothing to tell them apart by.
  return error === 0
    ? 1
    : 2 * normalTail(Math.abs(treatment.count / treatment.of - control.count / control.of) / error);
}
