import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
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

/** The run that a message of that queue names. Throws a ZodError for anything else. */
export function parseArchiveRequest(message: unknown): string {
  return z.parse(ArchiveRequestSchema, message).runId;
}
