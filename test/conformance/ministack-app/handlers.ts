/** The functions of the probe app: what Signalbox's own do, in a few lines each. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

const dynamodb = new DynamoDBClient({});
const stepFunctions = new SFNClient({});

interface QueuedEvent {
  readonly id: string;
  readonly detail: { readonly n: number; readonly fail?: boolean };
}
interface Batch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}
interface StatusEvent {
  readonly detail: {
    readonly name: string;
    readonly status: string;
    readonly output: string | null;
    readonly stateMachineVersionArn: string | null;
  };
}

/** Starts one execution of the published version for each event, and reports those that it could not. */
export async function dispatch(batch: Batch): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const failed: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.Records) {
    const event: QueuedEvent = JSON.parse(body);
    if (event.detail.fail) failed.push({ itemIdentifier: messageId });
    else {
      const input = JSON.stringify({ n: event.detail.n });
      await stepFunctions.send(
        new StartExecutionCommand({ stateMachineArn: process.env.VERSION, name: event.id, input }),
      );
    }
  }
  return { batchItemFailures: failed };
}

/** Keeps the newest status of each execution. */
export async function record({ detail }: StatusEvent): Promise<void> {
  const Item = {
    id: { S: detail.name },
    status: { S: detail.status },
    version: { S: String(detail.stateMachineVersionArn) },
    output: { S: String(detail.output) },
  };
  const rank = detail.status === 'RUNNING' ? 'attribute_not_exists(id)' : undefined;
  const put = new PutItemCommand({ TableName: process.env.TABLE, Item, ConditionExpression: rank });
  await dynamodb.send(put).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
  });
}

/** Doubles; refuses what is negative with an error of its own name. */
export async function work({ n }: { readonly n: number }): Promise<object> {
  if (n < 0) throw Object.assign(new Error(`${n} is negative`), { name: 'Probe.Negative' });
  return { doubled: n * 2, node: process.version };
}

/** Answers a custom resource's life-cycle events through CDK's provider framework. */
export async function publish(event: {
  readonly RequestType: string;
  readonly ResourceProperties: { readonly Text: string };
}): Promise<object> {
  return { PhysicalResourceId: 'published', Data: { Text: `${event.RequestType} ${event.ResourceProperties.Text}` } };
}
