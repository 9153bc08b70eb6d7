import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createPublishWorkflow } from '../../../lib/engine/publish-workflow.ts';
import { versionHash } from '../../../lib/engine/workflows/version-hash.ts';
import { sha256 } from '../../../lib/node/sha256.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { makeManifest } from '../../support/make-version.ts';

const TEXT = `workflow: vip-alert
trigger: { event: conversation.started, if: { field: event.conversation.channel, is: chat } }
steps:
  - { id: alert, do: notify.send, with: { to: "ana@example.com", text: "A chat has begun" } }
`;

function publishIn(world: EngineWorld) {
  return { published: world.machines.there, publish: createPublishWorkflow(world) };
}

const byAna = { author: 'ana@example.com', origin: 'file' } as const;

describe('V1 publishing a definition', () => {
  test('checks, compiles and stores it as a version, which runs nothing yet', async () => {
    const world = createEngineWorld();
    const { publish } = publishIn(world);
    const file = 'vip-alert.workflow.yaml';
    const { version, created, warnings } = await publish({ text: TEXT, file, description: 'first', ...byAna });
    expect({ created, warnings }).toEqual({ created: true, warnings: [] });
    expect(version).toMatchObject({
      workflow: 'vip-alert',
      version: 1,
      source: TEXT,
      description: 'first',
      author: 'ana@example.com',
      publishedAt: world.clock.iso(),
      compiled: { workflow: 'vip-alert', trigger: { event: 'conversation.started' } },
      asl: { QueryLanguage: 'JSONata' },
      machineRef: `machine:vip-alert:${version.hash}`,
    });
    expect(await world.liveStates.get('vip-alert')).toEqual({
      ...{ workflow: 'vip-alert', revision: 1, name: 'Vip alert', origin: 'file', enabled: false, archived: false },
      ...{ covered: [], events: [], changedAt: world.clock.iso(), changedBy: 'ana@example.com' },
    });
    const { items } = await world.audit.list({ workflow: 'vip-alert' }, { limit: 10 });
    expect(items).toMatchObject([
      { action: 'workflow.created', by: 'ana@example.com', to: { name: 'Vip alert', origin: 'file' } },
      { action: 'version.published', by: 'ana@example.com', to: { version: 1, description: 'first' } },
    ]);
  });

  test('again, with other comments and layout, is the same version', async () => {
    const { publish, published } = publishIn(createEngineWorld());
    await publish({ text: TEXT, ...byAna });
    const again = await publish({ text: `# a comment\n${TEXT}`, ...byAna });
    expect(again).toMatchObject({ created: false, version: { version: 1, source: TEXT } });
    expect(published.size).toBe(1);
    const other = await publish({ text: TEXT.replace('A chat', 'Another chat'), ...byAna });
    expect(other).toMatchObject({ created: true, version: { version: 2 } });
  });

  test('with errors stores nothing, and says all of them', async () => {
    const world = createEngineWorld();
    const { publish, published } = publishIn(world);
    const text = TEXT.replace('notify.send', 'notify.sent').replace('conversation.started', 'conversation.begun');
    const failed = publish({ text, ...byAna });
    await expect(failed).rejects.toMatchObject({
      code: 'SB603',
      kind: 'invalid',
      details: { issues: expect.any(Array) },
    });
    await expect(failed).rejects.toThrow(/The definition cannot be published, it has [2-9] errors: SB4/);
    await expect(publish({ text: 'workflow: [', file: 'x.yaml', ...byAna })).rejects.toThrow(
      /^x.yaml cannot be published, it has 1 error: /,
    );
    expect(published.size).toBe(0);
    expect((await world.workflows.listVersions('vip-alert', { limit: 1 })).items).toEqual([]);
  });
});

describe('what publishing leaves as it is', () => {
  test('V6 a file does not take over a workflow that people made, and stores nothing', async () => {
    const world = createEngineWorld();
    const { publish, published } = publishIn(world);
    await world.liveStates.put(makeLiveState({ workflow: 'vip-alert', origin: 'api' }));
    await expect(publish({ text: TEXT, ...byAna })).rejects.toMatchObject({ code: 'SB662', kind: 'conflict' });
    expect(published.size).toBe(0);
  });

  test('V1 the name of the active version stays; without one, the newest name counts', async () => {
    const world = createEngineWorld();
    const { publish } = publishIn(world);
    const nameOf = async () => (await world.liveStates.get('vip-alert'))?.name;
    await publish({ text: `name: First\n${TEXT}`, ...byAna });
    await publish({ text: `name: Second\n${TEXT}`, ...byAna });
    expect(await nameOf()).toBe('Second');
    await createChangeLive(world)({ workflow: 'vip-alert', version: 1, by: 'ana@example.com' });
    expect(await nameOf()).toBe('First');
    await publish({ text: `name: Third\n${TEXT}`, ...byAna });
    expect(await nameOf()).toBe('First');
  });

  test('somebody who registers the same workflow at this moment is no error', async () => {
    const world = createEngineWorld();
    const get = async () => undefined;
    await publishIn(world).publish({ text: TEXT, ...byAna });
    const again = createPublishWorkflow({ ...world, liveStates: { ...world.liveStates, get } });
    expect(await again({ text: TEXT, ...byAna })).toMatchObject({ created: false });
    const put = async () => {
      throw new Error('no disk');
    };
    const broken = createPublishWorkflow({ ...world, liveStates: { ...world.liveStates, get, put } });
    await expect(broken({ text: TEXT, ...byAna })).rejects.toThrow('no disk');
  });

  test('a definition that was pruned gets its machine back, under its old number', async () => {
    const world = createEngineWorld();
    const { publish, published } = publishIn(world);
    const { version } = await publish({ text: TEXT, ...byAna });
    await world.machines.retire(version.machineRef);
    await world.workflows.changeVersion('vip-alert', 1, { retiredAt: world.clock.iso() });
    expect(await publish({ text: TEXT, ...byAna })).toMatchObject({ created: false, version });
    expect(published).toContain(version.machineRef);
    expect(await world.workflows.getManifest('vip-alert', 1)).not.toHaveProperty('retiredAt');
  });
});

describe('R6 workflows that may start each other are reported at publication', () => {
  const putting = (workflow: string, trigger: string, event: string) => `workflow: ${workflow}
trigger: { event: ${trigger} }
steps: [{ id: put, do: event.put, with: { event: ${event} } }]
`;

  test('one that triggers itself', async () => {
    const { publish } = publishIn(createEngineWorld());
    const { warnings } = await publish({
      text: putting('echo', 'lead.created', 'lead.created'),
      file: 'echo.workflow.yaml',
      ...byAna,
    });
    expect(warnings).toMatchObject([
      {
        code: 'SB605',
        severity: 'warning',
        file: 'echo.workflow.yaml',
        message: expect.stringMatching(/^echo → echo: /),
      },
    ]);
  });

  test('a ring of three, when it closes; disabled and archived ones do not count', async () => {
    const world = createEngineWorld();
    const { publish } = publishIn(world);
    const change = createChangeLive(world);
    const add = async (workflow: string, trigger: string, event: string) => {
      const { version, warnings } = await publish({ text: putting(workflow, trigger, event), ...byAna });
      await change({ workflow, version: version.version, enabled: true, by: 'ana@example.com' });
      return warnings.map(({ message }) => message.split(':')[0]);
    };
    expect(await add('one', 'lead.created', 'ticket.created')).toEqual([]);
    expect(await add('two', 'ticket.created', 'message.received')).toEqual([]);
    expect(await add('aside', 'ticket.created', 'conversation.ended')).toEqual([]);
    expect(await add('three', 'message.received', 'lead.created')).toEqual(['three → one → two → three']);
    await change({ workflow: 'two', enabled: false, by: 'ana@example.com' });
    expect(await add('three', 'message.received', 'lead.created')).toEqual([]);
  });

  test('not by way of one that a schedule triggers, or whose version is gone', async () => {
    const world = createEngineWorld();
    const { publish } = publishIn(world);
    await world.activate({
      trigger: { kind: 'schedule', expression: 'rate(1 day)', zone: 'UTC' },
      causes: ['lead.created'],
    });
    const { active: _, ...inactive } = makeLiveState({ workflow: 'never-active' });
    await world.liveStates.put(inactive);
    await world.liveStates.put(makeLiveState({ workflow: 'gone', active: 7 }));
    const { warnings } = await publish({ text: putting('one', 'lead.created', 'ticket.created'), ...byAna });
    expect(warnings).toEqual([]);
  });
});

describe('what makes another version', () => {
  const compiled = { manifest: makeManifest({ workflow: 'a' }), asl: { StartAt: 'End', States: {} } };
  const one = { workflow: 'a', steps: [{ id: 'x', with: { b: 1, a: null } }] };

  test('not the order of the keys', () => {
    const two = { steps: [{ with: { a: null, b: 1 }, id: 'x' }], workflow: 'a' };
    expect(versionHash(one, compiled, sha256)).toBe(versionHash(two, compiled, sha256));
  });

  test('the definition', () => {
    expect(versionHash({ ...one, steps: [] }, compiled, sha256)).not.toBe(versionHash(one, compiled, sha256));
  });

  test('what the compiler makes of it: its state machine', () => {
    const other = { ...compiled, asl: { StartAt: 'Other', States: {} } };
    expect(versionHash(one, other, sha256)).not.toBe(versionHash(one, compiled, sha256));
  });

  test('what the catalogue makes of it: the manifest', () => {
    const other = { ...compiled, manifest: { ...compiled.manifest, zone: 'Asia/Tokyo' } };
    expect(versionHash(one, other, sha256)).not.toBe(versionHash(one, compiled, sha256));
  });
});
