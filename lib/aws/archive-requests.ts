import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { invalid } from '../errors/app-error.ts';
import { fromSdkError } from './sdk-errors.ts';

/** What asks for a run's history to be kept. */
const ArchiveRequestSchema = z.object({ runId: z.string() });

/** Step Functions may write the last events of a history a moment after it tells of the end. */
const DELAY_SECONDS = 60;

/** Asks for histories to be archived, through the queue that holds back reads of histories. */
export function createArchiveRequests({ client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string }) {
  return async (runId: string): Promise<void> => {
    const send = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ runId }),
      DelaySeconds: DELAY_SECONDS,
    });
    try {
      await client.send(send);
    } catch (error) {
      throw fromSdkError(error, `ask for the history of run ${runId} to be kept`);
    }
  };
}

/**
 * The run that a message of that queue names.
 *
 * @throws AppError SB713 for anything else
 */
export function parseArchiveRequest(message: unknown): string {
  const parsed = ArchiveRequestSchema.safeParse(message);
  if (parsed.success) return parsed.data.runId;
  throw invalid({
    code: 'SB713',
    message: 'This names no run whose history is to be kept.',
    resolution: 'Only Signalbox’s own functions should send to the archive queue; look for what else does.',
  });
}
