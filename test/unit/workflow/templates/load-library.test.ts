import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTemplates } from '../../../../lib/local/workspace/read-templates.ts';
import { isLibraryFile, loadLibrary } from '../../../../lib/workflow/templates/load-library.ts';
import { TEMPLATE_TEXTS } from '../../../support/template-texts.ts';

const FOLDER = join(import.meta.dirname, '../../../../statemachines/templates');

function load(change: Readonly<Record<string, string | undefined>> = {}) {
  const texts = Object.entries({ ...TEMPLATE_TEXTS, ...change });
  return loadLibrary(new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]))));
}

describe('a library from texts', () => {
  test('is the one that the folder holds', async () => {
    const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(isLibraryFile);
    const files = new Map(paths.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]));
    const { templates, issues } = loadLibrary(files);
    const expected = (await readTemplates(FOLDER)).templates;
    expect(issues).toEqual([]);
    expect(templates.map(({ cases: _, ...template }) => template)).toEqual(expected);
    expect(templates.filter(({ cases }) => cases.length === 0)).toEqual([]);
  });

  test('names the cases', () => {
    expect(load().templates[0]?.cases).toEqual(['Everybody is greeted']);
  });

  test.each([undefined, ': : :', '[]', 'cases: none', 'cases: [1, { name: [] }]'])('has no cases in %j', (text) => {
    expect(load({ 'greet.test.yaml': text }).templates[0]?.cases).toEqual([]);
  });

  test('without a definition, or with one that has errors, says so', () => {
    expect(load({ 'greet.workflow.yaml': undefined })).toMatchObject({ templates: [], issues: [{ code: 'SB551' }] });
    const { templates, issues } = load({ 'greet.workflow.yaml': 'workflow: greet\n' });
    expect(templates).toEqual([]);
    expect(issues.map(({ file }) => file)).toContain('greet.workflow.yaml');
  });

  test('may do without a catalogue, and says what is wrong with one', () => {
    const alone = { 'catalogue.yaml': undefined };
    expect(load(alone).issues.map(({ code }) => code)).not.toContain('SB555');
    expect(load(alone).templates).toEqual([]);
    expect(load({ 'catalogue.yaml': 'nonsense: 1\n' }).issues[0]).toMatchObject({ file: 'catalogue.yaml' });
  });
});

test('files of a library are told from others', () => {
  const paths = [
    'a.workflow.yaml',
    'a.test.yaml',
    'catalogue.yaml',
    'messages/a.message.yaml',
    'README.md',
    'b/a.test.yaml',
  ];
  expect(paths.filter(isLibraryFile)).toEqual(paths.slice(0, 4));
});
