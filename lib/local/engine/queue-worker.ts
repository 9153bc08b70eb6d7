import { AppError } from '../../errors/app-error.ts';
import type { GroupCommit } from '../sqlite/group-commit.ts';
import type { Activity } from './activity.ts';
import type { Message, MessageQueue } from './message-queue.ts';
import type { Timeline } from './timeline.ts';

/** What a worker needs. */
export interface QueueWorkerDeps {
  readonly queue: MessageQueue;
  readonly commit: GroupCommit;
  readonly timeline: Timeline;
  readonly activity: Activity;
  /** Handles one message; it is told again after an error, so handling twice must do no harm. */
  readonly handle: (message: Message) => Promise<void>;
}

/** Takes messages off the queue as they fall due, several at a time. */
export interface QueueWorker {
  /** Adds messages and has them handled soon; they are accepted once `durable` of the group commit resolves. */
  readonly add: (topic: string, bodies: readonly string[]) => void;
  /** Looks for due messages, e.g. after a start or a redrive. */
  readonly wake: () => void;
  /** Takes no more. */
  readonly close: () => void;
}

const AT_ONCE = 64;
/** Tries before a message is given up: about ten minutes with the delays below. */
const MOST_ATTEMPTS = 10;
const LONGEST_DELAY = 300_000;

/** A worker; it does nothing until `wake`. */
export function createQueueWorker(deps: QueueWorkerDeps): QueueWorker {
  const { queue, commit, timeline, activity } = deps;
  const inHand = new Set<number>();
  let looking = false;
  let closed = false;

  const fail = (message: Message, error: unknown): void => {
    const attempts = message.attempts + 1;
    commit.begin();
    if (attempts >= MOST_ATTEMPTS || isPoison(error)) {
      queue.bury(message.id, reasonOf(error), timeline.now());
    } else {
      queue.retry(message.id, timeline.now() + Math.min(1000 * 2 ** message.attempts, LONGEST_DELAY));
    }
  };
  const work = async (message: Message): Promise<void> => {
    try {
      await deps.handle(message);
      commit.begin();
      queue.remove(message.id);
    } catch (error) {
      fail(message, error);
    }
    inHand.delete(message.id);
    wake();
  };
  const look = (): void => {
    looking = false;
    if (closed) {
      return;
    }
    const due = queue.due(timeline.now(), AT_ONCE + inHand.size, 0).filter(({ id }) => !inHand.has(id));
    for (const message of due.slice(0, AT_ONCE - inHand.size)) {
      inHand.add(message.id);
      activity.track(work(message));
    }
    if (inHand.size === 0) {
      waitForNext();
    }
  };
  const waitForNext = (): void => {
    const next = queue.nextDueAt();
    if (next !== undefined) {
      timeline.set('queue', next, wake);
    }
  };
  const wake = (): void => {
    if (!looking && !closed) {
      looking = true;
      activity.track(Promise.resolve().then(look));
    }
  };
  return {
    add: (topic, bodies) => {
      commit.begin();
      queue.add(topic, bodies, timeline.now());
      wake();
    },
    wake,
    close: () => {
      closed = true;
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
