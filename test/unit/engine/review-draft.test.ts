import { describe, expect, test } from 'vitest';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { createReviewDraft } from '../../../lib/engine/review-draft.ts';
import { createSaveDraft } from '../../../lib/engine/save-draft.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const by = 'ana@example.com';
const workflow = 'welcome';
const textOf = (days: number) => `workflow: welcome
trigger: { event: lead.created }
steps:
  - { id: pause, wait: ${days} days }
  - { id: tell, do: notify.send, with: { to: ana@example.com, text: Hello } }
`;
/** Puts the event that starts it. */
const RING = `workflow: welcome
trigger: { event: contact.tag_added }
steps: [{ id: tag, do: contact.tag, with: { add: [new] } }]
`;

async function worldWithDraft(text: string) {
  const world = createEngineWorld();
  await createCreateWorkflow(world)({ text: textOf(1), by });
  const { version } = await createPublishWorkflow(world)({ text: textOf(1), author: by, origin: 'api' });
  const live = await world.liveStates.get(workflow);
  if (live === undefined) throw new Error('not there');
  await world.liveStates.put({ ...live, revision: live.revision + 1, enabled: true, active: version.version });
  await createSaveDraft(world)({ workflow, text, revision: 1, by });
  return world;
}

describe('X4 before publication', () => {
  test('a draft is told its cost with the arithmetic, its history’s bound, and what it changes', async () => {
    const review = await createReviewDraft(await worldWithDraft(textOf(3)))(workflow);

    expect(review).toMatchObject({
      ...{ workflow, text: 'draft', publishable: true, issues: [] },
      estimate: { transitions: { most: 2 }, lambdaCalls: { most: 1 } },
      history: { most: expect.any(Number), bound: 25_000 },
      changes: { from: 1, lines: ['~ pause', '    /wait: "1 days" → "3 days"'] },
    });
    const { parts = [], dollarsPerMillionRuns } = review.cost ?? {};
    expect(parts.map(({ arithmetic }) => arithmetic)).toEqual([
      '2 × $25 per million state transitions = $50 per million runs',
      '1 × $0.2 per million requests = $0.2 per million runs',
      '1 × 0.25 GB × 0.1 s × $13.3334 per million GB seconds = $0.3333 per million runs',
      '(41 + 1 × 2) × $0.625 per million write units = $26.875 per million runs',
    ]);
    expect(dollarsPerMillionRuns).toBeCloseTo(50 + 0.2 + 0.3333 + 26.875, 6);
    expect(review).not.toHaveProperty('loop');
  });

  test('R6 a ring of workflows is told', async () => {
    const review = await createReviewDraft(await worldWithDraft(RING))(workflow);

    expect(review).toMatchObject({
      publishable: true,
      loop: [workflow, workflow],
      issues: [expect.objectContaining({ code: 'SB605', severity: 'warning' })],
    });
  });

  test('a draft with errors has them all, and what changes if it can be read', async () => {
    const world = await worldWithDraft(textOf(3).replace('notify.send', 'notify.unknown'));
    const review = await createReviewDraft(world)(workflow);

    expect(review).toMatchObject({ publishable: false, changes: { from: 1 } });
    expect(review.issues.some(({ severity }) => severity === 'error')).toBe(true);
    expect(review).not.toHaveProperty('cost');
    await createSaveDraft(world)({ workflow, text: 'workflow: welcome\n', revision: 2, by });
    expect(await createReviewDraft(world)(workflow)).not.toHaveProperty('changes');
  });

  test('a version may be reviewed, too, and nothing is compared where none is active or it cannot be read', async () => {
    const world = await worldWithDraft(textOf(3));
    expect(await createReviewDraft(world)(workflow, 1)).toMatchObject({ text: 1, changes: { lines: [] } });
    const stored = await world.workflows.getVersion(workflow, 1);
    const getVersion = async () => stored && { ...stored, source: 'workflow: welcome\n' };
    const old = { ...world, workflows: { ...world.workflows, getVersion } };
    expect(await createReviewDraft(old)(workflow)).not.toHaveProperty('changes');
    const live = await world.liveStates.get(workflow);
    if (live === undefined) throw new Error('not there');
    const { active: _, ...idle } = live;
    await world.liveStates.put({ ...idle, revision: live.revision + 1 });
    expect(await createReviewDraft(world)(workflow)).not.toHaveProperty('changes');
  });

  test('what is not there is not found', async () => {
    const world = createEngineWorld();
    await expect(createReviewDraft(world)('none')).rejects.toMatchObject({ code: 'SB601' });
  });
});
