import { busEventProbe } from '../../lib/aws/rule-probe.ts';
import { consumeQueue } from '../middleware/consume-queue.ts';
import { observe } from '../middleware/observe.ts';
import { reportDispatch } from './report-dispatch.ts';
import { wire } from './wire.ts';

const observability = observe('dispatch-events');
const { dispatch, keep, answer, bury } = wire();

/** Called with batches of events from the bus. */
export const handler = consumeQueue({
  observability,
  bury,
  consume: async (event) => {
    const probe = busEventProbe(event);
    if (probe !== undefined) return answer(probe);
    // First, so that dispatch reads the records as the event says they are.
    await keep(event);
    reportDispatch(observability, await dispatch(event));
  },
});
