import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { TEMPLATE_TEXTS } from '../../support/template-texts.ts';
import { createApiWorld } from '../api/api-world.ts';
import { cli, type FakeWorld } from './fake-cli.ts';
import { folderWith } from './workflow-folder.ts';

const TEXT = TEMPLATE_TEXTS['greet.workflow.yaml'] ?? '';
const JOURNEY = join(import.meta.dirname, '../../fixtures/pinpoint/webinar.json');
const EVERYTHING: Partial<Catalogue> = {
  teams: new Map([['vips', ['vip@example.com']]]),
  segments: new Set(['gold']),
  secrets: new Set(['crm_key']),
  messages: new Set(['greeting']),
};

/** A command line beside an engine in memory, and a folder. */
async function createWorld(names = EVERYTHING) {
  const { app } = await createApiWorld({}, undefined, names);
  const folder = await folderWith({ 'greet.yaml': TEXT, 'other.json': '{"a":1}', 'greet.bundle.json': '{"format":9}' });
  const run = (args: readonly string[], person: FakeWorld = {}) => cli(args, { app, ...person });
  const at = (name: string) => join(folder, name);
  return { run, folder, at };
}

/** A bundle of an engine that has all it needs. */
async function createBundle() {
  const { run, at } = await createWorld();
  await run(['workflow', 'create', at('greet.yaml')]);
  await run(['workflow', 'publish', 'greet', '--description', 'First']);
  const file = at('out.bundle.json');
  expect(await run(['workflow', 'export', 'greet', '--version', '1', '-o', file])).toMatchObject({
    ...{ code: 0, out: `written  ${file}` },
  });
  return { file, run };
}

describe('V5 workflow export and import', () => {
  test('carry a workflow from one engine to another', async () => {
    const { file, run } = await createBundle();
    const other = await createWorld();

    const imported = await other.run(['workflow', 'import', file, '--by', 'ana@example.com']);
    const shown = await other.run(['workflow', 'show', 'greet', '--draft']);
    const printed = await run(['workflow', 'export', 'greet']);

    expect(imported).toMatchObject({ code: 0, out: 'imported  the draft of greet, revision 1: ready to be published' });
    expect(shown.out).toBe(TEXT.trimEnd());
    expect(`${printed.out}\n`).toBe(await readFile(file, 'utf8'));
  });

  test('refuse what lacks a secret, a message and a segment, with all of it', async () => {
    const { file } = await createBundle();
    const { run } = await createWorld({ teams: EVERYTHING.teams ?? new Map() });

    const { code, err } = await run(['workflow', 'import', file]);

    expect(code).toBe(1);
    expect(err).toContain('SB582  The bundle of "greet" has 3 errors. It needs what is not here: segments gold;');
    expect(err.match(/greet\.workflow\.yaml:\d+:\d+ SB\d{3} error/g)).toHaveLength(3);
    expect((await run(['workflow', 'list'])).out).toBe('No workflow is there yet.');
  });

  test('write over a draft only if that is said', async () => {
    const { file, run } = await createBundle();

    expect(await run(['workflow', 'import', file])).toMatchObject({ code: 3, err: expect.stringContaining('SB651') });
    expect(await run(['workflow', 'import', file, '--as-draft'])).toMatchObject({ code: 0 });
    expect(await run(['workflow', 'import', file, '--as-draft'])).toMatchObject({ code: 2 });
    const again = await run(['workflow', 'import', file, '--as-draft', '--yes']);
    expect(again.out).toBe('imported  the draft of greet, revision 3: ready to be published');
    const copy = await run(['workflow', 'import', file, '--id', 'copy', '--json']);
    expect(JSON.parse(copy.out)).toMatchObject({ workflow: 'copy' });
  });

  test('take a journey by its content, and say what is left to do', async () => {
    const { run } = await createWorld();

    const { code, out, err } = await run(['workflow', 'import', JOURNEY]);

    expect(code).toBe(0);
    expect(out).toMatch(/^imported {2}the draft of webinar-in-june, revision 1: \d+ errors?, to be mended/);
    expect(out).toContain('things are left to do by hand:\n  ');
    expect(err).toContain('SB426 error');
    const again = await run(['workflow', 'import', JOURNEY, '--as-draft', '--yes']);
    expect(again.out).toContain('revision 2');
  });

  test('refuse what is neither, or cannot be read', async () => {
    const { run, at } = await createWorld();

    expect((await run(['workflow', 'import', at('other.json')])).err).toContain('SB584');
    expect((await run(['workflow', 'import', at('greet.bundle.json')])).err).toContain('greet.bundle.json SB572 error');
    expect((await run(['workflow', 'import', at('nowhere.json')])).code).toBe(4);
    expect((await run(['workflow', 'export', 'nope'])).code).toBe(4);
    expect((await run(['workflow', 'export', 'nope', '--version', 'x'])).code).toBe(2);
  });

  test('export the draft, and nothing that has errors; never over a file', async () => {
    const { run, at, folder } = await createWorld();
    await run(['workflow', 'create', at('greet.yaml')]);

    expect((await run(['workflow', 'export', 'greet', '--version', 'draft', '--out', at('greet.yaml')])).code).toBe(3);
    expect(JSON.parse((await run(['workflow', 'export', 'greet'])).out)).toMatchObject({ definition: TEXT });
    expect(await readdir(folder)).toHaveLength(3);
  });
});

describe('V5 workflow create --template', () => {
  test('begins a workflow with the answers', async () => {
    const { run } = await createWorld();

    const created = await run([
      ...['workflow', 'create', '--template', 'greet', '--id', 'vip', '--name', 'VIP'],
      ...['--answer', 'title=Ring', '--by', 'ana@example.com'],
    ]);

    expect(created.out).toBe('created  the draft of vip, revision 1: ready to be published');
    expect((await run(['workflow', 'show', 'vip', '--draft'])).out).toContain('title: Ring, assign_to: vips');
  });

  test('asks a person for what was not said', async () => {
    const { run } = await createWorld();
    const person = { person: true, answers: ['vip', 'vips'] };

    const created = await run(['workflow', 'create', '--template', 'greet', '--answer', 'title=Ring'], person);

    expect(created.questions).toEqual(['What is the workflow’s id? [greet]', 'Who does it? [vips]']);
    expect(created.out).toContain('created  the draft of vip');
  });

  test('changes nothing when the person gives up, and asks nothing with --yes', async () => {
    const { run } = await createWorld();

    for (const answers of [[], ['vip', 'Ring']]) {
      const left = await run(['workflow', 'create', '--template', 'greet'], { person: true, answers });
      expect(left).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Nothing was changed.') });
    }
    const created = await run(['workflow', 'create', '--template', 'greet', '--yes'], { person: true });
    expect(created).toMatchObject({ questions: [], out: expect.stringContaining('the draft of greet') });
  });

  test('shows all that is wrong with the answers', async () => {
    const { run } = await createWorld({ ...EVERYTHING, secrets: new Set() });

    const { code, err } = await run([
      ...['workflow', 'create', '--template', 'greet', '--answer', 'team=nobody', '--answer', 'x=1'],
    ]);

    expect(code).toBe(1);
    expect(err).toContain('greet SB563 error');
    expect(err).toContain('greet SB561 error');
    expect(err).toContain('It needs what is not here: secrets crm_key.');
  });

  test('needs a file or a template, and not both', async () => {
    const { run, at } = await createWorld();

    expect(await run(['workflow', 'create'])).toMatchObject({ code: 1, err: expect.stringContaining('SB825') });
    expect((await run(['workflow', 'create', at('greet.yaml'), '--template', 'greet'])).code).toBe(1);
    expect((await run(['workflow', 'create', '--template', 'nope'])).code).toBe(4);
  });
});
