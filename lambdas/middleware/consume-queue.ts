import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { AppError } from '../../lib/errors/app-error.ts';
import { facts, type Observability } from './observe.ts';

export interface QueueConsumer {
  readonly observability: Observability;
  /** Handles one message's body, parsed. Throws: an AppError of kind `invalid` buries it, anything else delivers it again. */
  readonly consume: (message: unknown) => Promise<void>;
  /** Puts a message that no further try can help where dead letters go, with the reason. */
  readonly bury: (record: SQSRecord, reason: string) => Promise<void>;
}

/**
 * A function behind a queue. Each message of a batch stands for itself: those that failed are reported, and only they
 * come again.
 */
export function consumeQueue({
  observability: { logger, metrics, middleware },
  consume,
  bury,
}: QueueConsumer): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const handle = async (record: SQSRecord): Promise<string | undefined> => {
    try {
      await consume(JSON.parse(record.body));
      return undefined;
    } catch (error) {
      const said = { messageId: record.messageId, error, ...facts(error) };
      if (!isHopeless(error)) {
        logger.warn('Message will be delivered again', said);
        metrics.addMetric('MessagesFailed', 'Count', 1);
        return record.messageId;
      }
      logger.error('Message can never be handled: it goes to the dead letters', said);
      metrics.addMetric('MessagesBuried', 'Count', 1);
      return buried(record, error);
    }
  };
  const buried = async (record: SQSRecord, reason: Error): Promise<string | undefined> => {
    try {
      await bury(record, reason.message);
      return undefined;
    } catch (error) {
      logger.error('Message could not be buried, so it will be delivered again', {
        messageId: record.messageId,
        error,
      });
      return record.messageId;
    }
  };
  const chain = middy(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(Records.map(handle));
    return { batchItemFailures: failed.flatMap((itemIdentifier) => (itemIdentifier ? [{ itemIdentifier }] : [])) };
  }).use([...middleware]);
  return (event, context) => chain(event, context);
}

/** Not JSON, or not what the use case can ever take. */
function isHopeless(error: unknown): error is Error {
  return error instanceof SyntaxError || (error instanceof AppError && error.kind === 'invalid');
}
