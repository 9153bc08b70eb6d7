import { createReconcileRuns } from '../../engine/reconcile-runs.ts';
import { createSweepHolds } from '../../engine/release-holds.ts';
import { createSweepApprovals } from '../../engine/sweep-approvals.ts';
import { createSweepStoppedWorkflows } from '../../engine/sweep-stopped-workflows.ts';
import { createSweepUnstarted } from '../../engine/sweep-unstarted.ts';
import type { LocalDatabase } from '../sqlite/open-database.ts';
import { removeExpired } from '../sqlite/remove-expired.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';

const MINUTE = 60;
const DAY = 86_400;

/** Every so often, as the deployed engine's scheduled sweep does. */
const INTERVAL = 5 * MINUTE * 1000;

/** Sweeps at once and then regularly: finishes what crashes left, closes what is over, forgets what has expired. */
export function startSweeping(engine: EmbeddedEngine, database: LocalDatabase): void {
  const { timeline, activity } = engine;
  const sweep = createSweep(engine, database);
  const next = (): void => {
    timeline.set('sweep', timeline.now() + INTERVAL, next);
    activity.track(sweep());
  };
  next();
}

/** One sweep. */
function createSweep(engine: EmbeddedEngine, database: LocalDatabase): () => Promise<void> {
  const { stores, executions, scheduler, timeline } = engine;
  const deps = { ...stores, executions, scheduler, tokens: executions, clock: timeline, keepRunSeconds: 365 * DAY };
  const sweepUnstarted = createSweepUnstarted({ ...deps, graceSeconds: MINUTE });
  const sweepApprovals = createSweepApprovals({ ...deps, graceSeconds: MINUTE });
  const sweepHolds = createSweepHolds(deps);
  const sweepStopped = createSweepStoppedWorkflows({ ...deps, refreshSeconds: 0 });
  const reconcile = createReconcileRuns({ ...deps, graceSeconds: MINUTE });
  return async () => {
    await sweepUnstarted();
    await sweepApprovals();
    await sweepHolds();
    await sweepStopped();
    await reconcile();
    removeExpired(database, timeline.now());
    await engine.durable();
  };
}
