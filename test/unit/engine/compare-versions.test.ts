import { describe, expect, test } from 'vitest';
import { createCompareVersions } from '../../../lib/engine/compare-versions.ts';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { createSaveDraft } from '../../../lib/engine/save-draft.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const by = 'ana@example.com';
const workflow = 'welcome';
const textOf = (days: number) => `workflow: welcome
trigger: { event: lead.created }
steps: [{ id: pause, wait: ${days} days }]
`;

async function twoVersionsAndDraft() {
  const world = createEngineWorld();
  await createCreateWorkflow(world)({ text: textOf(3), by });
  const publish = createPublishWorkflow(world);
  for (const days of [1, 2]) await publish({ text: textOf(days), author: by, origin: 'api' });
  return world;
}

describe('V3 comparing what a workflow was and is to be', () => {
  test('two versions, step by step, as data and as lines', async () => {
    const compare = createCompareVersions(await twoVersionsAndDraft());
    const changes = [{ pointer: '/wait', before: '1 days', after: '2 days' }];
    expect(await compare({ workflow, from: 1, to: 2 })).toEqual({
      ...{ workflow, from: 1, to: 2, settings: [] },
      steps: [{ step: 'pause', name: 'Pause', kind: 'changed', changes }],
      lines: ['~ pause', '    /wait: "1 days" → "2 days"'],
    });
  });

  test('a version and the draft', async () => {
    const compare = createCompareVersions(await twoVersionsAndDraft());
    expect((await compare({ workflow, from: 2, to: 'draft' })).lines).toContain('    /wait: "2 days" → "3 days"');
  });

  test('what is not there is not found', async () => {
    const world = await twoVersionsAndDraft();
    const compare = createCompareVersions(world);
    await expect(compare({ workflow, from: 1, to: 9 })).rejects.toMatchObject({ code: 'SB602' });
    await expect(compare({ workflow: 'other', from: 1, to: 2 })).rejects.toMatchObject({ code: 'SB601' });
    await world.drafts.remove(workflow, 1);
    await expect(compare({ workflow, from: 'draft', to: 2 })).rejects.toMatchObject({ code: 'SB652' });
  });

  test('a version that an older release could read, and this one cannot, is told', async () => {
    const world = await twoVersionsAndDraft();
    const stored = await world.workflows.getVersion(workflow, 1);
    const getVersion = async () => stored && { ...stored, source: 'workflow: welcome\n' };
    const compared = createCompareVersions({ ...world, workflows: { ...world.workflows, getVersion } });
    await expect(compared({ workflow, from: 1, to: 2 })).rejects.toThrow(/^The text of version 1 of "welcome"/);
  });

  test('a draft whose structure has errors is told with them', async () => {
    const world = await twoVersionsAndDraft();
    await createSaveDraft(world)({ workflow, text: 'workflow: welcome\n', revision: 1, by });
    const compared = createCompareVersions(world)({ workflow, from: 1, to: 'draft' });
    await expect(compared).rejects.toMatchObject({ code: 'SB603', details: { issues: expect.any(Array) } });
  });
});
