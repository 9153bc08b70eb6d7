import type { AuditAction } from '../../ports/audit-log.ts';
import type { Guardrail, InFlight, LiveState, Rollout } from '../../ports/live-state-store.ts';
import { nothingActive, notPromotable, refuseArchived, refuseRolloutUnderWay, stagingActive } from './illegal-moves.ts';

/** What a person wants to run. What is left out stays as it is. */
export interface DesiredLive {
  readonly enabled?: boolean | undefined;
  /** Only with `enabled: false`; a workflow that is being disabled lets its runs finish by default. */
  readonly inFlight?: InFlight | undefined;
  /** The version to be active. The staged one: it is promoted. */
  readonly version?: number | undefined;
  /** 1–99 stages a version or changes its share, 100 promotes it, 0 reverts it; `null`: no rollout. */
  readonly rollout?: DesiredRollout | null | undefined;
}

/** The rollout that is wanted. */
export interface DesiredRollout {
  readonly version: number;
  /** A whole number from 0 to 100. */
  readonly percent: number;
  /** Left out: as it is. `null`: none. */
  readonly guardrail?: Guardrail | null | undefined;
}

/** What of a live state people decide. */
export type LiveChoice = Pick<LiveState, 'enabled' | 'archived' | 'inFlight' | 'active' | 'rollout'>;

/** A legal way from one choice to another: what it leads to, and what it is called on record. Empty: nothing changes. */
export interface LivePlan {
  readonly choice: LiveChoice;
  readonly actions: readonly AuditAction[];
}

/** What a move of a rollout knows of the present. */
export interface RolloutMoves {
  /** Begins a rollout: gives it its salt, its time and its baseline. */
  readonly begin: (wanted: DesiredRollout) => Rollout;
  /** What both arms have counted now, for a percentage that changes. */
  readonly share: () => Rollout['shared'];
}

/**
 * The moves from the present choice to the desired one.
 *
 * @throws AppError SB656 to SB660 for moves that are not allowed now; the resolution says which are
 */
export function planMoves(workflow: string, current: LiveChoice, desired: DesiredLive, moves: RolloutMoves): LivePlan {
  const actions: AuditAction[] = [];
  // Naming the active version is leaving it as it is, also where it is about to give way.
  const { version, ...others } = desired;
  const wanted: DesiredLive = { ...others, ...(version === current.active ? {} : { version }) };
  let choice = current;
  const step = ([next, action]: Step): void => {
    choice = next;
    if (action !== undefined) {
      actions.push(action);
    }
  };
  step(endRollout(workflow, choice, wanted));
  if (actions.includes('rollout.promoted') && (wanted.version ?? choice.active) !== choice.active) {
    refuseRolloutUnderWay(workflow, current);
  }
  step(activate(workflow, choice, wanted));
  step(rollOut(workflow, choice, wanted, moves));
  if (actions.length > 0 && wanted.enabled !== true) {
    refuseArchived(workflow, current);
  }
  step(enable(workflow, choice, wanted));
  return { choice, actions };
}

type Step = readonly [LiveChoice, AuditAction?];

/** Promotes or reverts what is staged. */
function endRollout(workflow: string, current: LiveChoice, { version, rollout }: DesiredLive): Step {
  const { rollout: staged, ...rest } = current;
  const wanted = rollout ?? undefined;
  if (wanted?.percent === 100) {
    if (wanted.version === staged?.version) {
      return [{ ...rest, active: wanted.version }, 'rollout.promoted'];
    }
    if (wanted.version !== current.active || staged !== undefined) {
      throw notPromotable(workflow, current, wanted.version);
    }
    return [current];
  }
  if (staged === undefined) {
    return [current];
  }
  if (version === staged.version && wanted === undefined) {
    return [{ ...rest, active: version }, 'rollout.promoted'];
  }
  const reverted = rollout === null || (wanted?.percent === 0 && wanted.version === staged.version);
  return reverted ? [rest, 'rollout.reverted'] : [current];
}

function activate(workflow: string, current: LiveChoice, { version }: DesiredLive): Step {
  if (version === undefined || version === current.active) {
    return [current];
  }
  refuseRolloutUnderWay(workflow, current);
  return [{ ...current, active: version }, 'workflow.activated'];
}

/** Stages a version, or changes what share it has. */
function rollOut(workflow: string, current: LiveChoice, { rollout: wanted }: DesiredLive, moves: RolloutMoves): Step {
  if (wanted === undefined || wanted === null || wanted.percent === 0 || wanted.percent === 100) {
    return [current];
  }
  const { rollout: staged } = current;
  if (staged !== undefined && staged.version !== wanted.version) {
    refuseRolloutUnderWay(workflow, current);
  }
  if (current.active === undefined) {
    throw nothingActive(workflow, 'rolled out beside');
  }
  if (current.active === wanted.version) {
    throw stagingActive(workflow, wanted.version);
  }
  if (staged === undefined) {
    return [{ ...current, rollout: moves.begin(wanted) }, 'rollout.staged'];
  }
  const next = shareOf(staged, wanted, moves);
  const isSame = next.percent === staged.percent && sameGuardrail(next.guardrail, staged.guardrail);
  return isSame ? [current] : [{ ...current, rollout: next }, 'rollout.changed'];
}

function sameGuardrail(left: Guardrail | undefined, right: Guardrail | undefined): boolean {
  return (
    left?.minRuns === right?.minRuns &&
    left?.maxFailureRate === right?.maxFailureRate &&
    left?.minConversionRate === right?.minConversionRate
  );
}

function shareOf(
  before: Rollout,
  { percent, guardrail = before.guardrail }: DesiredRollout,
  moves: RolloutMoves,
): Rollout {
  const { guardrail: _, ...staged } = before;
  const shared = percent === staged.percent ? staged.shared : moves.share();
  return { ...staged, percent, ...(guardrail ? { guardrail } : {}), shared };
}

function enable(workflow: string, current: LiveChoice, { enabled, inFlight }: DesiredLive): Step {
  const { inFlight: before, ...rest } = current;
  if (enabled === true) {
    if (current.active === undefined) {
      throw nothingActive(workflow, 'enabled');
    }
    return current.enabled && !current.archived
      ? [current]
      : [{ ...rest, enabled: true, archived: false }, 'workflow.enabled'];
  }
  if (enabled === undefined && inFlight === undefined) {
    return [current];
  }
  const next = inFlight ?? before ?? 'finish';
  if (!current.enabled && next === (before ?? 'finish')) {
    return [current];
  }
  return [{ ...rest, enabled: false, inFlight: next }, 'workflow.disabled'];
}
