import type { ArmCounts } from '../../ports/arm-counts.ts';
import type { Run } from '../../ports/run.ts';
import type { VersionCounts } from '../../ports/run-store.ts';
import type { CountChange } from './count-change.ts';

/** The numbers that are kept for a version's arms and variants. */
export const ARM_COUNTS = [
  ...(['started', 'open', 'succeeded', 'failed', 'stopped', 'exited', 'converted'] as const),
] satisfies (keyof ArmCounts)[];

/** Where a run counts within its version: `arm/treatment`, `variant/test/gift`. Stores keep numbers by these names. */
export function countScopes({ arm, variants = {} }: Pick<Run, 'arm' | 'variants'>): readonly string[] {
  return [`arm/${arm}`, ...Object.entries(variants).map(([step, variant]) => `variant/${step}/${variant}`)];
}

/** The part of a change that a version's arms and variants count. */
export function armCountChange(change: CountChange): Partial<Record<keyof ArmCounts, number>> {
  return Object.fromEntries(ARM_COUNTS.flatMap((name) => (change[name] === undefined ? [] : [[name, change[name]]])));
}

/** A version's numbers from what a store kept by scope and name; what it has not is 0. */
export function versionCounts(kept: ReadonlyMap<string, Partial<ArmCounts>>): VersionCounts {
  const variants: Record<string, Record<string, ArmCounts>> = {};
  for (const [scope, counts] of kept) {
    const [kind, step = '', variant = ''] = scope.split('/');
    if (kind === 'variant') {
      variants[step] = { ...variants[step], [variant]: armCounts(counts) };
    }
  }
  return {
    control: armCounts(kept.get('arm/control') ?? {}),
    treatment: armCounts(kept.get('arm/treatment') ?? {}),
    variants,
  };
}

/** Numbers with 0 for each that is missing. */
export function armCounts(counts: Partial<ArmCounts>): ArmCounts {
  return { started: 0, open: 0, succeeded: 0, failed: 0, stopped: 0, exited: 0, converted: 0, ...counts };
}
