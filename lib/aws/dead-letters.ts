import { fromSdkError } from './sdk-errors.ts';

export interface DeadLettersDeps {
  readonly queueUrl: string;
  /** Imported with the first message to bury: a healthy function starts without the client. */
  readonly loadSqs: () => Promise<SqsModule>;
}

type SqsModule = Pick<typeof import('@aws-sdk/client-sqs'), 'SQSClient' | 'SendMessageCommand'>;

/** A message that no further try can help. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
}

/** Puts a message into a dead-letter queue by hand, with the reason as an attribute that people and redrives can read. */
export function createDeadLetters({ queueUrl, loadSqs }: DeadLettersDeps) {
  let loading: Promise<{ readonly sqs: SqsModule; readonly client: InstanceType<SqsModule['SQSClient']> }> | undefined;
  return async ({ messageId, body }: DeadLetter, reason: string): Promise<void> => {
    loading ??= loadSqs().then((sqs) => ({ sqs, client: new sqs.SQSClient({}) }));
    const { sqs, client } = await loading;
    const send = new sqs.SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: reason.slice(0, 1024) },
        messageId: { DataType: 'String', StringValue: messageId },
      },
    });
    try {
      await client.send(send);
    } catch (error) {
      throw fromSdkError(error, `bury message ${messageId}`);
    }
  };
}
