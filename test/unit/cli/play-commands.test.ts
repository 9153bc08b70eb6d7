import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './fake-cli.ts';
import { CASE, folderWith, HELLO } from './workflow-folder.ts';

describe('simulate', () => {
  test('X1 shows the path and what would happen, from an event in a file', async () => {
    const folder = await folderWith({
      'hello.workflow.yaml': HELLO,
      'event.json': '{"lead":{"id":"l-9","contact_id":"zoe","status":"new"}}',
      'contact.json': '{"first_name":"Zoe"}',
    });
    const file = join(folder, 'hello.workflow.yaml');

    const { out, code } = await cli([
      ...['simulate', file, '--event', join(folder, 'event.json')],
      ...['--contact', join(folder, 'contact.json'), '--now', '2026-05-01T08:00:00Z'],
    ]);

    expect(code).toBe(0);
    expect(out).toBe(
      [
        'hello  lead.created, contact zoe',
        '',
        '2026-05-01 08:00:00  ✓ Tag  contact.tag',
        '                         add: ["Hot"]',
        '                         gave contact_id = "zoe"',
        '                         gave tags = ["Hot"]',
        '',
        'succeeded  completed at once, at 2026-05-01 08:00:00 UTC',
      ].join('\n'),
    );
  });

  test('takes answers on the command line', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO });

    const { out } = await cli([
      'simulate',
      join(folder, 'hello.workflow.yaml'),
      '--answer',
      'tag={error: boom}',
      '--json',
    ]);

    expect(JSON.parse(out)).toMatchObject({ end: { status: 'failed', error: { code: 'boom' } } });
  });

  test('refuses an event that does not fit its type', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'event.json': '{"lead":{"id":5}}' });

    const { code, err } = await cli([
      'simulate',
      join(folder, 'hello.workflow.yaml'),
      '--event',
      join(folder, 'event.json'),
    ]);

    expect(code).toBe(1);
    expect(err).toMatch(/event\.json SB834 error {2}\/lead\/id.*write all of it/);
  });

  test('plays a case of its own, or one of a test file', async () => {
    const folder = await folderWith({
      'hello.workflow.yaml': HELLO,
      'case.yaml': 'event: { lead: { contact_id: zoe } }\n',
      'hello.test.yaml': CASE,
    });
    const file = join(folder, 'hello.workflow.yaml');

    expect((await cli(['simulate', file, '--case', join(folder, 'case.yaml')])).out).toContain('contact zoe');
    expect((await cli(['simulate', file, '--case', join(folder, 'hello.test.yaml'), '--name', 'tags'])).code).toBe(0);
    expect((await cli(['simulate', file, '--case', join(folder, 'hello.test.yaml'), '--name', 'x'])).err).toContain(
      '"It tags"',
    );
    expect((await cli(['simulate', file, '--case', join(folder, 'case.yaml'), '--now', 'x'])).err).toContain('SB825');
  });

  test.each([
    [['--now', 'tomorrow'], 'SB825'],
    [['--event', '/does/not/exist'], 'SB822'],
    [['--answer', 'nope=1'], 'SB837'],
  ])('refuses %j', async (options, code) => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO });

    expect((await cli(['simulate', join(folder, 'hello.workflow.yaml'), ...options])).err).toContain(code);
  });
});

describe('test', () => {
  test('says which cases hold', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'hello.test.yaml': CASE });

    expect(await cli(['test', folder])).toMatchObject({
      code: 0,
      out: 'hello\n  ✓ It tags\n\n1 case in 1 file: 1 passed',
    });
  });

  test('shows what is not as expected, where, and ends with exit code 1', async () => {
    const cases = CASE.replace('completed', 'done');
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'hello.test.yaml': cases });

    const { code, out } = await cli(['test', join(folder, 'hello.workflow.yaml')]);

    expect(code).toBe(1);
    expect(out).toBe(
      [
        'hello',
        `  ✗ It tags  ${join(folder, 'hello.test.yaml')}:3`,
        '      outcome',
        '        - done',
        '        + completed',
        '',
        '1 case in 1 file: 1 failed',
      ].join('\n'),
    );
  });

  test('says what keeps a file from being run', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': 'workflow: hello\n', 'hello.test.yaml': CASE });

    const { code, out } = await cli(['test', folder]);

    expect(code).toBe(1);
    expect(out).toContain('SB202');
    expect(out).toContain('1 file with errors');
  });

  test('--json prints the results with what happened', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO, 'hello.test.yaml': CASE });

    const { out } = await cli(['test', folder, '--json']);

    expect(JSON.parse(out)).toMatchObject({
      files: [{ workflow: 'hello', cases: [{ name: 'It tags', differences: [], simulation: { path: ['tag'] } }] }],
    });
  });

  test('says that there are no cases', async () => {
    expect((await cli(['test', await folderWith({})])).out).toContain('There are no cases');
  });
});
