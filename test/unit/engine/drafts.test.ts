import { describe, expect, test } from 'vitest';
import { createArchiveWorkflow } from '../../../lib/engine/archive-workflow.ts';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createDiscardDraft } from '../../../lib/engine/discard-draft.ts';
import { createDuplicateWorkflow } from '../../../lib/engine/duplicate-workflow.ts';
import { createEditDraft, type StepEdit } from '../../../lib/engine/edit-draft.ts';
import { createSaveDraft } from '../../../lib/engine/save-draft.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';
const workflow = 'vip-alert';
const TEXT = `# Who is told
workflow: vip-alert
trigger: { event: lead.created }
steps:
  # first
  - { id: one, wait: 1 day }
  - { id: two, wait: 2 days } # second
`;

/** The actions on record, oldest first. */
async function actionsOf(world: EngineWorld, id = workflow) {
  const { items } = await world.audit.list({ workflow: id }, { limit: 100 });
  return items.map(({ action }) => action).toReversed();
}

describe('V1 creating a workflow', () => {
  test('begins it with a draft, which runs nothing and may have errors', async () => {
    const world = createEngineWorld();
    const text = 'workflow: vip-alert\nsteps: nonsense\n';
    const draft = await createCreateWorkflow(world)({ text, by, why: 'asked for' });
    expect(draft).toEqual({ workflow, text, revision: 1, savedAt: world.clock.iso(), savedBy: by });
    expect(await world.liveStates.get(workflow)).toMatchObject({
      ...{ revision: 1, name: 'Vip alert', origin: 'api', enabled: false, archived: false, covered: [] },
    });
    expect(await actionsOf(world)).toEqual(['workflow.created', 'draft.saved']);
    expect((await world.audit.list({}, { limit: 1 })).items).toMatchObject([{ by, why: 'asked for' }]);
  });

  test('calls it as the draft does', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: `name: A VIP\n${TEXT}`, by });
    expect(await world.liveStates.get(workflow)).toMatchObject({ name: 'A VIP' });
  });

  test.each(['steps: []\n', 'workflow: Not an id\n', 'workflow: [1]\n', '- a list\n', ': : :'])(
    'needs an id: %j is refused, and nothing is stored',
    async (text) => {
      const world = createEngineWorld();
      await expect(createCreateWorkflow(world)({ text, by })).rejects.toMatchObject({ code: 'SB655', kind: 'invalid' });
      expect(await world.liveStates.list()).toEqual([]);
    },
  );

  test('needs a free id; one that is archived or a file’s is not', async () => {
    const world = createEngineWorld();
    await world.liveStates.put(makeLiveState({ workflow, origin: 'file', archived: true }));
    const created = createCreateWorkflow(world)({ text: TEXT, by });
    await expect(created).rejects.toMatchObject({ code: 'SB651', kind: 'conflict' });
  });
});

describe('V1 saving a draft', () => {
  test('of a published workflow begins anew from a version, and keeps saying so', async () => {
    const world = createEngineWorld();
    const id = await storeVersions(world, 1);
    const save = createSaveDraft(world);
    const first = await save({ workflow: id, text: `workflow: ${id}\n`, revision: 0, basedOn: 1, by });
    const second = await save({ workflow: id, text: `name: Other\nworkflow: ${id}\n`, revision: 1, by });
    expect([first, second]).toMatchObject([
      { revision: 1, basedOn: 1 },
      { revision: 2, basedOn: 1 },
    ]);
    expect(await world.liveStates.get(id)).toMatchObject({ name: 'version 1', revision: 1 });
    expect((await world.audit.list({ workflow: id }, { limit: 1 })).items).toMatchObject([{ to: { basedOn: 1 } }]);
  });

  test('of a workflow that is no more than a draft names it anew', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    await createSaveDraft(world)({ workflow, text: `name: Better\n${TEXT}`, revision: 1, by });
    expect(await world.liveStates.get(workflow)).toMatchObject({ name: 'Better' });
    expect(await actionsOf(world)).toEqual(['workflow.created', 'draft.saved', 'draft.saved']);
  });

  test('that someone else saved meanwhile is a conflict', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    const saved = createSaveDraft(world)({ workflow, text: 'lost', revision: 7, by });
    await expect(saved).rejects.toMatchObject({ code: 'SB653', kind: 'conflict' });
    expect((await world.drafts.get(workflow))?.text).toBe(TEXT);
  });

  test('of another workflow is refused', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    const text = TEXT.replace('vip-alert', 'other');
    const saved = createSaveDraft(world)({ workflow, text, revision: 1, by });
    await expect(saved).rejects.toMatchObject({ code: 'SB655', kind: 'invalid' });
  });

  test('V6 of a file’s workflow is refused, and said what is allowed', async () => {
    const world = createEngineWorld();
    await world.liveStates.put(makeLiveState({ workflow, origin: 'file' }));
    const saved = createSaveDraft(world)({ workflow, text: TEXT, revision: 0, by });
    await expect(saved).rejects.toMatchObject({
      ...{ code: 'SB654', kind: 'conflict', resolution: expect.stringMatching(/duplicate it.*change the file/) },
    });
  });

  test('of no workflow is not found', async () => {
    const saved = createSaveDraft(createEngineWorld())({ workflow, text: TEXT, revision: 0, by });
    await expect(saved).rejects.toMatchObject({ code: 'SB601' });
  });
});

describe('V1 editing one step of a draft', () => {
  const third = '- id: three\n  wait: 3 days\n';

  test.each<[StepEdit, string]>([
    [
      { kind: 'insert', place: { list: '/steps', index: 2 }, step: third.slice(2).replace('  ', '') },
      `${TEXT}  - id: three\n    wait: 3 days\n`,
    ],
    [{ kind: 'replace', pointer: '/steps/0', step: '{ id: one, wait: 5 days }' }, TEXT.replace('1 day', '5 days')],
    [{ kind: 'remove', pointer: '/steps/0' }, TEXT.replace('  # first\n  - { id: one, wait: 1 day }\n', '')],
    [
      { kind: 'move', pointer: '/steps/1', to: { list: '/steps', index: 0 } },
      expect.stringMatching(/two[\s\S]*# first\n {2}- \{ id: one/),
    ],
  ])('%j leaves every other byte, and saves', async (edit, expected) => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    const draft = await createEditDraft(world)({ workflow, revision: 1, edit, by });
    expect(draft).toMatchObject({ revision: 2, text: expected });
    expect(await world.drafts.get(workflow)).toEqual(draft);
  });

  test('needs a draft of that revision', async () => {
    const world = createEngineWorld();
    const edit = { kind: 'remove', pointer: '/steps/0' } as const;
    const editDraft = createEditDraft(world);
    await expect(editDraft({ workflow, revision: 1, edit, by })).rejects.toMatchObject({ code: 'SB652' });
    await createCreateWorkflow(world)({ text: TEXT, by });
    await expect(editDraft({ workflow, revision: 2, edit, by })).rejects.toMatchObject({ code: 'SB653' });
  });
});

describe('V1 discarding a draft', () => {
  test('throws it away and says so', async () => {
    const world = createEngineWorld();
    const id = await storeVersions(world, 1);
    await createSaveDraft(world)({ workflow: id, text: '', revision: 0, basedOn: 1, by });
    const discard = createDiscardDraft(world);
    await expect(discard({ workflow: id, revision: 2, by })).rejects.toMatchObject({ code: 'SB653' });
    await discard({ workflow: id, revision: 1, by });
    expect(await world.drafts.get(id)).toBeUndefined();
    const { items } = await world.audit.list({ workflow: id }, { limit: 1 });
    expect(items).toMatchObject([{ action: 'draft.discarded', by, from: { basedOn: 1 } }]);
    await expect(discard({ workflow: id, revision: 1, by })).rejects.toMatchObject({ code: 'SB652' });
  });

  test('that was based on nothing says nothing of that', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    await createDiscardDraft(world)({ workflow, revision: 1, by });
    expect((await world.audit.list({ workflow }, { limit: 1 })).items).toMatchObject([{ from: {} }]);
  });
});

describe('V5 duplicating a workflow', () => {
  test('copies the draft where there is no version, with all but the id as it was', async () => {
    const world = createEngineWorld();
    await createCreateWorkflow(world)({ text: TEXT, by });
    const draft = await createDuplicateWorkflow(world)({ workflow, to: 'copy', by });
    expect(draft).toMatchObject({ workflow: 'copy', revision: 1, text: TEXT.replace('vip-alert', '"copy"') });
    expect(await actionsOf(world, 'copy')).toEqual(['workflow.created', 'draft.saved']);
  });

  test('copies the active version, or the one that is named, or the newest', async () => {
    const world = createEngineWorld();
    const id = await storeVersions(world, 2);
    const duplicate = createDuplicateWorkflow(world);
    const text = (await duplicate({ workflow: id, to: 'one', name: 'The copy', by })).text;
    expect(text).toBe('workflow: "one"\nname: "The copy"\n');
    await duplicate({ workflow: id, to: 'two', from: 2, by });
    const state = await world.liveStates.get(id);
    const { active: _, ...idle } = { ...state, ...makeLiveState({ workflow: id, revision: 2 }) };
    await world.liveStates.put(idle);
    await duplicate({ workflow: id, to: 'three', by });
    expect((await world.liveStates.list()).map((live) => live.workflow)).toEqual(
      expect.arrayContaining(['one', 'two', 'three']),
    );
    const missing = duplicate({ workflow: id, to: 'four', from: 9, by });
    await expect(missing).rejects.toMatchObject({ code: 'SB602' });
  });
});

describe('V4 archiving a workflow', () => {
  test('disables it and keeps everything; runs in flight finish', async () => {
    const world = createEngineWorld();
    const id = await storeVersions(world, 1);
    const archive = createArchiveWorkflow(world);
    const live = await archive({ workflow: id, origin: 'api', by, why: 'over' });
    expect(live).toMatchObject({ enabled: false, archived: true, inFlight: 'finish', active: 1, revision: 2 });
    expect((await world.audit.list({ workflow: id }, { limit: 1 })).items).toMatchObject([
      { action: 'workflow.archived', why: 'over', from: { enabled: true }, to: { archived: true } },
    ]);
    expect(await archive({ workflow: id, origin: 'api', by })).toEqual(live);
  });

  test('on a state that was not seen is a conflict', async () => {
    const world = createEngineWorld();
    const id = await storeVersions(world, 1);
    const archived = createArchiveWorkflow(world)({ workflow: id, origin: 'api', revision: 4, by });
    await expect(archived).rejects.toMatchObject({ code: 'SB611' });
  });

  test('V6 of a file is the deployment’s alone', async () => {
    const world = createEngineWorld();
    await world.liveStates.put(makeLiveState({ workflow, origin: 'file' }));
    const archive = createArchiveWorkflow(world);
    await expect(archive({ workflow, origin: 'api', by })).rejects.toMatchObject({ code: 'SB663', kind: 'conflict' });
    expect(await archive({ workflow, origin: 'file', by: 'deployment' })).toMatchObject({ archived: true });
  });
});
