import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bootstrap, type CdkApp, deploy } from './cdk-cli.ts';
import { type Ministack, startMinistack } from './ministack.ts';
import { beside } from './paths.ts';

let ministack: Ministack;
let app: CdkApp;
let outputs: Record<string, string>;

beforeAll(async () => {
  ministack = await startMinistack({ waitScale: 0 });
  app = {
    app: beside('ministack-app/app.ts'),
    output: await mkdtemp(join(tmpdir(), 'signalbox-probe-')),
    context: { revision: '1' },
  };
  await bootstrap(ministack, app);
  outputs = (await deploy(ministack, app)).Probe ?? {};
});
afterAll(async () => {
  await ministack.stop();
  await rm(app.output, { recursive: true, force: true });
});

async function put(detail: object): Promise<string> {
  const client = new EventBridgeClient(ministack.clientConfig);
  const entry = {
    EventBusName: outputs.Bus,
    Source: 'probe',
    DetailType: 'started',
    Detail: JSON.stringify(detail),
  };
  const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
  return Entries?.[0]?.EventId ?? '';
}

/** The record of an execution, once it has ended. */
async function ended(id: string): Promise<object> {
  const client = new DynamoDBClient(ministack.clientConfig);
  const get = new GetItemCommand({ TableName: outputs.Table, Key: { id: { S: id } }, ConsistentRead: true });
  return vi.waitFor(
    async () => {
      const { Item } = await client.send(get);
      if (Item?.status?.S !== 'SUCCEEDED') throw new Error(`not ended: ${JSON.stringify(Item)}`);
      return Item;
    },
    { timeout: 30_000, interval: 100 },
  );
}

describe('a CDK app on the emulator', () => {
  test('an event goes by rule and queue to a function, which starts a version; its end is recorded', async () => {
    const id = await put({ n: 21 });
    const item = await ended(id);
    expect(item).toMatchObject({ version: { S: `${outputs.Machine}:1` } });
    expect(JSON.parse(Reflect.get(item, 'output').S)).toEqual({
      revision: '1',
      work: { doubled: 42, node: process.version },
    });
    const client = new SFNClient(ministack.clientConfig);
    const executionArn = `${outputs.Machine?.replace(':stateMachine:', ':execution:')}:${id}`;
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ status: 'SUCCEEDED', stateMachineVersionArn: outputs.Version });
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const entered = events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
    expect(entered).toEqual(['Work', 'Pause', 'Done']);
    client.destroy();
  });

  test('a function’s error is caught under its name', async () => {
    const item = await ended(await put({ n: -1 }));
    expect(JSON.parse(Reflect.get(item, 'output').S)).toMatchObject({ work: { error: 'Probe.Negative' } });
  });

  test('a message that its function reports as failed goes to the dead letters, the others do not', async () => {
    const [failed, fine] = [await put({ n: 1, fail: true }), await put({ n: 2 })];
    await ended(fine);
    const client = new SQSClient(ministack.clientConfig);
    const receive = new ReceiveMessageCommand({
      QueueUrl: outputs.Dead,
      WaitTimeSeconds: 5,
      MaxNumberOfMessages: 10,
    });
    const messages = await vi.waitFor(
      async () => {
        const { Messages = [] } = await client.send(receive);
        if (Messages.length === 0) throw new Error('no dead letter yet');
        return Messages;
      },
      { timeout: 40_000, interval: 100 },
    );
    expect(messages.map((message) => JSON.parse(message.Body ?? '').id)).toEqual([failed]);
    client.destroy();
  });

  test('a custom resource gets its answer through the provider framework', () => {
    expect(outputs.Custom).toBe('Create revision 1');
  });

  test('a second deployment publishes a second version and updates the custom resource', async () => {
    const second = (await deploy(ministack, { ...app, context: { revision: '2' } })).Probe ?? {};
    expect(second).toMatchObject({ Version: `${outputs.Machine}:2`, Custom: 'Update revision 2' });
    expect(JSON.parse(Reflect.get(await ended(await put({ n: 3 })), 'output').S)).toMatchObject({ revision: '2' });
  });
});
