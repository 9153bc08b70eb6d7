import { invalid } from '../errors/app-error.ts';

/**
 * What becomes of a new version of a workflow's file: `true` it is active at once, `false` it waits until someone
 * activates it, `{ rollout: 25 }` it takes 25 % of the new runs, and the active version the others.
 */
export type Activation = boolean | { readonly rollout: number };

/**
 * Percent of the new runs that a new version of a workflow takes.
 *
 * @throws AppError SB901 for what is no percentage
 */
export function activationOf(
  activate: Activation | ((workflow: string) => Activation) = true,
  workflow: string,
): number {
  const wanted = typeof activate === 'function' ? activate(workflow) : activate;
  const percent = typeof wanted === 'boolean' ? Number(wanted) * 100 : wanted.rollout;
  if (Number.isInteger(percent) && percent >= 0 && percent <= 100) return percent;
  throw invalid({
    code: 'SB901',
    message: `${percent} is no percentage for a rollout of "${workflow}".`,
    resolution: 'Give a whole number from 0 to 100.',
  });
}
