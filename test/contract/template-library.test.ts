import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTemplates } from '../../lambdas/serve-api/open-templates.ts';
import { loadTemplateData, TEMPLATES_FILE, writeTemplateData } from '../../lib/config/template-data.ts';
import { createFolderLibrary } from '../../lib/local/workspace/folder-library.ts';
import type { TemplateLibrary } from '../../lib/ports/template-library.ts';
import { TEMPLATE_TEXTS } from '../support/template-texts.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'template-library-'));
const SECOND = {
  'again.template.yaml': 'template: again\nname: Again\nnote: Once more.\ncategory: sales\nquestions: []\n',
  'again.workflow.yaml': 'workflow: again\ntrigger: { event: lead.created }\nsteps: [{ id: wait, wait: 1 day }]\n',
};
const TEXTS = { ...TEMPLATE_TEXTS, ...SECOND, 'broken.template.yaml': 'template: broken\n', 'README.md': 'Hello' };

const ADAPTERS: Readonly<Record<string, (texts: Readonly<Record<string, string>>) => TemplateLibrary>> = {
  'a folder': (texts) => {
    const folder = newFolder();
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return createFolderLibrary(join(folder, 'nowhere'), folder);
  },
  'what a function carries': (texts) => {
    const folder = newFolder();
    writeFileSync(join(folder, TEMPLATES_FILE), writeTemplateData(new Map(Object.entries(texts))));
    return openTemplates(() => loadTemplateData(folder));
  },
};

describe.each(Object.entries(ADAPTERS))('a library of templates from %s', (_, open) => {
  test('lists the templates that load, by id', async () => {
    const found = await open(TEXTS).list();
    expect(found).toMatchObject([
      { id: 'again', cases: [] },
      { id: 'greet', cases: ['Everybody is greeted'], source: TEMPLATE_TEXTS['greet.workflow.yaml'] },
    ]);
  });

  test('finds one, or none', async () => {
    const library = open(TEXTS);
    expect(await library.get('greet')).toMatchObject({ id: 'greet', needs: { secrets: ['crm_key'] } });
    expect(await library.get('broken')).toBeUndefined();
  });

  test('may be empty', async () => {
    expect(await open({}).list()).toEqual([]);
  });
});

test('there may be no folder', async () => {
  expect(await createFolderLibrary('/nowhere').list()).toEqual([]);
});

test('a folder that cannot be read is told', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await expect(createFolderLibrary(file).list()).rejects.toThrow('ENOTDIR');
});

test('a function without its file says so', () => {
  expect(() => loadTemplateData('/nowhere')).toThrow(expect.objectContaining({ code: 'SB902', kind: 'fault' }));
});
