import { AppError } from '../errors/app-error.ts';
import type { Bus, EventMetadata } from '../ports/bus.ts';
import type { Guardrail, LiveState, LiveStateStore, Rollout } from '../ports/live-state-store.ts';
import type { RunIndex } from '../ports/run-store.ts';
import { GUARDRAIL_BREACHED } from '../workflow/catalogue/events/workflow-events.ts';
import { countedSince, endedRuns } from './statistics/arm-rates.ts';
import { type AuditDeps, auditEntry } from './workflows/audit-entry.ts';

/** What checking a guardrail needs. */
export interface CheckGuardrailDeps extends AuditDeps {
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
  readonly runIndex: Pick<RunIndex, 'versionCounts'>;
  readonly bus: Pick<Bus, 'put'>;
}

/** What a guardrail says of a rollout. */
export type GuardrailReport =
  /** No rollout is under way, or it has no guardrail. */
  | { readonly kind: 'none' }
  /** Fewer runs have ended than it wants to see. */
  | { readonly kind: 'too-few'; readonly ended: number }
  | { readonly kind: 'within' }
  /** The rollout was reverted: new runs take the active version. */
  | { readonly kind: 'breached'; readonly reason: string }
  /** Someone changed the live state at this moment: the next run's end looks again. */
  | { readonly kind: 'changed' };

/** Who is on record as the one who reverted it. */
const GUARDRAIL = 'guardrail';

/**
 * Looks whether the treatment of a rollout keeps its guardrail, and reverts the rollout where it does not (V7). To be
 * called when a run of the treatment has ended. The event is put first: whoever is cut off in between does both again,
 * and its key makes the two one.
 */
export function createCheckGuardrail(deps: CheckGuardrailDeps): (workflow: string) => Promise<GuardrailReport> {
  return async (workflow) => {
    const live = await deps.liveStates.get(workflow);
    const { rollout } = live ?? {};
    if (live === undefined || rollout?.guardrail === undefined) {
      return { kind: 'none' };
    }
    const { treatment } = await deps.runIndex.versionCounts(workflow, rollout.version);
    const counts = countedSince(treatment, rollout.baseline.treatment);
    const ended = endedRuns(counts);
    if (ended < Math.max(1, rollout.guardrail.minRuns)) {
      return { kind: 'too-few', ended };
    }
    const rates = { failed: counts.failed / ended, converted: counts.converted / ended, ended };
    const reason = breachOf(rollout.guardrail, rates);
    if (reason === undefined) {
      return { kind: 'within' };
    }
    await tell(deps, live, { rollout, rates, reason });
    return (await revert(deps, live, { rollout, why: reason })) ? { kind: 'breached', reason } : { kind: 'changed' };
  };
}

interface Rates {
  readonly failed: number;
  readonly converted: number;
  readonly ended: number;
}

function breachOf(
  { maxFailureRate = 1, minConversionRate = 0 }: Guardrail,
  { failed, converted, ended }: Rates,
): string | undefined {
  if (failed > maxFailureRate) {
    return `${percent(failed)} of ${ended} runs failed; the bound is ${percent(maxFailureRate)}.`;
  }
  return converted < minConversionRate
    ? `${percent(converted)} of ${ended} runs reached the goal; the bound is ${percent(minConversionRate)}.`
    : undefined;
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

async function tell(
  { bus, clock, ids }: CheckGuardrailDeps,
  { workflow, name, active }: LiveState,
  { rollout, rates, reason }: { readonly rollout: Rollout; readonly rates: Rates; readonly reason: string },
): Promise<void> {
  const { source, detailType } = GUARDRAIL_BREACHED;
  const id = ids.ulid();
  const metadata: EventMetadata = {
    id,
    timestamp: new Date(clock.now()).toISOString(),
    idempotencyKey: `${GUARDRAIL}-${workflow}-${rollout.salt}`,
    correlationId: id,
    depth: 0,
    chain: [],
  };
  const data = {
    workflow: { id: workflow, name },
    version: rollout.version,
    active_version: active ?? null,
    reason,
    runs: rates.ended,
    failure_rate: rates.failed,
    conversion_rate: rates.converted,
  };
  await bus.put([{ source, detailType, metadata, data }]);
}

async function revert(
  deps: CheckGuardrailDeps,
  live: LiveState,
  { rollout, why }: { readonly rollout: Rollout; readonly why: string },
): Promise<boolean> {
  const { rollout: _, ...rest } = live;
  const active = live.active ?? null;
  const { version, percent: share } = rollout;
  const change = { from: { active, rollout: { version, percent: share } }, to: { active, rollout: null } };
  const entry = auditEntry(deps, { workflow: live.workflow, by: GUARDRAIL, why }, 'rollout.reverted', change);
  const changedAt = new Date(deps.clock.now()).toISOString();
  try {
    await deps.liveStates.put({ ...rest, revision: live.revision + 1, changedAt, changedBy: GUARDRAIL }, entry);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') {
      return false;
    }
    throw error;
  }
}
