import { parseArchiveRequest } from '../../lib/aws/archive-requests.ts';
import { consumeQueue } from '../middleware/consume-queue.ts';
import { observe } from '../middleware/observe.ts';
import { wire } from './wire.ts';

const observability = observe('archive-history');
const { archive, bury } = wire();

/** Called with batches of ended runs, few at a time: histories are read from a small bucket of calls. */
export const handler = consumeQueue({
  observability,
  bury,
  consume: async (message) => {
    const runId = parseArchiveRequest(message);
    const kept = await archive(runId);
    observability.logger.info(kept ? 'History kept' : 'No history to keep', { runId });
  },
});
