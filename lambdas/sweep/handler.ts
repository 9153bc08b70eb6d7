import middy from '@middy/core';
import * as z from 'zod/mini';
import type { SweepReport } from '../../lib/engine/sweep-unstarted.ts';
import { observe } from '../middleware/observe.ts';
import { trace } from '../middleware/trace.ts';
import { wire } from './wire.ts';

const { logger, metrics, middleware } = observe('sweep');
const { sweepUnstarted, sweepApprovals, sweepHolds, sweepStopped, sweepVersions, reconcile, archive } = wire();

const SweepSchema = z.object({ sweep: z.enum(['unstarted', 'reconcile']) });

/** Called by the clock: every minute for what was cut off half-way, every hour for what nobody told of. */
export const handler = middy(async (event: unknown): Promise<void> => {
  const { sweep } = z.parse(SweepSchema, event);
  if (sweep === 'unstarted') {
    report('runs', await sweepUnstarted());
    report('approvals', await sweepApprovals());
    report('holds', await sweepHolds());
    report('runs of stopped workflows', await sweepStopped());
    return;
  }
  const reconciled = await reconcile();
  report('open runs', reconciled);
  for (const runId of reconciled.ended) await archive(runId);
  report('versions', await sweepVersions());
})
  .use(trace('sweep'))
  .use([...middleware]);

function report(swept: string, { finished, failures }: SweepReport): void {
  if (finished.length > 0) logger.info(`Swept ${swept}`, { finished });
  if (failures.length > 0) logger.error(`Could not sweep ${swept}`, { failures });
  metrics.addMetric('SweepFinished', 'Count', finished.length);
  metrics.addMetric('SweepFailed', 'Count', failures.length);
}
