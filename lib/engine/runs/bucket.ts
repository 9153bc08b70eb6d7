import type { CompiledExperiment } from '../../compiler/compiled-workflow.ts';
import type { Hash } from '../../ports/ids.ts';

/** What a bucket is drawn for: the same salt and subject always draw the same one. */
export interface Draw {
  readonly workflow: string;
  /** An experiment's step, or a rollout's salt: what has its own salt is drawn independently. */
  readonly salt: string;
  /** The contact, or the run where there is none. */
  readonly subject: string;
}

/** Hex digits of 52 bits: as many as a double keeps exactly below 1. */
const DIGITS = 13;

/** A number in [0, 1), evenly spread over subjects and fixed for each: the first 52 bits of SHA-256. */
export function bucket({ workflow, salt, subject }: Draw, hash: Hash): number {
  return Number.parseInt(hash(JSON.stringify([workflow, salt, subject])).slice(0, DIGITS), 16) / 16 ** DIGITS;
}

/** The variant of each experiment for a subject, or `hold_out`. */
export function drawVariants(
  experiments: readonly CompiledExperiment[],
  draw: Omit<Draw, 'salt'>,
  hash: Hash,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    experiments.map(({ step, variants }) => {
      const drawn = bucket({ ...draw, salt: step }, hash);
      return [step, variants.find(({ upTo }) => drawn < upTo)?.id ?? 'hold_out'];
    }),
  );
}
