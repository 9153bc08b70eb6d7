import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDynamoStores, type DynamoStores } from '../../lib/aws/dynamodb/create-stores.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createLiveWorkflows } from '../../lib/engine/workflows/live-workflows.ts';
import { consumeAll, shuffled } from '../reliability/redelivering-queue.ts';
import { leadCreated } from '../support/bus-event.ts';
import { createEngineWorld } from '../support/engine-world.ts';
import { makeAudit } from '../support/make-audit.ts';
import { makeLiveState } from '../support/make-live-state.ts';
import { asRunning, asSucceeded, makePendingRun, makePutRequest } from '../support/make-run.ts';
import { makeDraft, makeManifest } from '../support/make-version.ts';
import { createMemoryBlobStore } from '../support/memory-blob-store.ts';
import { createTables } from './create-tables.ts';
import { type DynamoDbLocal, startDynamoDbLocal } from './dynamodb-local.ts';

let database: DynamoDbLocal;
let stores: DynamoStores;
const blobs = createMemoryBlobStore();
const sent: string[] = [];

/** Notes the name of each command, retries of the SDK included. */
function countCommands(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next, context) => (given) => {
      sent.push(String(context.commandName).replace('Command', ''));
      return next(given);
    },
    { step: 'finalizeRequest' },
  );
}

beforeAll(async () => {
  database = await startDynamoDbLocal();
  const client = database.client();
  const tables = await createTables(client);
  countCommands(client);
  stores = createDynamoStores({ client, tables, blobs, clock: { now: () => 0 } });
});
afterAll(() => database.stop());
beforeEach(() => {
  sent.length = 0;
});

const signal = {
  contact: 'contact-1',
  id: 'e',
  event: 'order.placed',
  data: {},
  at: '2026-03-01T10:00:00.000Z',
  expiresAt: 2e9,
};
const wait = {
  contact: 'contact-1',
  runId: 'r',
  step: 's',
  key: 'k',
  event: 'e',
  data: {},
  zone: 'UTC',
  since: '',
  token: 't',
  expiresAt: 2e9,
};

test('a put with re-entry, overlap, a goal and counters is one transaction', async () => {
  const unless = { event: 'order.placed', since: '2026-03-01T10:00:00.000Z' };
  const audience = { reentry: { seconds: 60 }, overlap: false };
  const put = await stores.runs.putPending(makePutRequest(makePendingRun(), { audience, unless }));
  expect(put).toEqual({ kind: 'created' });
  expect(sent).toEqual(['TransactWriteItems']);
});

test('a duplicate is found by the put itself', async () => {
  const run = makePendingRun();
  await stores.runs.putPending(makePutRequest(run));
  await stores.runs.putPending(makePutRequest(run));
  expect(sent).toEqual(['TransactWriteItems', 'TransactWriteItems']);
});

test('every change of a run is one transaction', async () => {
  const run = makePendingRun();
  await stores.runs.putPending(makePutRequest(run));
  sent.length = 0;
  const running = asRunning(run);
  await stores.runs.replace(run, running);
  await stores.runs.replace(running, asSucceeded(running));
  expect(sent).toEqual(['TransactWriteItems', 'TransactWriteItems']);
});

test.each<[string, () => Promise<unknown>, readonly string[]]>([
  ['a run', () => stores.runs.get('r'), ['GetItem']],
  ['an input', () => stores.runs.getInput('r'), ['GetItem']],
  ['counts', () => stores.runIndex.counts('w'), ['BatchGetItem']],
  [
    'records for the gates',
    () =>
      stores.records.getMany([
        { name: 'contact', id: 'c' },
        { name: 'lead', id: 'l' },
      ]),
    ['BatchGetItem'],
  ],
  ['live states', () => stores.liveStates.list(), ['Query']],
  [
    'a live state, with two entries about it',
    () => stores.liveStates.put(makeLiveState(), makeAudit(), makeAudit()),
    ['TransactWriteItems'],
  ],
  ['a draft', () => stores.drafts.get('w'), ['GetItem']],
  ['a page of the audit log', () => stores.audit.list({}, { limit: 10 }), ['Query']],
  ['a page of a workflow’s audit log', () => stores.audit.list({ workflow: 'w' }, { limit: 10 }), ['Query']],
  ['a page of versions', () => stores.workflows.listVersions('w', { limit: 10 }), ['Query']],
  ['a manifest', () => stores.workflows.getManifest('w', 1), ['GetItem']],
  ['a version', () => stores.workflows.getVersion('w', 1), ['BatchGetItem']],
  ['signals', () => stores.activity.listSignals('c', 'e', ''), ['Query']],
  ['open runs and waits', () => stores.activity.listOpen('c'), ['Query']],
  ['a new signal', () => stores.activity.putSignal(signal), ['TransactWriteItems']],
  ['a wait', () => stores.activity.putWait(wait), ['PutItem']],
  ['a wait that is over', () => stores.activity.removeWait(wait), ['DeleteItem']],
  ['a claim', () => stores.effects.begin('k', 'a', ''), ['PutItem']],
  ['an outcome', () => stores.effects.finish('k', {}), ['PutItem']],
  ['a page of runs', () => stores.runIndex.list({ contact: 'nobody' }, { limit: 10 }), ['Query']],
])('reading or writing %s is one call', async (_, call, expected) => {
  await call();
  expect(sent).toEqual(expected);
});

test('saving and removing a draft is a read and a transaction, each with its entry', async () => {
  const draft = { workflow: 'drafted', text: '', savedAt: '', savedBy: 'ana@example.com' };
  await stores.drafts.put(draft, 0, makeAudit());
  expect(sent).toEqual(['GetItem', 'TransactWriteItems']);
  sent.length = 0;
  await stores.drafts.remove('drafted', 1, makeAudit());
  expect(sent).toEqual(['TransactWriteItems']);
});

test('publishing is two reads and a transaction, describing a version a read and a transaction', async () => {
  const { version } = await stores.workflows.putVersion(makeDraft(makeManifest()), () => makeAudit());
  expect(sent).toEqual(['GetItem', 'GetItem', 'TransactWriteItems']);
  sent.length = 0;
  await stores.workflows.changeVersion(version.workflow, 1, { description: 'other words' }, makeAudit());
  expect(sent).toEqual(['GetItem', 'TransactWriteItems']);
});

test('texts over 200 KiB, and only those, go to the blob store', async () => {
  const put = async (kib: number) => {
    const run = makePendingRun();
    await stores.runs.putPending(makePutRequest(run, { input: 'ü'.repeat((kib * 1024) / 2) }));
    return blobs.keys().some((key) => key.startsWith(`runs/${run.id}/input-`));
  };
  expect(await put(200)).toBe(false);
  expect(await put(201)).toBe(true);
});

test('100 events of 20 contacts, each delivered 5 times, shuffled and 10 at a time: 100 runs, counted exactly', async () => {
  const world = createEngineWorld();
  const compiled = makeManifest();
  const { version } = await stores.workflows.putVersion(makeDraft(compiled));
  const { workflow } = version;
  await stores.liveStates.put(makeLiveState({ workflow }));
  // The other tests' states name versions that were never stored.
  const list = async () => (await stores.liveStates.list()).filter((state) => state.workflow === workflow);
  const live = createLiveWorkflows({ ...stores, liveStates: { list }, clock: world.clock, refreshSeconds: 5 });
  const events = Array.from({ length: 100 }, (_, index) =>
    leadCreated({ id: `event-${index}`, contact: `contact-${index % 20}` }),
  );
  const deliveries = shuffled(Array.from({ length: 5 }, () => events).flat(), 11);
  const handle = createDispatchEvent({ ...world, ...stores, live });
  const report = await consumeAll(deliveries, { concurrency: 10, handle });
  expect(report.dead).toEqual([]);
  expect(world.executions.running()).toHaveLength(100);
  expect(await stores.runIndex.counts(workflow)).toMatchObject({ started: 100, open: 100 });
});
