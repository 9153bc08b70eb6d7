import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorkspace } from '../../../../lib/local/workspace/read-workspace.ts';

const WORKFLOW = 'workflow: hello\ntrigger: { event: lead.created }\nsteps: [{ wait: 1 hour }]\n';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  await mkdir(join(folder, 'messages'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

describe('reading a folder of workflows', () => {
  test('gives each workflow with its graph, in the order of their names', async () => {
    const folder = await folderWith({
      'hello.workflow.yaml': WORKFLOW,
      'again.workflow.yaml': WORKFLOW.replace('hello', 'again'),
    });

    const { workflows, issues } = await readWorkspace(folder);

    expect(issues).toEqual([]);
    expect(workflows.map(({ id, graph }) => [id, graph?.workflow])).toEqual([
      ['again', 'again'],
      ['hello', 'hello'],
    ]);
  });

  test('lets workflows name what catalogue.yaml declares and which messages there are', async () => {
    const folder = await folderWith({
      'catalogue.yaml': 'consents: [news]\n',
      'messages/hi.message.yaml': 'message: hi\nsubject: Hi\ntext: Hello\n',
      'hello.workflow.yaml':
        'workflow: hello\ntrigger: { event: lead.created }\naudience: { consent: news }\nsteps: [{ id: mail, do: email.send, with: { template: hi } }]\n',
    });

    const { issues, messages, workflows } = await readWorkspace(folder);

    expect(issues).toEqual([]);
    expect([...messages.keys()]).toEqual(['hi']);
    expect(workflows[0]?.graph).toBeDefined();
  });

  test('returns the findings of every file with the path as it was given', async () => {
    const folder = await folderWith({
      'catalogue.yaml': 'zone: Nowhere/Else\n',
      'messages/hi.message.yaml': 'message: hi\n',
      'hello.workflow.yaml': WORKFLOW.replace('lead.created', 'lead.creatd'),
    });

    const { issues } = await readWorkspace(folder);

    const files = new Set(issues.map(({ file }) => file));
    expect(files).toContain(join(folder, 'catalogue.yaml'));
    expect(files).toContain(join(folder, 'messages', 'hi.message.yaml'));
    expect(files).toContain(join(folder, 'hello.workflow.yaml'));
  });

  test('does not blame a workflow for a message that does not load', async () => {
    const folder = await folderWith({
      'messages/hi.message.yaml': 'message: hi\n',
      'hello.workflow.yaml':
        'workflow: hello\ntrigger: { event: lead.created }\naudience: { consent: none }\nsteps: [{ id: mail, do: email.send, with: { template: hi } }]\n',
    });

    const { workflows, messages } = await readWorkspace(folder);

    expect(workflows[0]?.issues).toEqual([]);
    expect(messages.size).toBe(0);
  });

  test('works with neither catalogue nor messages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
    await writeFile(join(folder, 'hello.workflow.yaml'), WORKFLOW);

    const { issues, catalogue } = await readWorkspace(folder);

    expect(issues).toEqual([]);
    expect(catalogue.events.has('lead.created')).toBe(true);
  });

  test.each(['hello.workflow.yml', 'hello.test.yml', 'messages/hi.message.yml'])(
    'reports %s, which would silently be left out',
    async (name) => {
      const folder = await folderWith({ [name]: WORKFLOW });

      const { issues } = await readWorkspace(folder);

      expect(issues).toMatchObject([{ code: 'SB823', severity: 'error', file: join(folder, name) }]);
    },
  );

  test('reports a workflow that is there as YAML and as JSON', async () => {
    const json = JSON.stringify({ workflow: 'hello', trigger: { event: 'lead.created' }, steps: [{ wait: '1 hour' }] });
    const folder = await folderWith({ 'hello.workflow.yaml': WORKFLOW, 'hello.workflow.json': json });

    const { issues } = await readWorkspace(folder);

    expect(issues).toMatchObject([{ code: 'SB824', file: join(folder, 'hello.workflow.yaml') }]);
  });

  test('names what it read, and the test files beside it', async () => {
    const folder = await folderWith({
      'catalogue.yaml': 'consents: [news]\n',
      'hello.workflow.yaml': WORKFLOW,
      'hello.test.yaml': '',
    });

    const { files, tests } = await readWorkspace(folder);

    expect(files).toEqual([join(folder, 'catalogue.yaml'), join(folder, 'hello.workflow.yaml')]);
    expect(tests).toEqual([join(folder, 'hello.test.yaml')]);
  });

  test('says that a folder does not exist', async () => {
    await expect(readWorkspace('/does/not/exist')).rejects.toMatchObject({ code: 'SB821', kind: 'not-found' });
  });
});
