import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createExportWorkflow } from '../../../lib/engine/export-workflow.ts';
import { createImportJourney } from '../../../lib/engine/import-journey.ts';
import { createImportWorkflow } from '../../../lib/engine/import-workflow.ts';
import { createListTemplates } from '../../../lib/engine/list-templates.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { createShowTemplate } from '../../../lib/engine/show-template.ts';
import { createUseTemplate } from '../../../lib/engine/use-template.ts';
import type { Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { createFixedLibrary, TEMPLATE_TEXTS } from '../../support/template-texts.ts';

const by = 'ana@example.com';
const TEXT = TEMPLATE_TEXTS['greet.workflow.yaml'] ?? '';
const JOURNEY = readFileSync(join(import.meta.dirname, '../../fixtures/pinpoint/webinar.json'), 'utf8');

/** What the workflow of the library names. */
const EVERYTHING: Partial<Catalogue> = {
  teams: new Map([
    ['vips', ['vip@example.com']],
    ['sales', ['sales@example.com']],
  ]),
  segments: new Set(['gold']),
  consents: new Set(['marketing']),
  secrets: new Set(['crm_key']),
  messages: new Set(['greeting']),
};

const createWorld = (catalogue: Partial<Catalogue> = EVERYTHING) => ({
  ...createEngineWorld(catalogue),
  templates: createFixedLibrary(),
});

/** Everything that could have been changed. */
async function traces(world: EngineWorld) {
  const { items } = await world.audit.list({}, { limit: 100 });
  return { audit: items, live: await world.liveStates.list(), draft: await world.drafts.get('greet') };
}

const NOTHING = { audit: [], live: [], draft: undefined };

async function publish(world: EngineWorld, text = TEXT, description = 'First') {
  return createPublishWorkflow(world)({ text, author: by, origin: 'api', description });
}

async function exported(world = createWorld()) {
  await publish(world);
  return JSON.stringify(await createExportWorkflow(world)({ workflow: 'greet' }));
}

describe('V5 the library', () => {
  test('lists templates, and what this deployment lacks for them', async () => {
    const { templates, catalogue } = createWorld({ ...EVERYTHING, secrets: new Set(), teams: new Map() });
    expect(await createListTemplates({ templates, catalogue })()).toEqual([
      {
        ...{ id: 'greet', name: 'Greet', note: 'Greets whoever comes.', category: 'sales', awaits: 'a better world' },
        ...{ questions: 2, ready: false },
        missing: [
          { kind: 'teams', name: 'vips', has: false, question: 'team' },
          { kind: 'secrets', name: 'crm_key', has: false },
        ],
      },
    ]);
  });

  test('has templates ready whose names are here, or are asked for', async () => {
    const { templates, catalogue } = createWorld({ ...EVERYTHING, teams: new Map() });
    const [item] = await createListTemplates({ templates, catalogue })();
    expect(item).toMatchObject({ ready: true, missing: [{ name: 'vips', question: 'team' }] });
  });

  test('says nothing of what is not awaited', async () => {
    const { catalogue } = createWorld();
    const text = TEMPLATE_TEXTS['greet.template.yaml']?.replace('awaits: a better world\n', '') ?? '';
    const templates = createFixedLibrary({ ...TEMPLATE_TEXTS, 'greet.template.yaml': text });
    const [item] = await createListTemplates({ templates, catalogue })();
    expect(Object.keys(item ?? {})).not.toContain('awaits');
  });

  test('previews a template: definition, questions, needs, cases', async () => {
    const view = await createShowTemplate(createWorld())('greet');
    expect(view).toMatchObject({
      source: TEXT,
      questions: [{ id: 'title', standing: 'Call', required: false }, { id: 'team' }],
      cases: ['Everybody is greeted'],
      ready: true,
    });
    expect(view.needs).toEqual([
      { kind: 'segments', name: 'gold', has: true },
      { kind: 'consents', name: 'marketing', has: true },
      { kind: 'teams', name: 'vips', has: true, question: 'team' },
      { kind: 'secrets', name: 'crm_key', has: true },
      { kind: 'messages', name: 'greeting', has: true },
    ]);
  });

  test('offers the nearest where there is no such template', async () => {
    await expect(createShowTemplate(createWorld())('great')).rejects.toMatchObject({
      ...{ code: 'SB555', kind: 'not-found' },
      message: 'There is no template "great". Did you mean "greet"?',
    });
  });
});

describe('V5 using a template', () => {
  test('begins a workflow with the answers in their places', async () => {
    const world = createWorld();
    const answers = { title: 'Ring', team: 'sales' };
    const draft = await createUseTemplate(world)({ template: 'greet', workflow: 'vip', name: 'VIP', answers, by });
    expect(draft).toMatchObject({ workflow: 'vip', revision: 1, savedBy: by });
    expect(draft.text).toContain('workflow: vip\nname: VIP\n# Only gold.\n');
    expect(draft.text).toContain('title: Ring, assign_to: sales');
    expect((await world.audit.list({}, { limit: 1 })).items).toMatchObject([{ why: 'From the template greet.' }]);
  });

  test('with wrong answers or missing names says all of it, and changes nothing', async () => {
    const world = createWorld({ ...EVERYTHING, secrets: new Set() });
    const use = createUseTemplate(world);
    const wrong = use({ template: 'greet', workflow: 'greet', answers: { titel: 'x', team: 'nobody' }, by });
    await expect(wrong).rejects.toMatchObject({
      ...{ code: 'SB564', kind: 'invalid' },
      message: expect.stringContaining('It needs what is not here: secrets crm_key.'),
      details: { issues: [{ code: 'SB563' }, { code: 'SB561' }], missing: [{ kind: 'secrets', name: 'crm_key' }] },
    });
    await expect(use({ template: 'nope', workflow: 'greet', answers: {}, by })).rejects.toMatchObject({
      code: 'SB555',
    });
    expect(await traces(world)).toEqual(NOTHING);
  });

  test('with one wrong answer says which', async () => {
    const world = createWorld();
    const answers = { team: 'nobody' };
    await expect(createUseTemplate(world)({ template: 'greet', workflow: 'vip', answers, by })).rejects.toMatchObject({
      message: expect.stringContaining('has an error. The answer to "team" does not fit.'),
    });
  });

  test('needs a free id', async () => {
    const world = createWorld();
    await publish(world);
    const again = createUseTemplate(world)({ template: 'greet', workflow: 'greet', answers: {}, by });
    await expect(again).rejects.toMatchObject({ code: 'SB651' });
  });
});

describe('V5 exporting', () => {
  test('gives the newest version while none is active, with what it needs', async () => {
    const world = createWorld();
    await publish(world);
    expect(await createExportWorkflow(world)({ workflow: 'greet' })).toMatchObject({
      ...{ format: 1, workflow: 'greet', name: 'Greet', description: 'First', definition: TEXT },
      needs: { segments: ['gold'], teams: ['vips'], secrets: ['crm_key'], messages: ['greeting'] },
    });
  });

  test('gives the active version, another one, or the draft', async () => {
    const world = createWorld();
    await publish(world);
    await publish(world, TEXT.replace('Call', 'Ring'), 'Second');
    await world.liveStates.put({ ...makeLiveState({ workflow: 'greet', active: 1 }), revision: 2 });
    await world.drafts.put({ workflow: 'greet', text: TEXT.replace('Call', 'Mail'), savedAt: '', savedBy: by }, 0, {
      ...{ id: 'a', workflow: 'greet', at: '', by, action: 'draft.saved' },
    });
    const run = createExportWorkflow(world);
    expect(await run({ workflow: 'greet' })).toMatchObject({ description: 'First' });
    expect(await run({ workflow: 'greet', version: 2 })).toMatchObject({ description: 'Second' });
    const draft = await run({ workflow: 'greet', version: 'draft' });
    expect(draft).toMatchObject({ description: '', definition: expect.stringContaining('title: Mail') });
  });

  test('refuses what is not there, and what has errors', async () => {
    const world = createWorld();
    const run = createExportWorkflow(world);
    await expect(run({ workflow: 'greet' })).rejects.toMatchObject({ code: 'SB601' });
    await createCreateWorkflow(world)({ text: 'workflow: greet\nsteps: nonsense\n', by });
    await expect(run({ workflow: 'greet', version: 3 })).rejects.toMatchObject({ code: 'SB602' });
    await expect(run({ workflow: 'greet' })).rejects.toMatchObject({
      ...{ code: 'SB583', kind: 'conflict' },
      details: { issues: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]) },
    });
  });
});

describe('V5 importing', () => {
  test('elsewhere gives the same definition, as a draft of its own', async () => {
    const other = createWorld();
    const draft = await createImportWorkflow(other)({ bundle: await exported(), by });
    expect(draft).toMatchObject({ workflow: 'greet', text: TEXT, revision: 1 });
    expect(await other.liveStates.get('greet')).toMatchObject({ name: 'Greet', origin: 'api', enabled: false });
    await publish(other, draft.text);
    expect(await createExportWorkflow(other)({ workflow: 'greet' })).toEqual(JSON.parse(await exported()));
  });

  test('under another id changes that alone', async () => {
    const draft = await createImportWorkflow(createWorld())({ bundle: await exported(), workflow: 'hail', by });
    expect(draft).toMatchObject({ workflow: 'hail', text: TEXT.replace('workflow: greet', 'workflow: "hail"') });
  });

  test('into a deployment that lacks names is refused with all of them, and changes nothing', async () => {
    const other = createWorld({ consents: new Set(['marketing']), teams: new Map([['vips', ['vip@example.com']]]) });
    const refused = createImportWorkflow(other)({ bundle: await exported(), by });
    await expect(refused).rejects.toMatchObject({
      ...{ code: 'SB582', kind: 'invalid' },
      message: expect.stringMatching(
        /^The bundle of "greet" has 3 errors\. It needs what is not here: segments gold; secrets crm_key; messages greeting\.$/,
      ),
      details: {
        missing: [
          { kind: 'segments', name: 'gold' },
          { kind: 'secrets', name: 'crm_key' },
          { kind: 'messages', name: 'greeting' },
        ],
      },
    });
    expect(await traces(other)).toEqual(NOTHING);
  });

  test('of what is no bundle says so, and changes nothing', async () => {
    const world = createWorld();
    const run = createImportWorkflow(world);
    await expect(run({ bundle: '{"format":7}', by })).rejects.toMatchObject({
      ...{ code: 'SB582', details: { issues: [{ code: 'SB572' }] } },
      message: expect.stringContaining('The bundle has an error. The bundle has format 7'),
    });
    await expect(run({ bundle: await exported(), workflow: 'No id', by })).rejects.toMatchObject({ code: 'SB655' });
    expect(await traces(world)).toEqual(NOTHING);
  });

  test('of an id that is taken is refused, unless it is asked to be a new draft', async () => {
    const world = createWorld();
    await publish(world, TEXT.replace('Call', 'Ring'));
    const run = createImportWorkflow(world);
    const bundle = await exported();
    await expect(run({ bundle, by })).rejects.toMatchObject({ code: 'SB651' });
    expect(await run({ bundle, draftRevision: 0, by, why: 'back' })).toMatchObject({ text: TEXT, revision: 1 });
    await expect(run({ bundle, draftRevision: 0, by })).rejects.toMatchObject({ code: 'SB653' });
    const unknown = run({ bundle, workflow: 'other', draftRevision: 0, by });
    await expect(unknown).rejects.toMatchObject({ code: 'SB601' });
  });

  test('a file’s workflow is not overwritten', async () => {
    const world = createWorld();
    await world.liveStates.put(makeLiveState({ workflow: 'greet', origin: 'file' }));
    const refused = createImportWorkflow(world)({ bundle: await exported(), draftRevision: 0, by });
    await expect(refused).rejects.toMatchObject({ code: 'SB654' });
  });
});

describe('V5 importing a journey', () => {
  test('gives a draft, and what is left to be done', async () => {
    const world = createWorld();
    const { draft, leftovers } = await createImportJourney(world)({ journey: JOURNEY, by });
    expect(draft).toMatchObject({ workflow: 'webinar-in-june', revision: 1 });
    expect(leftovers.length).toBeGreaterThan(3);
  });

  test('takes another id, also as a new draft', async () => {
    const world = createWorld();
    const run = createImportJourney(world);
    await run({ journey: JOURNEY, workflow: 'june', by });
    const { draft } = await run({ journey: JOURNEY, workflow: 'june', draftRevision: 1, by, why: 'again' });
    expect(draft).toMatchObject({ workflow: 'june', revision: 2 });
  });

  test('of what is none is refused', async () => {
    const world = createWorld();
    await expect(createImportJourney(world)({ journey: '[]', by })).rejects.toMatchObject({
      ...{ code: 'SB581', kind: 'invalid', details: { issues: expect.any(Array) } },
    });
    expect(await traces(world)).toEqual(NOTHING);
  });
});
