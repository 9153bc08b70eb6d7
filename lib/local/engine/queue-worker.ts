import { AppError } from '../../errors/app-error.ts';
import type { Activity } from './activity.ts';
import type { Message, MessageQueue } from './message-queue.ts';
import type { Timeline } from './timeline.ts';

/** What a worker needs. */
export interface QueueWorkerDeps {
  readonly queue: MessageQueue;
  readonly timeline: Timeline;
  readonly activity: Activity;
  /** Handles one message; it is told again after an error, so handling twice must do no harm. */
  readonly handle: (message: Message) => Promise<void>;
}

/** Takes messages off the queue as they fall due, several at a time. */
export interface QueueWorker {
  /** Adds messages and has them handled soon; they are accepted once `durable` of the group commit resolves. */
  readonly add: (topic: string, bodies: readonly string[]) => void;
  /** Looks into the queue for due messages, e.g. after a start or a redrive. */
  readonly wake: () => void;
  /** Takes no more. */
  readonly close: () => void;
}

const AT_ONCE = 64;
/** Messages that are kept in memory ahead of their turn; the rest stays in the queue alone. */
const MOST_AHEAD = 1024;
/** Tries before a message is given up: about ten minutes with the delays below. */
const MOST_ATTEMPTS = 10;
const LONGEST_DELAY = 300_000;

/** A worker; it does nothing until `wake`. */
export function createQueueWorker(deps: QueueWorkerDeps): QueueWorker {
  const { queue, timeline, activity } = deps;
  const inHand = new Set<number>();
  const ready: Message[] = [];
  /** Whether the queue may hold due messages that are neither ready nor in hand. */
  let isBehind = true;
  let nextDueAt = Number.POSITIVE_INFINITY;
  let isLooking = false;
  let isClosed = false;

  const lookSoon = (): void => {
    if (!isLooking && !isClosed) {
      isLooking = true;
      activity.track(Promise.resolve().then(look));
    }
  };
  const wake = (): void => {
    isBehind = true;
    lookSoon();
  };
  const wakeAt = (at: number | undefined): void => {
    if (at !== undefined && at < nextDueAt) {
      nextDueAt = at;
      timeline.set('queue', at, () => {
        nextDueAt = Number.POSITIVE_INFINITY;
        wake();
      });
    }
  };
  const fetch = (): void => {
    const now = timeline.now();
    const limit = MOST_AHEAD + inHand.size;
    const due = queue.due(now, limit);
    isBehind = due.length === limit;
    ready.push(...due.filter(({ id }) => !inHand.has(id)));
    wakeAt(queue.nextDueAt(now));
  };
  const fail = (message: Message, error: unknown): void => {
    const attempts = message.attempts + 1;
    if (attempts >= MOST_ATTEMPTS || isPoison(error)) {
      queue.bury(message.id, reasonOf(error), timeline.now());
    } else {
      const dueAt = timeline.now() + Math.min(1000 * 2 ** message.attempts, LONGEST_DELAY);
      queue.retry(message.id, dueAt);
      wakeAt(dueAt);
    }
  };
  const work = async (message: Message): Promise<void> => {
    try {
      await deps.handle(message);
      queue.remove(message.id);
    } catch (error) {
      fail(message, error);
    }
    inHand.delete(message.id);
    lookSoon();
  };
  const look = (): void => {
    isLooking = false;
    if (isBehind && ready.length === 0) {
      fetch();
    }
    for (const message of ready.splice(0, AT_ONCE - inHand.size)) {
      inHand.add(message.id);
      activity.track(work(message));
    }
  };
  return {
    add: (topic, bodies) => {
      const added = queue.add(topic, bodies, timeline.now());
      if (isBehind || ready.length + added.length > MOST_AHEAD) {
        isBehind = true;
      } else {
        ready.push(...added);
      }
      lookSoon();
    },
    wake,
    close: () => {
      isClosed = true;
      ready.length = 0;
      timeline.cancel('queue');
    },
  };
}

/** Trying again cannot help: the message itself is wrong. */
function isPoison(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'invalid';
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) {
    return `${error.code} ${error.message}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
