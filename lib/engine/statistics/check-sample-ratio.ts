import { chiSquaredTail } from './distributions.ts';

/** One part of a split: how many it got, and how many parts of all it was to get. */
export interface SplitPart {
  readonly id: string;
  readonly count: number;
  /** More than 0; the parts' shares need not add up to 1. */
  readonly share: number;
}

/** Whether a split came out as it was asked for. */
export interface SampleRatio {
  /** How often chance alone would be as far off. */
  readonly pValue: number;
  /** Below 0.001: the split is broken, and no comparison of its parts can be trusted. */
  readonly mismatch: boolean;
}

/** As others do (Fabijan et al., KDD 2019): strict, since a true mismatch soon falls far below it. */
const ALARM = 0.001;

/** Pearson's chi-squared test of a split against its shares. Fewer than two parts, or nobody yet: `undefined`. */
export function checkSampleRatio(parts: readonly SplitPart[]): SampleRatio | undefined {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const shares = parts.reduce((sum, { share }) => sum + share, 0);
  if (parts.length < 2 || total === 0) {
    return undefined;
  }
  const statistic = parts.reduce((sum, { count, share }) => {
    const expected = (total * share) / shares;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const pValue = chiSquaredTail(statistic, parts.length - 1);
  return { pValue, mismatch: pValue < ALARM };
}
