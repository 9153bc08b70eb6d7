import { createHolds } from '../../engine/conditions/holds.ts';
import { createDecideApproval } from '../../engine/decide-approval.ts';
import { createDispatchEvent } from '../../engine/dispatch-event.ts';
import { createReceiveSignal } from '../../engine/receive-signal.ts';
import { createStartRun } from '../../engine/start-run.ts';
import { createLiveWorkflows } from '../../engine/workflows/live-workflows.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Ids } from '../../ports/ids.ts';
import type { LiveState } from '../../ports/live-state-store.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { VersionManifest } from '../../ports/workflow-store.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { createStores } from '../sqlite/create-stores.ts';
import { IN_MEMORY, openDatabase } from '../sqlite/open-database.ts';

const DAY = 86_400;

/** The engine's use cases around one workflow, in memory. What executes it is handed in. */
export interface SimulatedEngineDeps {
  readonly catalogue: Catalogue;
  readonly manifest: VersionManifest;
  readonly clock: { readonly now: () => number };
  readonly ids: Ids;
  readonly executions: Executions & TaskTokens;
}

/** The engine's use cases as a simulation calls them. */
export type SimulatedEngine = ReturnType<typeof createSimulatedEngine>;

/** Assembles them. `close` gives the memory back. */
export function createSimulatedEngine({ catalogue, manifest, clock, ids, executions }: SimulatedEngineDeps) {
  const database = openDatabase(IN_MEMORY);
  const stores = createStores(database);
  const holds = createHolds(catalogue);
  const workflows = { getManifest: async () => manifest };
  const state = liveState(manifest, clock.now());
  const liveStates = { list: async () => [state], get: async () => state, put: stores.liveStates.put };
  const live = createLiveWorkflows({ workflows, liveStates, clock, refreshSeconds: Number.POSITIVE_INFINITY });
  const { events, zone, teams } = catalogue;
  const common = {
    ...{ ...stores, workflows, liveStates, live, holds, events, zone, teams },
    ...{ clock, ids, executions, tokens: executions, hash: sha256 },
    ...{ keepSkippedSeconds: DAY, keepRunSeconds: 366 * DAY, keepSignalSeconds: 366 * DAY },
  };
  return {
    stores,
    database,
    holds,
    dispatch: createDispatchEvent(common),
    startByHand: createStartRun(common),
    receive: createReceiveSignal(common),
    decide: createDecideApproval(common),
    close: () => database.close(),
  };
}

function liveState({ workflow, version, compiled }: VersionManifest, now: number): LiveState {
  return {
    workflow,
    revision: 1,
    name: compiled.name,
    origin: 'file',
    enabled: true,
    archived: false,
    active: version,
    covered: [version],
    events: compiled.awaitedEvents,
    changedAt: new Date(now).toISOString(),
    changedBy: 'simulation',
  };
}
