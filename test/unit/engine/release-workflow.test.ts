import { describe, expect, test } from 'vitest';
import { createArchiveWorkflow } from '../../../lib/engine/archive-workflow.ts';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { createReleaseWorkflow } from '../../../lib/engine/release-workflow.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

const workflow = 'welcome';
const file = 'welcome.workflow.yaml';
const operator = 'ana@example.com';
const textOf = (days: number, trigger = 'event: lead.created') => `workflow: welcome
trigger: { ${trigger} }
steps: [{ wait: ${days} days }]
`;

function deployments(world = createEngineWorld()) {
  const changeLive = createChangeLive(world);
  const release = createReleaseWorkflow({ ...world, publish: createPublishWorkflow(world), changeLive });
  const deploy = (text: string, activate: Parameters<typeof release>[0]['activate'] = true) =>
    release({ text, file, by: 'deployment', activate });
  return { world, deploy, changeLive, archive: createArchiveWorkflow(world) };
}

describe('V6 releasing a workflow’s file', () => {
  test('publishes and activates its version, on the deployment’s account', async () => {
    const { world, deploy } = deployments();
    const report = await deploy(textOf(1));
    expect(report).toMatchObject({
      ...{ created: true, outcome: 'active', version: { version: 1, origin: 'file', author: 'deployment' } },
      live: { active: 1, enabled: true, released: 1, origin: 'file', changedBy: 'deployment' },
    });
    expect(report).not.toHaveProperty('refused');
    const { items } = await world.audit.list({ workflow }, { limit: 10 });
    expect(items.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'workflow.enabled deployment',
      'workflow.activated deployment',
      'workflow.created deployment',
      'version.published deployment',
    ]);
  });

  test('again changes nothing', async () => {
    const { deploy } = deployments();
    const first = await deploy(textOf(1));
    expect(await deploy(textOf(1))).toEqual({ ...first, created: false });
  });

  test.each([
    ['what operators disabled', { enabled: false }, 'active'],
    ['which version operators went back to', { version: 1 }, 'published'],
    ['a rollout that operators staged', { version: 1, rollout: { version: 2, percent: 5 } }, 'staged'],
  ] as const)('that did not change leaves %s as it is', async (_, move, outcome) => {
    const { deploy, changeLive } = deployments();
    await deploy(textOf(1));
    await deploy(textOf(2));
    const { live } = await changeLive({ workflow, ...move, by: operator });
    expect(await deploy(textOf(2))).toMatchObject({ live, outcome });
  });

  test('that changed activates its new version, and leaves it disabled if operators had it so', async () => {
    const { deploy, changeLive } = deployments();
    await deploy(textOf(1));
    await changeLive({ workflow, enabled: false, by: operator });
    const { live } = await deploy(textOf(2));
    expect(live).toMatchObject({ active: 2, enabled: false, released: 2 });
  });

  test('that changed ends the rollout of another version', async () => {
    const { deploy, changeLive } = deployments();
    await deploy(textOf(1));
    await deploy(textOf(2), false);
    await changeLive({ workflow, rollout: { version: 2, percent: 50 }, by: operator });
    const { live } = await deploy(textOf(3));
    expect(live).toMatchObject({ active: 3, released: 3 });
    expect(live).not.toHaveProperty('rollout');
  });

  test('given no activation, publishes a version that waits', async () => {
    const { deploy } = deployments();
    expect(await deploy(textOf(1), false)).toMatchObject({
      outcome: 'published',
      live: { enabled: false, released: 1, revision: 2 },
    });
    await deploy(textOf(2));
    expect(await deploy(textOf(3), { rollout: 0 })).toMatchObject({ outcome: 'published', live: { active: 2 } });
  });

  test('given a rollout, stages the new version, in place of one that is staged', async () => {
    const { deploy } = deployments();
    expect(await deploy(textOf(1), { rollout: 10 })).toMatchObject({ outcome: 'active' });
    expect(await deploy(textOf(2), { rollout: 10 })).toMatchObject({ outcome: 'staged' });
    const third = await deploy(textOf(3), { rollout: 20 });
    expect(third).toMatchObject({ outcome: 'staged', live: { active: 1, rollout: { version: 3, percent: 20 } } });
    expect(await deploy(textOf(3), { rollout: 90 })).toMatchObject({ live: third.live });
  });

  test('that was gone and is back takes its workflow back', async () => {
    const { deploy, archive } = deployments();
    await deploy(textOf(1));
    await archive({ workflow, origin: 'file', by: 'deployment' });
    expect(await deploy(textOf(1))).toMatchObject({ live: { active: 1, enabled: true, archived: false } });
    await archive({ workflow, origin: 'file', by: 'deployment' });
    expect(await deploy(textOf(2), { rollout: 30 })).toMatchObject({
      live: { active: 1, enabled: true, rollout: { version: 2 } },
    });
    await archive({ workflow, origin: 'file', by: 'deployment' });
    const back = await deploy(textOf(3), { rollout: 30 });
    expect(back).toMatchObject({ live: { active: 1, enabled: true, rollout: { version: 3 } } });
  });

  test('that nothing was ever active of, and that is back, waits as it is asked', async () => {
    const { deploy, archive } = deployments();
    await deploy(textOf(1), false);
    await archive({ workflow, origin: 'file', by: 'deployment' });
    expect(await deploy(textOf(1), false)).toMatchObject({ live: { enabled: false, archived: true } });
  });

  test('whose trigger does not run yet is published, says so, and is tried again', async () => {
    const { deploy } = deployments();
    const text = textOf(1, 'schedule: rate(1 day)');
    for (const created of [true, false]) {
      const report = await deploy(text);
      expect(report).toMatchObject({ created, outcome: 'published', refused: { code: 'SB612' } });
      expect(report.live).not.toHaveProperty('released');
    }
  });

  test('an error that is no conflict is thrown on', async () => {
    const world = createEngineWorld();
    const subscribe = async () => {
      throw new Error('no bus');
    };
    const { deploy } = deployments({ ...world, bus: { ...world.bus, subscribe } });
    await expect(deploy(textOf(1))).rejects.toThrow('no bus');
  });
});
