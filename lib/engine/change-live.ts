import { invalid } from '../errors/app-error.ts';
import type { AuditAction } from '../ports/audit-log.ts';
import {
  type LiveState,
  type LiveStateStore,
  liveStateChanged,
  type Rollout,
  type RolloutCounts,
} from '../ports/live-state-store.ts';
import type { RunIndex } from '../ports/run-store.ts';
import type { JsonObject } from '../workflow/json.ts';
import { armCounts } from './runs/version-counts.ts';
import { type Asked, auditEntry } from './workflows/audit-entry.ts';
import { findLiveState } from './workflows/find-live-state.ts';
import { type DesiredLive, type DesiredRollout, type LiveChoice, planMoves } from './workflows/live-moves.ts';
import { type PreparedVersion, type PrepareVersionDeps, prepareVersion } from './workflows/prepare-version.ts';

/** What changing a live state needs. */
export interface ChangeLiveDeps extends Omit<PrepareVersionDeps, 'liveStates'> {
  readonly liveStates: LiveStateStore;
  /** Lets runs go on that were held while the workflow was disabled. Doing it again changes nothing. */
  readonly releaseHolds?: (workflow: string) => Promise<void>;
  /** Stops the open runs of the workflow. Left out: the sweep does it. Doing it again changes nothing. */
  readonly stopRuns?: (asked: Asked) => Promise<void>;
  /** For what a rollout adds to what its versions counted before. */
  readonly runIndex: Pick<RunIndex, 'versionCounts'>;
}

/** What is to run, and who wants it so. */
export interface ChangeLiveRequest extends Asked, DesiredLive {
  /** The state that was seen: AppError SB611 when it is another one by now. Left out: whatever it is. */
  readonly revision?: number | undefined;
  /** The version that the workflow's file releases with this; for deployments alone. */
  readonly released?: number | undefined;
}

/** The state as it is now, and which moves led there: none, if it was so before. */
export interface ChangeLiveReport {
  readonly live: LiveState;
  readonly actions: readonly AuditAction[];
}

/** Changes what runs of a workflow. */
export type ChangeLive = (request: ChangeLiveRequest) => Promise<ChangeLiveReport>;

/**
 * Brings a workflow's live state to the one that is desired: activates, stages, raises, promotes, reverts, enables and
 * disables, in one conditional write with an audit entry for each move. New runs alone take another version: runs in
 * flight end as they began. Events reach dispatch before the state is live, and the dispatcher sees it after its next
 * refresh. Asking for what is so already changes nothing.
 *
 * @throws AppError SB601 no such workflow · SB602 no such version · SB611 someone else changed it meanwhile · SB612 to
 * SB614 the version cannot run · SB656 to SB660 the move is not allowed now · SB661 the request contradicts itself
 */
export function createChangeLive(deps: ChangeLiveDeps): ChangeLive {
  return async (request) => {
    const { workflow, revision, released } = request;
    const current = await findLiveState(deps.liveStates, workflow);
    refuseNonsense(request, current);
    const counts = await countsOf(deps, request, current);
    const { choice, actions } = planMoves(workflow, choiceOf(current), request, {
      begin: (wanted) => beginRollout(deps, request, { wanted, counts }),
      share: () => shareNow(deps, counts),
    });
    if (actions.length === 0 && (released ?? current.released) === current.released) {
      await tellRunsInFlight(deps, request, current);
      return { live: current, actions };
    }
    if (revision !== undefined && revision !== current.revision) {
      throw liveStateChanged(workflow);
    }
    const prepared = await prepareNew(deps, request, { current, choice });
    const live = nextState(deps, request, { current, choice, prepared, actions });
    const entries = actions.map((action) =>
      auditEntry(deps, request, action, { from: about(action, current), to: about(action, live) }),
    );
    await deps.liveStates.put(live, ...entries);
    await tellRunsInFlight(deps, request, live);
    return { live, actions };
  };
}

function refuseNonsense({ enabled, inFlight, rollout }: DesiredLive, current: LiveState): void {
  const percent = rollout?.percent ?? 0;
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw invalid({
      code: 'SB661',
      message: `${percent} is no percentage.`,
      resolution: 'Give a whole number from 0 (revert) to 100 (promote).',
    });
  }
  if (inFlight !== undefined && (enabled ?? current.enabled)) {
    throw invalid({
      code: 'SB661',
      message:
        'Runs in flight are finished, held or stopped while a workflow is disabled, and this one is to be enabled.',
      resolution: 'Leave inFlight out, or say enabled: false.',
    });
  }
}

function choiceOf({ enabled, archived, inFlight, active, rollout }: LiveState): LiveChoice {
  return {
    ...{ enabled, archived },
    ...(inFlight === undefined ? {} : { inFlight }),
    ...(active === undefined ? {} : { active }),
    ...(rollout === undefined ? {} : { rollout }),
  };
}

/** Read before anything is planned, and only for a rollout that begins or changes its percentage. */
async function countsOf(
  { runIndex }: ChangeLiveDeps,
  { workflow, rollout }: ChangeLiveRequest,
  { active = 0, rollout: staged }: LiveState,
): Promise<RolloutCounts> {
  const isSame = rollout?.version === staged?.version && rollout?.percent === staged?.percent;
  // At 0 and 100 it ends, and nothing is counted from there.
  if (!rollout || isSame || rollout.percent === 0 || rollout.percent === 100) {
    return { control: armCounts({}), treatment: armCounts({}) };
  }
  const [{ control }, { treatment }] = await Promise.all([
    runIndex.versionCounts(workflow, active),
    runIndex.versionCounts(workflow, rollout.version),
  ]);
  return { control, treatment };
}

function beginRollout(
  deps: ChangeLiveDeps,
  { by }: Asked,
  { wanted, counts }: { readonly wanted: DesiredRollout; readonly counts: RolloutCounts },
): Rollout {
  const { version, percent, guardrail } = wanted;
  const shared = shareNow(deps, counts);
  const salt = deps.ids.ulid();
  return {
    ...{ version, percent, salt, startedAt: shared.at, startedBy: by },
    ...(guardrail ? { guardrail } : {}),
    ...{ baseline: counts, shared },
  };
}

function shareNow({ clock }: ChangeLiveDeps, counts: RolloutCounts): Rollout['shared'] {
  return { at: new Date(clock.now()).toISOString(), ...counts };
}

interface Change {
  readonly current: LiveState;
  readonly choice: LiveChoice;
}

/** Versions that are to be live where another was, one after the other: their rules may be the same. */
async function prepareNew(
  deps: ChangeLiveDeps,
  asked: Asked,
  { current, choice }: Change,
): Promise<readonly PreparedVersion[]> {
  const isNew = [
    [choice.active, current.active],
    [choice.rollout?.version, current.rollout?.version],
  ] as const;
  const prepared: PreparedVersion[] = [];
  for (const [version, before] of isNew) {
    if (version !== undefined && version !== before) {
      prepared.push(await prepareVersion(deps, asked, version));
    }
  }
  return prepared;
}

function nextState(
  { clock }: ChangeLiveDeps,
  { by, released }: ChangeLiveRequest,
  {
    current,
    choice,
    prepared,
    actions,
  }: Change & {
    readonly prepared: readonly PreparedVersion[];
    readonly actions: readonly AuditAction[];
  },
): LiveState {
  const { workflow, origin, name, covered, events, idleSince = {}, changedAt, changedBy } = current;
  const now = new Date(clock.now()).toISOString();
  const used = [choice.active, choice.rollout?.version].filter((version) => version !== undefined);
  const idle = Object.entries(idleSince).filter(([version]) => !used.includes(Number(version)));
  const last = released ?? current.released;
  const active = prepared.find(({ manifest }) => manifest.version === choice.active);
  return {
    ...{ workflow, origin, revision: current.revision + 1, name: active?.manifest.compiled.name ?? name },
    ...choice,
    ...(choice.inFlight === undefined
      ? {}
      : { inFlightSince: choice.inFlight === current.inFlight ? (current.inFlightSince ?? changedAt) : now }),
    covered: union(covered, used).sort((left, right) => left - right),
    ...(idle.length === 0 ? {} : { idleSince: Object.fromEntries(idle) }),
    events: union(
      events,
      prepared.flatMap((version) => version.events),
    ).sort(),
    ...(last === undefined ? {} : { released: last }),
    ...(actions.length === 0 ? { changedAt, changedBy } : { changedAt: now, changedBy: by }),
  };
}

function union<Item>(some: readonly Item[], others: readonly Item[]): Item[] {
  return [...new Set([...some, ...others])];
}

/** What an action on record is about. */
function about(action: AuditAction, { active, rollout, enabled, archived, inFlight }: LiveChoice): JsonObject {
  if (action === 'workflow.activated') {
    return { active: active ?? null };
  }
  if (action === 'workflow.enabled' || action === 'workflow.disabled') {
    return { enabled, archived, ...(inFlight === undefined ? {} : { inFlight }) };
  }
  const share = rollout === undefined ? null : { version: rollout.version, percent: rollout.percent };
  return { active: active ?? null, rollout: share };
}

/** Also where nothing had to change: whoever was cut off here asks again. */
async function tellRunsInFlight(deps: ChangeLiveDeps, asked: Asked, { inFlight }: LiveState): Promise<void> {
  if (inFlight === 'stop') {
    await deps.stopRuns?.(asked);
  } else if (inFlight !== 'hold') {
    await deps.releaseHolds?.(asked.workflow);
  }
}
