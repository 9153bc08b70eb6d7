/** The 97.5th and the 80th percentile of the standard normal distribution: 5 % two-sided, 80 % power. */
const SURE = 1.959963984540054 + 0.8416212335729143;

/** What a comparison ought to be able to see: a tenth more, or less, of the control's share. */
const SMALLEST_LIFT = 0.1;

/**
 * How many runs each side needs so that a tenth more or less of a share would be seen in 4 of 5 cases, by the usual
 * formula for two proportions. `undefined` where the share is 0 or 1: there is nothing to go by.
 */
export function requiredRuns(share: number): number | undefined {
  if (share <= 0 || share >= 1) {
    return undefined;
  }
  const effect = share * SMALLEST_LIFT;
  return Math.ceil((2 * share * (1 - share) * SURE ** 2) / effect ** 2);
}
