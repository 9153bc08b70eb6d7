import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './fake-cli.ts';
import { CASE, folderWith, HELLO } from './workflow-folder.ts';

describe('check', () => {
  test('says that there are no problems', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'hello.test.yaml': CASE });

    expect(await cli(['check', folder])).toMatchObject({ code: 0, out: '2 files checked: no problems', err: '' });
  });

  test('prints every problem with its place, and ends with exit code 1', async () => {
    const folder = await folderWith({
      'hello.workflow.yaml': HELLO.replace('contact.tag', 'contact.tga'),
      'other.workflow.yaml': 'workflow: other\ntrigger: { event: lead.created }\nsteps: [{ wait: 4h }]\n',
    });

    const { code, out } = await cli(['check', folder]);

    expect(code).toBe(1);
    expect(out).toMatch(/hello\.workflow\.yaml:3:\d+ SB4\d\d error {2}.*contact\.tag/);
    expect(out).toContain(
      `${join(folder, 'other.workflow.yaml')}:3:17 SB208 error  "4h" is no duration. Write 4 hours`,
    );
    expect(out.split('\n').at(-1)).toBe('2 files checked: 2 errors');
  });

  test('--json prints the same for programs', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO.replace('workflow: hello', 'workflow: hallo') });

    const { code, out } = await cli(['check', folder, '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      files: 1,
      errors: 1,
      warnings: 0,
      issues: [{ line: 1, severity: 'error' }],
    });
  });

  test('of one file looks at no other', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'other.workflow.yaml': 'steps: 5\n' });

    expect((await cli(['check', join(folder, 'hello.workflow.yaml')])).code).toBe(0);
  });

  test('of one file tells what is wrong with the catalogue it depends on', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'catalogue.yaml': 'consnets: [a]\n' });

    const { code, out } = await cli(['check', join(folder, 'hello.workflow.yaml')]);

    expect(code).toBe(1);
    expect(out).toMatch(/catalogue\.yaml:1:\d+ SB5/);
  });

  test('tells a wrong test case', async () => {
    const folder = await folderWith({
      'hello.workflow.yaml': HELLO,
      'hello.test.yaml': CASE.replace('[tag]', '[tga]'),
    });

    expect((await cli(['check', join(folder, 'hello.test.yaml')])).out).toContain('SB837');
  });

  test('ends with exit code 4 where nothing is', async () => {
    expect((await cli(['check', '/does/not/exist'])).code).toBe(4);
  });
});

describe('format', () => {
  const UNTIDY = HELLO.replace('[Hot]', '[yes]').replace('\n', '   \n');

  test('writes files in the form and says which', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': UNTIDY });

    const { code, out } = await cli(['format', folder]);

    expect(code).toBe(0);
    expect(out).toBe(`formatted  ${join(folder, 'hello.workflow.yaml')}\n1 file: 1 formatted`);
    expect(await readFile(join(folder, 'hello.workflow.yaml'), 'utf8')).toBe(HELLO.replace('[Hot]', '["yes"]'));
  });

  test('--check changes nothing and ends with exit code 1', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': UNTIDY });

    const { code } = await cli(['format', folder, '--check']);

    expect(code).toBe(1);
    expect(await readFile(join(folder, 'hello.workflow.yaml'), 'utf8')).toBe(UNTIDY);
  });

  test('leaves a file that cannot be read as it is', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': 'a: [\n' });

    const { code, err } = await cli(['format', folder]);

    expect(code).toBe(1);
    expect(err).toContain('SB1');
    expect(await readFile(join(folder, 'hello.workflow.yaml'), 'utf8')).toBe('a: [\n');
  });
});

describe('compile', () => {
  test('prints the state machine, and nothing else', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO });

    const { out, err, code } = await cli(['compile', join(folder, 'hello.workflow.yaml')]);

    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ QueryLanguage: 'JSONata', States: { Tag: { Type: 'Task' } } });
  });

  test('--manifest prints what the engine needs to know', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO });

    const { out } = await cli(['compile', join(folder, 'hello.workflow.yaml'), '--manifest']);

    expect(JSON.parse(out)).toMatchObject({ workflow: 'hello', trigger: { event: 'lead.created' } });
  });

  test('of a file with errors prints them on standard error', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO.replace('lead.created', 'lead.creatd') });

    const { out, err, code } = await cli(['compile', join(folder, 'hello.workflow.yaml')]);

    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('lead.created');
  });
});

describe('the command line', () => {
  test.each([[['nope']], [['check', '--nope']], [['compile']], [['run', 'list', '--limit', '0']]])(
    'ends with exit code 2 for %j',
    async (args) => {
      expect((await cli(args)).code).toBe(2);
    },
  );

  test('offers the command that was meant', async () => {
    expect((await cli(['chekc'])).err).toContain('Did you mean check?');
  });

  test('lists every command under the name that calls it', async () => {
    const { out } = await cli(['--help']);
    const listed = [...out.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name = '']) => name);
    expect(listed).toContain('check');
    for (const name of listed) {
      expect((await cli([name, '--help'])).out).toContain(`Usage: signalbox ${name} `);
    }
  });

  test('prints help and version with exit code 0', async () => {
    expect((await cli(['--help'])).out).toContain('Workflow files:');
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: '1.2.3' });
  });
});
