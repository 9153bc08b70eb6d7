import { AppError } from '../errors/app-error.ts';
import type { Executions } from '../ports/executions.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import type { VersionSummary, WorkflowStore } from '../ports/workflow-store.ts';
import { listAll } from './list-all.ts';
import { type Asked, type AuditDeps, auditEntry } from './workflows/audit-entry.ts';
import { findLiveState } from './workflows/find-live-state.ts';

/** What pruning needs. */
export interface PruneVersionsDeps extends AuditDeps {
  readonly workflows: Pick<WorkflowStore, 'listVersions' | 'changeVersion'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
  readonly executions: Pick<Executions, 'listRunning'>;
  readonly machines: Pick<StateMachines, 'retire'>;
}

/** Whose machines are to be given up. */
export interface PruneVersionsRequest extends Asked {
  /** No more than needed for so many machines to stay, the oldest first; by default all that may go. */
  readonly keep?: number | undefined;
  /** Only say what would be done. */
  readonly dryRun?: boolean | undefined;
}

/** What was given up, and what had to stay. */
export interface PruneVersionsReport {
  readonly retired: readonly number[];
  readonly kept: readonly {
    readonly version: number;
    /**
     * `redrivable`: a run of it may have ended within 14 days. `shared`: another version that stays has the same machine.
     * `spare`: it may go, and there was no need.
     */
    readonly reason: 'active' | 'staged' | 'newest' | 'open' | 'redrivable' | 'shared' | 'spare';
  }[];
}

/** Gives up machines of versions. */
export type PruneVersions = (request: PruneVersionsRequest) => Promise<PruneVersionsReport>;

/** Step Functions redrives what ended no longer ago. */
const REDRIVABLE_MS = 14 * 86_400_000;

/** No run lasts longer than a year, and no goal is counted later. */
const REMEMBERED_MS = 2 * 366 * 86_400_000;

/**
 * Gives up the machines of versions that no run uses: neither live nor newest, nothing open, and nothing redrivable. The
 * versions stay, with their texts: activating one publishes its machine again. The live state is written once in
 * between, so that a version which someone makes live at this moment keeps its machine.
 *
 * @throws AppError SB601 no such workflow · SB611 someone changed what runs at this moment
 */
export function createPruneVersions(deps: PruneVersionsDeps): PruneVersions {
  return async (request) => {
    const { workflow, keep = 0, dryRun = false } = request;
    const live = await findLiveState(deps.liveStates, workflow);
    const versions = await listAll((page) => deps.workflows.listVersions(workflow, page));
    const standing = versions.filter(({ retiredAt }) => retiredAt === undefined).toReversed();
    const [newest] = versions;
    const uses = new Map<VersionSummary, Kept['reason'] | undefined>();
    for (const version of standing) {
      uses.set(version, await useOf(deps, live, version, version === newest));
    }
    const { chosen, kept } = choose(uses, keep);
    if (!dryRun && chosen.length > 0) {
      await retire(deps, request, live, chosen);
    }
    return { retired: chosen.map(({ version }) => version), kept };
  };
}

type Kept = PruneVersionsReport['kept'][number];

/** The oldest of those that may go, until so many are left; none whose machine another one needs. */
function choose(
  uses: ReadonlyMap<VersionSummary, Kept['reason'] | undefined>,
  keep: number,
): { readonly chosen: readonly VersionSummary[]; readonly kept: readonly Kept[] } {
  let standing = uses.size;
  const reasons = new Map<VersionSummary, Kept['reason'] | undefined>();
  for (const [version, use] of uses) {
    const reason = use ?? (standing <= keep ? 'spare' : undefined);
    reasons.set(version, reason);
    standing -= reason === undefined ? 1 : 0;
  }
  const needed = new Set([...reasons].flatMap(([{ machineRef }, reason]) => (reason === undefined ? [] : machineRef)));
  const chosen: VersionSummary[] = [];
  const kept: Kept[] = [];
  for (const [version, use] of reasons) {
    const reason = use ?? (needed.has(version.machineRef) ? 'shared' : undefined);
    if (reason === undefined) {
      chosen.push(version);
    } else {
      kept.push({ version: version.version, reason });
    }
  }
  return { chosen, kept };
}

/** What a version's machine is needed for; cheap reasons first, and in the end Step Functions' own word. */
async function useOf(
  { clock, executions }: PruneVersionsDeps,
  { active, rollout, covered, idleSince = {} }: LiveState,
  { version, machineRef, publishedAt }: VersionSummary,
  isNewest: boolean,
): Promise<Kept['reason'] | undefined> {
  if (version === active) return 'active';
  if (version === rollout?.version) return 'staged';
  if (isNewest) return 'newest';
  if (covered.includes(version)) return 'open';
  const idle = Date.parse(idleSince[version] ?? publishedAt);
  if (clock.now() - idle <= REDRIVABLE_MS) return 'redrivable';
  return (await executions.listRunning(machineRef)).items.length > 0 ? 'open' : undefined;
}

async function retire(
  deps: PruneVersionsDeps,
  asked: Asked,
  live: LiveState,
  chosen: readonly VersionSummary[],
): Promise<void> {
  const { workflow } = asked;
  const retiredAt = new Date(deps.clock.now()).toISOString();
  for (const { version } of chosen) {
    const entry = auditEntry(deps, asked, 'version.retired', { to: { version } });
    await deps.workflows.changeVersion(workflow, version, { retiredAt }, entry);
  }
  try {
    await deps.liveStates.put(withoutOldIdle(live, deps.clock.now()));
  } catch (error) {
    for (const { version, machineRef } of error instanceof AppError ? chosen : []) {
      const entry = auditEntry(deps, asked, 'version.restored', { to: { version } });
      await deps.workflows.changeVersion(workflow, version, { machineRef }, entry);
    }
    throw error;
  }
  for (const machineRef of new Set(chosen.map((version) => version.machineRef))) {
    await deps.machines.retire(machineRef);
  }
}

/** Changed in any case, so that nobody's change of the state that was looked at can be made any more. */
function withoutOldIdle({ idleSince = {}, ...live }: LiveState, now: number): LiveState {
  const idle = Object.entries(idleSince).filter(([, since]) => now - Date.parse(since) < REMEMBERED_MS);
  return {
    ...live,
    revision: live.revision + 1,
    ...(idle.length === 0 ? {} : { idleSince: Object.fromEntries(idle) }),
  };
}
