import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SpawnedEngine, signalbox, startEngine } from './spawn-cli.ts';

// Processes start slowly where many tests run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ASK = `workflow: ask-first
trigger: { event: lead.created }
steps:
  - id: review
    approve: Take this lead?
    by: [ana@example.com]
    edit: { title: "Call {{ contact.first_name | default: 'the lead' }}" }
    timeout: 1 day
    on_reject: [{ end: refused }]
    on_timeout: [{ end: late }]
  - { id: call, do: task.create, with: { title: "{{ steps.review.edited.title }}" } }
`;
const MAIL = `workflow: greet
trigger: { event: contact.created }
audience: { consent: none }
steps: [{ id: hello, do: email.send, with: { subject: Hello, text: "Dear {{ contact.first_name | default: 'friend' }}" } }]
`;

describe('a running engine', () => {
  let engine: SpawnedEngine;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    await mkdir(join(folder, 'statemachines'));
    await writeFile(join(folder, 'statemachines', 'ask-first.workflow.yaml'), ASK);
    await writeFile(join(folder, 'statemachines', 'greet.workflow.yaml'), MAIL);
    engine = await startEngine(join(folder, 'statemachines'), join(folder, 'data'));
  });

  afterAll(async () => {
    expect(await engine.stop()).toBe(0);
  });

  const run = (...args: readonly string[]) => signalbox(args, { env: { SIGNALBOX_URL: engine.url } });

  test('lists its workflows, and says on standard error which engine it is', async () => {
    const { code, out, err } = await run('workflow', 'list');

    expect(code).toBe(0);
    expect(out).toMatch(/^ask-first +lead\.created +1 /m);
    expect(err).toBe(`engine ${engine.url}\n`);
  });

  test('takes an event and shows the run that it started, with the message', async () => {
    await run('event', 'put', 'contact.created', '--sample', '--data', '{"contact":{"id":"zoe","first_name":"Zoe"}}');

    const id = await vi.waitFor(async () => {
      const { out } = await run('run', 'list', '--contact', 'zoe', '--json');
      const [found] = JSON.parse(out).items;
      expect(found).toMatchObject({ workflow: 'greet', status: 'succeeded' });
      return String(found.id);
    }, 10_000);
    const { out } = await run('run', 'show', id);

    expect(out).toContain('✓ Hello  email.send');
    expect(out).toContain('│ Dear Zoe');
    expect((await run('outbox', 'list')).out).toContain('mail to ada@example.com: Hello');
  });

  test('asks a person, takes the answer once, and goes on', async () => {
    await run('event', 'put', 'lead.created', '--sample');
    const id = await vi.waitFor(async () => {
      const { out } = await run('approval', 'list', '--json');
      const [open] = JSON.parse(out).items;
      expect(open).toMatchObject({ question: 'Take this lead?' });
      expect(open).not.toHaveProperty('token');
      return String(open.id);
    }, 10_000);

    const stranger = await run('approval', 'approve', id, '--by', 'mallory@example.com', '--yes');
    const decided = await run(
      'approval',
      'approve',
      id,
      '--by',
      'ana@example.com',
      '--edit',
      'title=Call at once',
      '--yes',
    );
    const again = await run('approval', 'reject', id, '--by', 'ana@example.com', '--yes');

    expect(stranger).toMatchObject({ code: 3 });
    expect(decided).toMatchObject({ code: 0 });
    expect(again).toMatchObject({ code: 3 });
    await vi.waitFor(async () => {
      const { out } = await run('run', 'list', '--workflow', 'ask-first', '--status', 'succeeded', '--json');
      expect(JSON.parse(out).items).toHaveLength(1);
    }, 10_000);
  });

  test('has given nothing up', async () => {
    expect(await run('dead-letter', 'list')).toMatchObject({ code: 0, out: 'Nothing was given up.\n' });
    expect(await run('dead-letter', 'redrive', '--yes')).toMatchObject({ code: 0, out: '0 messages put back\n' });
  });

  test('says what it does not know', async () => {
    expect((await run('run', 'show', 'nope')).code).toBe(4);
    expect((await run('workflow', 'show', 'nope')).code).toBe(4);
    expect((await run('event', 'put', 'nope.nope')).code).toBe(1);
  });
});
