import { parseStatusEvent } from '../../lib/aws/status-event.ts';
import { consumeQueue } from '../middleware/consume-queue.ts';
import { observe } from '../middleware/observe.ts';
import { wire } from './wire.ts';

const observability = observe('record-status');
const { record, checkGuardrail, archive, bury } = wire();

/** Called with batches of Step Functions' status events. */
export const handler = consumeQueue({
  observability,
  bury,
  consume: async (event) => {
    const report = await record(parseStatusEvent(event));
    if (report.kind === 'unknown') return;
    const { run, changed, ended } = report;
    if (changed) observability.logger.info(`Run is ${run.status}`, { runId: run.id, workflow: run.workflow });
    // For a repeated event, too: whoever recorded it first may have been cut off before this.
    if (ended) await archive(run.id);
    if (ended && run.arm === 'treatment') await followRollout(run.workflow);
  },
});

async function followRollout(workflow: string): Promise<void> {
  const report = await checkGuardrail(workflow);
  if (report.kind === 'breached') observability.logger.warn('Rollout is reverted', { workflow, reason: report.reason });
}
