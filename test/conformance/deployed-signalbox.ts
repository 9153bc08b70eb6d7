import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { z } from 'zod';
import { createDynamoStores, type DynamoStores } from '../../lib/aws/dynamodb/create-stores.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import type { Run } from '../../lib/ports/run.ts';
import { createMemoryBlobStore } from '../support/memory-blob-store.ts';
import type { Ministack } from './ministack.ts';

/** An app's event; what it is called on the bus is in the catalogue. */
export interface AppEvent {
  readonly source: string;
  readonly detailType: string;
  readonly data: object;
  /** Default: a new one. */
  readonly id?: string;
}

/** A mail that SES was given. */
export interface SentMail {
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
}

/** A deployed stack, seen from outside: its bus, its tables, its mails. */
export interface DeployedSignalbox {
  readonly stores: DynamoStores;
  /** Puts an event on the stack's bus, as an app does, and gives its id. */
  put(event: AppEvent): Promise<string>;
  /** The run of a workflow that an event started, as soon as it is as asked for. */
  run(workflow: string, eventId: string, status: Run['status']): Promise<Run>;
  mailsTo(address: string): Promise<readonly SentMail[]>;
  /** How many messages lie in each dead-letter queue, by the queue's name. */
  deadLetters(): Promise<Readonly<Record<string, number>>>;
  close(): void;
}

const mailsSchema = z.object({
  messages: z.record(
    z.string(),
    z.array(z.object({ Source: z.string(), To: z.array(z.string()), Subject: z.string(), BodyText: z.string() })),
  ),
});

/** Looks at the one stack that is deployed; what its tables and its bus are called is in its functions' environment. */
export async function openDeployedSignalbox(ministack: Ministack, sender: string): Promise<DeployedSignalbox> {
  const { clientConfig, endpoint } = ministack;
  const environment = await environmentOfFunctions(ministack);
  const { bus, tables } = readRuntimeConfig(['bus', 'tables'], environment);
  const dynamodb = new DynamoDBClient(clientConfig);
  const eventBridge = new EventBridgeClient(clientConfig);
  const sqs = new SQSClient(clientConfig);
  const ses = new SESv2Client(clientConfig);
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: sender }));
  const stores = createDynamoStores({
    ...{ client: dynamodb, tables, blobs: createMemoryBlobStore(), clock: { now: () => Date.now() } },
  });
  return {
    stores,
    put: async ({ source, detailType, data, id = randomUUID() }) => {
      const metadata = { id, timestamp: new Date().toISOString(), correlationId: id, depth: 0, chain: [] };
      const Detail = JSON.stringify({ metadata, data });
      const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail };
      const { FailedEntryCount } = await eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount !== 0) throw new Error(`the bus did not take ${detailType}`);
      return id;
    },
    run: (workflow, eventId, status) => eventually(() => findRun(stores, { workflow, eventId, status })),
    mailsTo: async (address) => {
      const { messages } = mailsSchema.parse(await (await fetch(`${endpoint}/_ministack/ses/messages`)).json());
      return Object.values(messages)
        .flat()
        .filter(({ To }) => To.includes(address));
    },
    deadLetters: () => countDeadLetters(sqs),
    close: () => {
      for (const client of [dynamodb, eventBridge, sqs, ses]) client.destroy();
    },
  };
}

/** Tries until it resolves; rejects as it last did when it has not within so many seconds. */
export function eventually<Value>(attempt: () => Promise<Value>, seconds = 30): Promise<Value> {
  return vi.waitFor(attempt, { timeout: seconds * 1_000, interval: 200 });
}

async function findRun(
  { runIndex }: DynamoStores,
  wanted: { readonly workflow: string; readonly eventId: string; readonly status: Run['status'] },
): Promise<Run> {
  const { items } = await runIndex.list({ workflow: wanted.workflow }, { limit: 50 });
  const run = items.find(({ trigger }) => trigger.eventId === wanted.eventId);
  if (run?.status !== wanted.status) throw new Error(`not ${wanted.status} yet: ${JSON.stringify(run)}`);
  return run;
}

/** All that any function is told. Where they are told something under one name, it is the same. */
async function environmentOfFunctions({ clientConfig }: Ministack): Promise<Record<string, string>> {
  const client = new LambdaClient(clientConfig);
  const environment: Record<string, string> = {};
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { Environment } of Functions) Object.assign(environment, Environment?.Variables);
  }
  client.destroy();
  return environment;
}

async function countDeadLetters(client: SQSClient): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) {
    for (const QueueUrl of QueueUrls.filter((url) => /dead/i.test(url))) {
      const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
      const { Attributes } = await client.send(attributes);
      counts[QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)] = Number(Attributes?.ApproximateNumberOfMessages);
    }
  }
  return counts;
}
