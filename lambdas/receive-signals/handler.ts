import { busEventProbe } from '../../lib/aws/rule-probe.ts';
import { consumeQueue } from '../middleware/consume-queue.ts';
import { observe } from '../middleware/observe.ts';
import { wire } from './wire.ts';

const observability = observe('receive-signals');
const { receive, bury } = wire();

/** Called with batches of events from the bus: each may be what a run waits for. */
export const handler = consumeQueue({
  observability,
  bury,
  consume: async (event) => {
    // Dispatch answers probes; here they would be events without a contact.
    if (busEventProbe(event) !== undefined) return;
    const report = await receive(event);
    if (report.kind === 'recorded') observability.logger.info('Signal recorded', { ...report });
  },
});
