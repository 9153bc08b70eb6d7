import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './fake-cli.ts';
import { folderWith, HELLO } from './workflow-folder.ts';

const CATALOGUE =
  'teams: { vip_support: [vip@example.com], risk: [risk@example.com] }\ncontact_fields: { last_vip_contact: time }\n';
const JOURNEY = join(import.meta.dirname, '../../fixtures/pinpoint/webinar.json');

const newFolder = () => mkdtemp(join(tmpdir(), 'exchange-'));

describe('template list', () => {
  test('shows the library', async () => {
    const { code, out, err } = await cli(['template', 'list']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^TEMPLATE +CATEGORY +NAME +QUESTIONS\n/);
    expect(out).toMatch(/\nvip-routing +support +Route VIPs +2/);
  });

  test('--json prints it with what each template needs and asks', async () => {
    const { out } = await cli(['template', 'list', '--json']);

    const { items } = JSON.parse(out);
    expect(items.find(({ id }: { id: string }) => id === 'vip-routing')).toMatchObject({
      category: 'support',
      needs: { contact_fields: ['last_vip_contact'], teams: ['vip_support'] },
      questions: [{ id: 'tag', standing: 'VIP' }, { id: 'team' }],
    });
  });

  test('tells what is wrong in another folder', async () => {
    const folder = await folderWith({ 'hello.template.yaml': 'template: hello\n', 'hello.workflow.yaml': HELLO });

    const { err } = await cli(['template', 'list', '--from', folder]);

    expect(err).toMatch(/hello\.template\.yaml:1:\d+ SB202 error {2}"name" is missing/);
  });
});

describe('template show', () => {
  test('says what it is good for, needs and asks', async () => {
    const { out } = await cli(['template', 'show', 'ai-reply-with-approval']);

    expect(out).toContain('awaits  Drafting inside your own account');
    expect(out).toContain('\nneeds\n  teams: support, support_leads\n  secrets: drafting_key\n');
    expect(out).toContain('  service  Which address drafts replies?');
    expect(out).toContain('url, required');
    expect(out).toContain('friendly | formal | brief, default friendly');
  });

  test('--source prints its definition', async () => {
    const { out } = await cli(['template', 'show', 'vip-routing', '--source']);

    expect(out).toBe((await readFile('statemachines/templates/vip-routing.workflow.yaml', 'utf8')).trimEnd());
  });

  test('--json prints it for programs', async () => {
    expect(JSON.parse((await cli(['template', 'show', 'vip-routing', '--json'])).out)).toMatchObject({
      id: 'vip-routing',
    });
  });

  test('of an unknown id offers the nearest', async () => {
    const { code, err } = await cli(['template', 'show', 'vip-routin']);

    expect(code).toBe(4);
    expect(err).toContain('SB555  There is no template "vip-routin". Did you mean "vip-routing"?');
  });
});

describe('template use', () => {
  test('writes the workflow and the messages that it sends', async () => {
    const dir = await folderWith({ 'catalogue.yaml': CATALOGUE });

    const { code, out } = await cli([
      ...['template', 'use', 'inquiry-list-match', 'lists', '--dir', dir, '--name', 'By list'],
      ...['--answer', 'lists=sanctions,embargo', '--answer', 'sure_from=0.8'],
    ]);

    expect(code).toBe(0);
    expect(out).toContain(
      `written  ${join(dir, 'lists.workflow.yaml')}\nwritten  ${join(dir, 'messages/new_document_request.message.yaml')}`,
    );
    const text = await readFile(join(dir, 'lists.workflow.yaml'), 'utf8');
    expect(text).toContain('workflow: lists\nname: By list\n');
    expect(text).toContain('contains_any: [sanctions, embargo]');
    expect(text).toContain('at_least: 0.8');
    expect((await cli(['check', dir])).out).toContain('no problems');
  });

  test('tells all that the folder lacks, and writes nothing', async () => {
    const dir = await newFolder();

    const { code, err } = await cli(['template', 'use', 'vip-routing', 'vips', '--dir', dir]);

    expect(code).toBe(1);
    expect(err).toContain('vips.workflow.yaml:4:47 SB428 error');
    expect(err).toContain('missing  contact_fields: last_vip_contact\nmissing  teams: vip_support\n');
    expect(await readdir(dir)).toEqual([]);
  });

  test('tells all that is wrong with the answers', async () => {
    const { code, err } = await cli([
      ...['template', 'use', 'crm-account-manager', 'crm', '--dir', await newFolder()],
      ...['--answer', 'stge=won', '--answer', 'managers=nobody'],
    ]);

    expect(code).toBe(1);
    expect(err).toContain('SB562  "url" is not answered. Which address takes new accounts?');
    expect(err).toContain('SB563  The answer to "managers" does not fit.');
    expect(err).toContain('SB561  There is no question "stge". Did you mean "stage"?');
  });

  test('writes over nothing', async () => {
    const dir = await folderWith({ 'catalogue.yaml': CATALOGUE, 'vips.workflow.yaml': HELLO });

    const { code, err } = await cli(['template', 'use', 'vip-routing', 'vips', '--dir', dir]);

    expect(code).toBe(3);
    expect(err).toContain('SB827');
    expect(await readFile(join(dir, 'vips.workflow.yaml'), 'utf8')).toBe(HELLO);
  });

  test('an answer without its question is wrong usage', async () => {
    expect((await cli(['template', 'use', 'vip-routing', 'vips', '--answer', 'sales'])).code).toBe(2);
  });
});

describe('export and import bundle', () => {
  test('what was exported is the same workflow elsewhere', async () => {
    const [from, to] = [await folderWith({ 'hello.workflow.yaml': HELLO }), await newFolder()];
    const bundle = join(from, 'hello.bundle.json');

    const exported = await cli([
      'export',
      join(from, 'hello.workflow.yaml'),
      '--out',
      bundle,
      '--description',
      'First',
    ]);
    const imported = await cli(['import', 'bundle', bundle, '--dir', to]);

    expect([exported.code, imported.code]).toEqual([0, 0]);
    expect(exported.out).toBe(`written  ${bundle}`);
    expect(await readFile(join(to, 'hello.workflow.yaml'), 'utf8')).toBe(HELLO);
  });

  test('export prints it', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO });

    expect(JSON.parse((await cli(['export', join(folder, 'hello.workflow.yaml')])).out)).toMatchObject({
      format: 1,
      workflow: 'hello',
      definition: HELLO,
    });
  });

  test('nothing is exported that has errors', async () => {
    const folder = await folderWith({ 'hello.workflow.yaml': HELLO.replace('contact.tag', 'contact.tga') });

    expect(await cli(['export', join(folder, 'hello.workflow.yaml')])).toMatchObject({ code: 1, out: '' });
  });

  test('nothing is imported that lacks something', async () => {
    const dir = await newFolder();
    const bundle = (await cli(['export', 'statemachines/vip-routing.workflow.yaml'])).out;
    await writeFile(join(dir, 'vip.json'), bundle);

    const { code, err } = await cli(['import', 'bundle', join(dir, 'vip.json'), '--dir', dir]);

    expect(code).toBe(1);
    expect(err).toContain('missing  teams: vip_support');
    expect(await readdir(dir)).toEqual(['vip.json']);
  });

  test('a file that is not there is told', async () => {
    expect(await cli(['import', 'bundle', 'nowhere.json'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('SB822'),
    });
  });
});

describe('import pinpoint', () => {
  test('writes the workflow and the list of what is left to do', async () => {
    const dir = await newFolder();

    const { code, out, err } = await cli(['import', 'pinpoint', JOURNEY, '--dir', dir, '--id', 'june']);

    expect(code).toBe(0);
    expect(out).toContain('things are left to do by hand:');
    expect(err).toContain('SB426 error');
    expect((await readdir(dir)).sort()).toEqual(['june.import.md', 'june.workflow.yaml']);
    expect(await readFile(join(dir, 'june.import.md'), 'utf8')).toContain(
      '- [ ] `Activities.invite.EMAIL.TemplateName`: ',
    );
  });

  test('--json prints it all, and writes nothing', async () => {
    const dir = await newFolder();

    const { out } = await cli(['import', 'pinpoint', JOURNEY, '--dir', dir, '--json']);

    expect(JSON.parse(out)).toMatchObject({ workflow: 'webinar-in-june', leftovers: expect.any(Array) });
    expect(await readdir(dir)).toEqual([]);
  });

  test('tells what is no journey', async () => {
    const folder = await folderWith({ 'a.json': '{}' });

    const { code, err } = await cli(['import', 'pinpoint', join(folder, 'a.json'), '--dir', folder]);

    expect(code).toBe(1);
    expect(err).toContain('SB581');
  });

  test('takes only ids of workflows', async () => {
    expect(await cli(['import', 'pinpoint', JOURNEY, '--id', '../June'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('SB207'),
    });
  });
});

test('check looks at templates, too, in their folder and by themselves', async () => {
  const folder = await folderWith({
    'hello.workflow.yaml': HELLO,
    'hello.template.yaml':
      'template: hello\nname: Hello\nnote: Tags.\ncategory: sales\nquestions: [{ id: a, ask: "What?", type: text, at: [/nowhere] }]\n',
  });
  const file = join(folder, 'hello.template.yaml');

  for (const path of [folder, file]) {
    const { code, out } = await cli(['check', path]);
    expect(code).toBe(1);
    expect(out).toContain(`${file}:5:`);
    expect(out).toContain('SB552');
  }
});
