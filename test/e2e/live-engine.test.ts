import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;
let folder = '';
let engine: { readonly process: ChildProcess; readonly url: string };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-live-'));
  cpSync(join(ROOT, 'statemachines'), join(folder, 'statemachines'), { recursive: true });
  engine = await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(): Promise<typeof engine> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/signalbox.ts'), 'start', '--port', '0'], { cwd: folder });
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url !== undefined) resolve({ process: child, url });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(output)));
  });
}

function stop(): Promise<void> {
  return new Promise((resolve) => {
    engine.process.removeAllListeners('exit');
    engine.process.once('exit', () => resolve());
    engine.process.kill('SIGTERM');
  });
}

async function read(path: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`${engine.url}${path}`)).json()) as Record<string, unknown>;
}

/** The first run of a workflow in that status, waited for in small steps. */
async function findRun(workflow: string, status: string): Promise<{ id: string }> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = (await read(`/runs?workflow=${workflow}&status=${status}`)) as { items: { id: string }[] };
    if (items[0] !== undefined) return items[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No run of ${workflow} is ${status}: ${JSON.stringify(await read('/runs'))}`);
}

test('T5 an app that only sets the endpoint of its EventBridge client starts runs, and sends mails to the outbox', async () => {
  const client = new EventBridgeClient({
    endpoint: engine.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const contact = { id: 'vera', first_name: 'Vera', email: 'vera@example.com', tags: ['VIP'], consents: [] };
  const conversation = { id: 'conversation-1', contact_id: 'vera', channel: 'chat', status: 'open' };
  const put = await client.send(
    new PutEventsCommand({
      Entries: [
        { Source: 'signalbox.contact', DetailType: 'Contact Created', Detail: JSON.stringify({ contact }) },
        { Source: 'signalbox.contact', DetailType: 'Contact Created', Detail: '{broken' },
      ],
    }),
  );
  expect(put).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'MalformedDetail' }],
  });
  const Detail = JSON.stringify({ conversation });
  await client.send(
    new PutEventsCommand({
      Entries: [{ Source: 'signalbox.conversation', DetailType: 'Conversation Started', Detail }],
    }),
  );
  const { id } = await findRun('vip-routing', 'succeeded');
  const view = await read(`/runs/${id}`);
  expect(view).toMatchObject({
    run: { contact: 'vera', version: 1 },
    timeline: [{ name: 'Alert' }, { name: 'Tag' }, { name: 'Stamp' }],
  });
  expect(await read('/outbox')).toMatchObject({ items: [{ kind: 'email', email: { text: 'VIP Vera is here' } }] });
});

test('a run that waits goes on waiting after a restart', async () => {
  const contact = { id: 'lena', first_name: 'Lena', email: 'lena@example.com', consents: ['marketing'] };
  const lead = { id: 'lead-1', contact_id: 'lena', source: 'Website', amount: 5 };
  const body = JSON.stringify([
    { event: 'contact.created', data: { contact } },
    { event: 'lead.created', data: { lead } },
  ]);
  expect((await fetch(`${engine.url}/events`, { method: 'POST', body })).status).toBe(202);
  const { id } = await findRun('lead-follow-up', 'running');
  await stop();
  engine = await start();
  expect(await read(`/runs/${id}`)).toMatchObject({ run: { status: 'running' }, timeline: [{ name: 'Wait 1 hour' }] });
  const stopped = await fetch(`${engine.url}/runs/${id}/stop`, {
    method: 'POST',
    headers: { 'x-signalbox-user': 'ana@example.com' },
  });
  expect(stopped.status).toBe(200);
  expect(await read(`/runs/${id}`)).toMatchObject({ run: { status: 'stopped', stop: { by: 'ana@example.com' } } });
});
