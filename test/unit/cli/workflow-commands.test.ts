import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createApiWorld } from '../api/api-world.ts';
import { cli } from './fake-cli.ts';

const FIRST = `workflow: greet
name: Greet
trigger: { event: lead.created }
steps:
  # Someone calls.
  - { id: call, do: task.create, with: { title: Call } }
`;
const SECOND = FIRST.replace('title: Call', 'title: Call at once');

/** A command line beside an engine in memory, and a folder with two texts. */
async function createWorld() {
  const { app } = await createApiWorld();
  const folder = await mkdtemp(join(tmpdir(), 'workflow-commands-'));
  const [first, second] = [join(folder, 'first.yaml'), join(folder, 'second.yaml')];
  await writeFile(first, FIRST);
  await writeFile(second, SECOND);
  const run = (...args: readonly string[]) => cli(args, { app });
  return { ...{ app, run, first, second }, by: ['--by', 'ana@example.com'] };
}

/** The same with version 1 active and version 2 published. */
async function createPublished() {
  const world = await createWorld();
  const { run, first, second, by } = world;
  await run('workflow', 'create', first, ...by);
  await run('workflow', 'publish', 'greet', '--activate', '--description', 'First');
  await run('workflow', 'save', second, '--based-on', '1');
  await run('workflow', 'publish', 'greet', '--description', 'Second');
  return world;
}

describe('V1 a draft', () => {
  test('is created, saved, shown, edited and thrown away', async () => {
    const { run, first, second, by } = await createWorld();

    const created = await run('workflow', 'create', first, ...by);
    const refused = await run('workflow', 'save', second);
    const saved = await run('workflow', 'save', second, '--yes');
    const edited = await run('workflow', 'edit', 'insert', 'greet', '/steps/1', '{ end: done }');
    const shown = await run('workflow', 'show', 'greet', '--draft');
    const discarded = await run('workflow', 'discard', 'greet', '--yes');

    expect(created.out).toMatch(/^created {2}the draft of greet, revision \d+: ready to be published$/);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('that ana@example.com saved') });
    expect(saved).toMatchObject({ code: 0 });
    expect(edited.out).toContain('ready to be published');
    expect(shown.out).toContain('# Someone calls.');
    expect(shown.out).toContain('end: done');
    expect(discarded.out).toBe('discarded  the draft of greet');
    expect((await run('workflow', 'show', 'greet', '--draft')).code).toBe(4);
  });

  test('that someone else changed is a conflict', async () => {
    const { run, first, second } = await createWorld();
    await run('workflow', 'create', first);

    const stale = await run('workflow', 'save', second, '--revision', '99');

    expect(stale).toMatchObject({ code: 3, err: expect.stringContaining('SB653') });
  });

  test('with errors is kept, and its errors are shown', async () => {
    const { run, first } = await createWorld();
    await writeFile(first, 'workflow: greet\nsteps: []\n');

    const { code, err, out } = await run('workflow', 'create', first);

    expect(code).toBe(0);
    expect(err).toMatch(/SB\d{3}/);
    expect(out).toContain('to be mended before it is published');
    expect(await run('workflow', 'publish', 'greet')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^greet:\d+:\d+ SB\d{3} error/m),
    });
  });
});

describe('V2 V3 versions', () => {
  test('are published, described, compared and listed', async () => {
    const { run } = await createPublished();

    const described = await run('workflow', 'describe', 'greet', '2', 'Call sooner');
    const diff = await run('workflow', 'diff', 'greet', '1', '2');
    const shown = await run('workflow', 'show', 'greet');
    const source = await run('workflow', 'show', 'greet', '1', '--source');

    expect(described.out).toBe('described  greet version 2: Call sooner');
    expect(diff.out).toContain('Call at once');
    expect(shown.out).toContain('Call sooner');
    expect(source.out).toBe(FIRST.trimEnd());
  });

  test('are staged, promoted, reverted and activated, each after a question', async () => {
    const { app, run } = await createPublished();

    const asked = await cli(['workflow', 'stage', 'greet', '2', '25'], { app, person: true });
    const list = await run('workflow', 'list');
    const promoted = await run('workflow', 'promote', 'greet', '--yes');
    const nothing = await run('workflow', 'revert', 'greet', '--yes');
    const back = await run('workflow', 'activate', 'greet', '1', '--yes', '--why', 'too soon');

    expect(asked.questions).toEqual(['Give version 2 of greet 25 % of new runs?']);
    expect(asked.out).toContain('rollout.staged');
    expect(asked.out).toContain('greet  version 1, version 2 for 25 % of new runs');
    expect(list.out).toContain('1, 2 at 25 %');
    expect(promoted.out).toContain('greet  version 2');
    expect(nothing.out).toContain('It was so already.');
    expect(back.out).toContain('greet  version 1');
    expect((await run('workflow', 'history', 'greet')).out).toContain('too soon');
  });

  test('nothing is changed without --yes where nobody can be asked', async () => {
    const { run } = await createPublished();

    expect(await run('workflow', 'activate', 'greet', '2')).toMatchObject({ code: 2 });
    expect((await run('workflow', 'list', '--json')).out).toContain('"activeVersion": 1');
  });

  test('are staged with a guardrail', async () => {
    const { run } = await createPublished();

    const { out } = await run(
      'workflow',
      'stage',
      'greet',
      '2',
      '10%',
      '--max-failure-rate',
      '0.05',
      '--yes',
      '--json',
    );

    expect(JSON.parse(out)).toMatchObject({
      rollout: { version: 2, percent: 10, guardrail: { minRuns: 100, maxFailureRate: 0.05 } },
    });
  });
});

test('V2 statistics compare the arms of a rollout', async () => {
  const { run } = await createPublished();
  await run('workflow', 'stage', 'greet', '2', '10', '--yes');

  const { out, code } = await run('workflow', 'statistics', 'greet');

  expect(code).toBe(0);
  expect(out).toContain('Rollout of version 2 at 10 %');
  expect(out).toMatch(/SIDE +RUNS +FAILED +CONVERTED +LIFT +P/);
  expect(out).toContain('These figures are looked at before any run has reached a goal.');
  expect(JSON.parse((await run('workflow', 'statistics', 'greet', '--json')).out)).toMatchObject({ workflow: 'greet' });
});

test('V1 V7 a workflow is shown with its draft and the bounds of its rollout', async () => {
  const { run, second, first, by } = await createWorld();
  await run('workflow', 'create', first, ...by);
  const begun = await run('workflow', 'show', 'greet');
  await run('workflow', 'publish', 'greet', '--activate');
  await run('workflow', 'save', second, '--based-on', '1');
  await run('workflow', 'publish', 'greet');
  await run('workflow', 'stage', 'greet', '2', '10', '--max-failure-rate', '0.05', '--yes');

  const staged = await run('workflow', 'show', 'greet');

  expect(begun.out).toMatch(/^draft {4}revision \d+, saved by ana@example\.com at /m);
  expect(begun.out).toContain('No version is published yet.');
  expect(staged.out).toContain('bounds   reverted by itself when more than 5 % fail, of 100 runs or more');
  expect(staged.out).not.toMatch(/^draft /m);
});

describe('V4 V5 a workflow', () => {
  test('is disabled, enabled, archived and copied', async () => {
    const { run } = await createPublished();

    const disabled = await run('workflow', 'disable', 'greet', '--runs', 'stop', '--yes');
    const enabled = await run('workflow', 'enable', 'greet', '--yes');
    const copied = await run('workflow', 'duplicate', 'greet', 'greet-again');
    const archived = await run('workflow', 'archive', 'greet', '--yes');
    const pruned = await run('workflow', 'prune', 'greet', '--dry-run');

    expect(disabled.out).toContain('(disabled; runs in flight are stopped for good)');
    expect(enabled.out).toContain('greet  version 1');
    expect(copied.out).toContain('the draft of greet-again');
    expect(archived.out).toContain('(archived)');
    expect(pruned.out).toContain('active');
  });

  test('of which there is none is told so', async () => {
    const { run } = await createWorld();

    expect(await run('workflow', 'enable', 'nope', '--yes')).toMatchObject({ code: 4 });
    expect(await run('workflow', 'diff', 'nope', '1', 'odd')).toMatchObject({ code: 2 });
  });
});

test('audit list shows who did what, the newest first', async () => {
  const { run } = await createPublished();

  const { out, code } = await run('audit', 'list', '--limit', '3');

  expect(code).toBe(0);
  expect(out.split('\n')[0]).toMatch(/^TIME +WORKFLOW +ACTION +BY +WHY +CHANGE/);
  expect(out).toContain('version.published');
});

describe('T10 run start', () => {
  const DATA = JSON.stringify({ lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } });

  test('starts a run by hand, once for a key', async () => {
    const { run } = await createPublished();

    const first = await run('run', 'start', 'greet', '--data', DATA, '--key', 'k');
    const again = await run('run', 'start', 'greet', '--data', DATA, '--key', 'k');

    expect(first.out).toMatch(/^started {2}greet-[0-9a-f]{32}$/);
    expect(again.out).toBe(first.out);
  });

  test('with data that is not the event’s starts nothing', async () => {
    const { run } = await createPublished();

    expect(await run('run', 'start', 'greet', '--data', '{}')).toMatchObject({
      code: 1,
      err: expect.stringContaining('SB616'),
    });
  });
});
