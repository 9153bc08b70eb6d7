import { AppError } from '../../lib/errors/app-error.ts';

/** What became of a queue's messages. */
export interface QueueReport {
  readonly deliveries: number;
  readonly dead: readonly unknown[];
}

/**
 * What SQS does in front of a handler: so many messages at a time, and those whose handler failed for now again, until
 * they succeed. What can never succeed is dead at once.
 */
export async function consumeAll<Message>(
  messages: readonly Message[],
  { concurrency, handle }: { readonly concurrency: number; readonly handle: (message: Message) => Promise<unknown> },
): Promise<QueueReport> {
  const queue = [...messages];
  const dead: unknown[] = [];
  let deliveries = 0;
  const consume = async (): Promise<void> => {
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
      deliveries += 1;
      try {
        await handle(message);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.kind === 'transient') queue.push(message);
        else dead.push(message);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, consume));
  return { deliveries, dead };
}

/** The same in another order, the same one for the same seed. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
