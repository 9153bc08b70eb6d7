import { parseTimerTask } from '../../lib/engine/fire-timer.ts';
import { consumeQueue } from '../middleware/consume-queue.ts';
import { observe } from '../middleware/observe.ts';
import { wire } from './wire.ts';

const observability = observe('fire-timers');
const { fire, bury } = wire();

/** Called with batches of timers that have fired, perhaps late or twice. */
export const handler = consumeQueue({
  observability,
  bury,
  consume: async (message) => {
    const task = parseTimerTask(message);
    await fire(task);
    observability.logger.info('Timer fired', { ...task });
  },
});
