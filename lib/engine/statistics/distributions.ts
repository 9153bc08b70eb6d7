import { errorFunction, gamma } from 'simple-statistics';

/** The part of the standard normal distribution above `z`. */
export function normalTail(z: number): number {
  return (1 - errorFunction(z / Math.SQRT2)) / 2;
}

/**
 * The part of the chi-squared distribution above `x`, for a whole number of degrees of freedom of 1 or more: two more
 * degrees add one term (Abramowitz and Stegun, 26.4.4 and 26.4.5).
 */
export function chiSquaredTail(x: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  let tail = isOdd ? 2 * normalTail(Math.sqrt(x)) : Math.exp(-x / 2);
  for (let reached = isOdd ? 1 : 2; reached < degrees; reached += 2) {
    tail += ((x / 2) ** (reached / 2) * Math.exp(-x / 2)) / gamma(reached / 2 + 1);
  }
  return tail;
}
