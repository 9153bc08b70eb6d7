import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import { createCreateWorkflow } from '../../lib/engine/create-workflow.ts';
import { createPublishDraft } from '../../lib/engine/publish-draft.ts';
import { createPublishWorkflow } from '../../lib/engine/publish-workflow.ts';
import { createReleaseWorkflow } from '../../lib/engine/release-workflow.ts';
import { createSaveDraft } from '../../lib/engine/save-draft.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { crashEverywhere } from './crash-everywhere.ts';

function portsOf({ workflows, liveStates, drafts, machines, bus }: EngineWorld) {
  return { workflows, liveStates, drafts, machines, bus };
}

describe('the control plane dies before or after any of its calls', () => {
  test('V1 V2 publish a draft and stage it: done again, it is one version, staged once', async () => {
    const textOf = (days: number) =>
      `workflow: one\ntrigger: { event: lead.created }\nsteps: [{ wait: ${days} days }]\n`;
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const by = 'ana@example.com';
      const publishing = (ports = portsOf(world)) => {
        const deps = { ...world, ...ports };
        return createPublishDraft({
          ...deps,
          publish: createPublishWorkflow(deps),
          changeLive: createChangeLive(deps),
        });
      };
      const rollout = { version: 2, percent: 25 };
      await createCreateWorkflow(world)({ text: textOf(1), by });
      await publishing()({ workflow: 'one', activate: true, by });
      await createSaveDraft(world)({ workflow: 'one', text: textOf(2), revision: 0, by });
      return {
        ports: portsOf(world),
        run: (ports) => publishing(ports)({ workflow: 'one', activate: { rollout: 25 }, by }),
        // A person sees what is there: the draft still, or the version, or that it is staged.
        recover: async (ports) => {
          const deps = { ...world, ...ports };
          if ((await ports.drafts.get('one')) !== undefined) {
            await publishing(ports)({ workflow: 'one', activate: { rollout: 25 }, by }).catch(unlessStaged);
          }
          await createChangeLive(deps)({ workflow: 'one', rollout, by });
        },
        check: async () => {
          expect((await world.workflows.listVersions('one', { limit: 10 })).items).toHaveLength(2);
          expect(await world.liveStates.get('one')).toMatchObject({ active: 1, enabled: true, rollout });
          const { items } = await world.audit.list({ workflow: 'one' }, { limit: 100 });
          const actions = items.map(({ action }) => action);
          for (const once of ['rollout.staged', 'workflow.activated', 'workflow.created'] as const)
            expect(actions.filter((action) => action === once)).toHaveLength(1);
          expect(actions.filter((action) => action === 'version.published')).toHaveLength(2);
        },
      };
    });
  });

  test('V1 publish and activate: done again, there is one version, and it is live', async () => {
    const text = 'workflow: one\ntrigger: { event: lead.created }\nsteps: [{ end: done }]\n';
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const deploy = async (ports = portsOf(world)) => {
        const publish = createPublishWorkflow({ ...world, ...ports });
        const changeLive = createChangeLive({ ...world, ...ports });
        const release = createReleaseWorkflow({ ...world, ...ports, publish, changeLive });
        await release({ text, file: 'one.workflow.yaml', by: 'deployment', activate: true });
      };
      return {
        ports: portsOf(world),
        run: deploy,
        recover: deploy,
        check: async () => {
          expect((await world.workflows.listVersions('one', { limit: 10 })).items).toHaveLength(1);
          expect(await world.liveStates.get('one')).toMatchObject({
            active: 1,
            enabled: true,
            released: 1,
            revision: 2,
          });
          expect(world.subscribed).toEqual(new Set(['lead.created']));
        },
      };
    });
  });
});

/** It was staged before the process died, and its draft is there still. */
function unlessStaged(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'SB658') throw error;
}
