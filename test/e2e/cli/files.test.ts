import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { signalbox } from './spawn-cli.ts';

// Processes start slowly where many tests run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('the workflows of this repository', () => {
  test('have no errors', async () => {
    const { code, out } = await signalbox(['check', 'statemachines']);

    expect(code).toBe(0);
    expect(out).toMatch(/\d+ files checked: (no problems|\d+ warnings?)\n$/);
  });

  test('are in the one form', async () => {
    expect(await signalbox(['format', 'statemachines', '--check'])).toMatchObject({ code: 0 });
  });

  test('X1 hold in every case of their test files', async () => {
    const { code, out, err } = await signalbox(['test']);

    expect(code).toBe(0);
    expect(out).toMatch(/\n50 cases in 9 files: 50 passed\n$/);
    expect(err).toBe('');
  });

  test('compile to state machines', async () => {
    const { code, out } = await signalbox(['compile', 'statemachines/lead-follow-up.workflow.yaml']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ QueryLanguage: 'JSONata', StartAt: 'Wait 1 hour' });
  });

  test('X1 show what would happen, without colours in a pipe', async () => {
    const { code, out } = await signalbox([
      ...['simulate', 'statemachines/credit-check.workflow.yaml'],
      ...['--answer', 'credit={body: {score: 720}}'],
    ]);

    expect(code).toBe(0);
    expect(out).toContain('◆ Decide  routes  → good');
    expect(out).toContain('steps.credit.body.score = 720');
    expect(out).not.toContain('\u001b');
  });

  test('are shown in colours where that is asked for', async () => {
    const { out } = await signalbox(['check', 'statemachines'], { env: { FORCE_COLOR: '1' } });

    expect(out).toContain('\u001b[');
  });
});

describe('a first workflow', () => {
  test('is written, checked, simulated and tested as it stands', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'first-'));

    const made = await signalbox(['new', 'welcome-visitor', '--trigger', 'contact.created'], { cwd });
    const file = 'statemachines/welcome-visitor.workflow.yaml';

    expect(made.code).toBe(0);
    expect(await signalbox(['check'], { cwd })).toMatchObject({ code: 0, out: '2 files checked: no problems\n' });
    expect(await signalbox(['format', '--check'], { cwd })).toMatchObject({ code: 0 });
    expect(await signalbox(['simulate', file], { cwd })).toMatchObject({ code: 0 });
    expect((await signalbox(['test'], { cwd })).out).toContain('2 cases in 1 file: 2 passed');
  });

  test('fits the schema that is written for editors', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'first-'));
    await signalbox(['new', 'welcome-visitor'], { cwd });

    const text = await readFile(join(cwd, 'statemachines/welcome-visitor.workflow.yaml'), 'utf8');
    const schema = JSON.parse(await readFile(join(cwd, '.signalbox/workflow.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);

    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../.signalbox/workflow.schema.json');
    expect(validate(parse(text))).toBe(true);
    expect(validate({ ...parse(text), trigger: { event: 'lead.creatd' } })).toBe(false);
  });

  test.each(['lead.created', 'workflow.enrolled', 'visit.page_viewed', 'inquiry.completed'])(
    'for %s passes its own test',
    async (event) => {
      const cwd = await mkdtemp(join(tmpdir(), 'first-'));
      await signalbox(['new', 'first', '--trigger', event], { cwd });

      expect(await signalbox(['test'], { cwd })).toMatchObject({ code: 0 });
    },
  );

  test('is never written over another', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'first-'));
    await signalbox(['new', 'first'], { cwd });

    const { code, err } = await signalbox(['new', 'first'], { cwd });

    expect(code).toBe(3);
    expect(err).toContain('SB827');
  });
});

describe('wrong usage', () => {
  test.each([
    [['check', 'nowhere'], 4, 'SB822'],
    [['new', 'Bad_Id'], 1, 'SB207'],
    [['new', 'good', '--trigger', 'lead.creatd'], 4, 'Did you mean "lead.created"?'],
    [['nope'], 2, 'unknown command'],
    [['run', 'list', '--url', 'http://127.0.0.1:1'], 5, 'signalbox start'],
    [['approval', 'approve', 'a-1', '--by', 'x@example.com'], 2, '--yes'],
  ])('%j ends with exit code %d', async (args, code, words) => {
    const cwd = await mkdtemp(join(tmpdir(), 'usage-'));

    const result = await signalbox(args, { cwd });

    expect(result.code).toBe(code);
    expect(result.err).toContain(words);
    expect(result.out).toBe('');
  });
});
