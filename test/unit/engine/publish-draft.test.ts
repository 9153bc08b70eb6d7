import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createDescribeVersion } from '../../../lib/engine/describe-version.ts';
import { createPublishDraft } from '../../../lib/engine/publish-draft.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { createSaveDraft } from '../../../lib/engine/save-draft.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';

const by = 'ana@example.com';
const workflow = 'vip-alert';
const textOf = (days: number) => `workflow: vip-alert
trigger: { event: lead.created }
steps: [{ wait: ${days} days }]
`;

function lifecycle(world: EngineWorld) {
  const publish = createPublishWorkflow(world);
  const changeLive = createChangeLive(world);
  const publishDraft = createPublishDraft({ ...world, publish, changeLive });
  const save = createSaveDraft(world);
  /** Saves and publishes. */
  const release = async (days: number, more: Partial<Parameters<typeof publishDraft>[0]> = {}) => {
    const { revision } = await save({ workflow, text: textOf(days), revision: 0, by });
    return publishDraft({ workflow, revision, by, ...more });
  };
  return { publishDraft, changeLive, save, release };
}

async function begun() {
  const world = createEngineWorld();
  await createCreateWorkflow(world)({ text: textOf(1), by });
  return { world, ...lifecycle(world) };
}

describe('V1 publishing a draft', () => {
  test('makes an immutable version with its description and author, which runs nothing, and the draft goes', async () => {
    const { world, publishDraft } = await begun();
    const report = await publishDraft({ workflow, revision: 1, description: 'the first', by });
    expect(report).toMatchObject({
      ...{ created: true, warnings: [], actions: [], live: { enabled: false, revision: 1 } },
      version: { version: 1, source: textOf(1), description: 'the first', author: by, origin: 'api' },
    });
    expect(await world.drafts.get(workflow)).toBeUndefined();
  });

  test('with errors publishes nothing, says all of them, and leaves the draft', async () => {
    const { world, publishDraft, save } = await begun();
    await save({ workflow, text: 'workflow: vip-alert\nsteps: []\n', revision: 1, by });
    const published = publishDraft({ workflow, by });
    await expect(published).rejects.toMatchObject({ code: 'SB603', details: { issues: expect.any(Array) } });
    expect(await world.drafts.get(workflow)).toMatchObject({ revision: 2 });
  });

  test('that is not there, or not the one that was seen, is told', async () => {
    const { publishDraft } = await begun();
    await expect(publishDraft({ workflow, revision: 2, by })).rejects.toMatchObject({ code: 'SB653' });
    await publishDraft({ workflow, by });
    await expect(publishDraft({ workflow, by })).rejects.toMatchObject({ code: 'SB652' });
    await expect(publishDraft({ workflow: 'other', by })).rejects.toMatchObject({ code: 'SB601' });
  });

  test('that someone saves at this moment stays as it was saved', async () => {
    const { world, save } = await begun();
    const publish = createPublishWorkflow(world);
    const slow: typeof publish = async (request) => {
      await save({ workflow, text: textOf(5), revision: 1, by: 'bob@example.com' });
      return publish(request);
    };
    const publishDraft = createPublishDraft({ ...world, publish: slow, changeLive: createChangeLive(world) });
    expect(await publishDraft({ workflow, revision: 1, by })).toMatchObject({ version: { source: textOf(1) } });
    expect(await world.drafts.get(workflow)).toMatchObject({ text: textOf(5), savedBy: 'bob@example.com' });
  });

  test('that cannot be removed is an error', async () => {
    const { world } = await begun();
    const remove = async () => {
      throw new Error('no disk');
    };
    const deps = { publish: createPublishWorkflow(world), changeLive: createChangeLive(world) };
    const publishDraft = createPublishDraft({ ...world, ...deps, drafts: { ...world.drafts, remove } });
    await expect(publishDraft({ workflow, by })).rejects.toThrow('no disk');
  });
});

describe('V2 publishing a draft and making it live', () => {
  test('activates the first version and enables the workflow', async () => {
    const { publishDraft } = await begun();
    const { live, actions } = await publishDraft({ workflow, activate: true, by, why: 'go' });
    expect(live).toMatchObject({ active: 1, enabled: true });
    expect(actions).toEqual(['workflow.activated', 'workflow.enabled']);
  });

  test('stages the next one; what nothing is beside is active at once', async () => {
    const { publishDraft, release } = await begun();
    const guardrail = { minRuns: 10, maxFailureRate: 0.1 };
    const first = await publishDraft({ workflow, activate: { rollout: 25 }, by });
    expect(first.live).toMatchObject({ active: 1, enabled: true });
    const second = await release(2, { activate: { rollout: 25, guardrail } });
    expect(second.live).toMatchObject({ active: 1, rollout: { version: 2, percent: 25, guardrail } });
    expect(second.actions).toEqual(['rollout.staged']);
  });

  test.each([
    [true, { active: 2 }],
    [{ rollout: 100 }, { active: 2 }],
    [{ rollout: 0 }, { active: 1 }],
    [{ rollout: 10 }, { rollout: { version: 2, percent: 10 } }],
  ])('given %j, what people disabled stays disabled', async (activate, expected) => {
    const { publishDraft, changeLive, release } = await begun();
    await publishDraft({ workflow, activate: true, by });
    await changeLive({ workflow, enabled: false, by });
    const { live } = await release(2, { activate });
    expect(live).toMatchObject({ enabled: false, ...expected });
  });

  test('of a text that is active already changes nothing', async () => {
    const { publishDraft, release } = await begun();
    await publishDraft({ workflow, activate: true, by });
    const again = await release(1, { activate: { rollout: 50 } });
    expect(again).toMatchObject({ created: false, actions: [], live: { active: 1 } });
  });

  test('during a rollout is told before anything is published', async () => {
    const { world, publishDraft, release } = await begun();
    await publishDraft({ workflow, activate: true, by });
    await release(2, { activate: { rollout: 50 } });
    await expect(release(3, { activate: true })).rejects.toMatchObject({ code: 'SB658' });
    expect((await world.workflows.listVersions(workflow, { limit: 10 })).items).toHaveLength(2);
    expect(await world.drafts.get(workflow)).toMatchObject({ text: textOf(3) });
  });
});

describe('V3 describing a version', () => {
  test('changes the words, keeps the version, and is on record', async () => {
    const { world, publishDraft } = await begun();
    await publishDraft({ workflow, description: 'first', by });
    const stored = await world.workflows.getVersion(workflow, 1);
    const describeVersion = createDescribeVersion(world);
    const request = { workflow, version: 1, description: 'the very first', by };
    expect(await describeVersion(request)).toMatchObject({ version: 1, description: 'the very first' });
    expect(await world.workflows.getVersion(workflow, 1)).toEqual({ ...stored, description: 'the very first' });
    expect(await describeVersion(request)).toMatchObject({ description: 'the very first' });
    const { items } = await world.audit.list({ workflow }, { limit: 2 });
    expect(items).toMatchObject([
      { action: 'version.described', from: { version: 1, description: 'first' } },
      { action: 'version.published' },
    ]);
  });

  test('that does not exist is not found', async () => {
    const { world } = await begun();
    const describeVersion = createDescribeVersion(world);
    const request = { version: 1, description: '', by };
    await expect(describeVersion({ ...request, workflow })).rejects.toMatchObject({ code: 'SB602' });
    await expect(describeVersion({ ...request, workflow: 'other' })).rejects.toMatchObject({ code: 'SB601' });
  });
});
