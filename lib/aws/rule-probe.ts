import * as z from 'zod/mini';
import type { EffectLedger } from '../ports/effect-ledger.ts';
import type { Ids } from '../ports/ids.ts';

/** Events that are put to see whether a rule is in force: dispatch answers them, and starts nothing. */
export interface RuleProbe {
  /** A new probe's id. */
  create(): string;
  /** The detail of the event to put. */
  detail(id: string): { readonly metadata: { readonly probe: string } };
  cameBack(id: string): Promise<boolean>;
}

/** Answers are left in the ledger of side effects, where they expire. */
export function createRuleProbe({
  ids,
  ledger,
  now,
}: {
  readonly ids: Ids;
  readonly ledger: EffectLedger;
  /** ISO 8601. */
  readonly now: () => string;
}): RuleProbe {
  return {
    create: () => ids.ulid(),
    detail: (probe) => ({ metadata: { probe } }),
    async cameBack(id) {
      const found = await ledger.begin(ledgerKey(id), id, now());
      return !found.claimed && found.state.status === 'done';
    },
  };
}

const ProbeEventSchema = z.looseObject({
  detail: z.looseObject({ metadata: z.looseObject({ probe: z.string() }) }),
});

/** The id of the probe that an event of the bus is, if it is one. */
export function busEventProbe(event: unknown): string | undefined {
  const parsed = z.safeParse(ProbeEventSchema, event);
  return parsed.success ? parsed.data.detail.metadata.probe : undefined;
}

/** Tells whoever put the probe that it came out at the other end. */
export async function answerProbe(ledger: EffectLedger, id: string): Promise<void> {
  await ledger.finish(ledgerKey(id), true);
}

function ledgerKey(id: string): string {
  return `probe/${id}`;
}
