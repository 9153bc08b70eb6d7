import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../../lib/engine/change-live.ts';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import { createReceiveSignal } from '../../../lib/engine/receive-signal.ts';
import { pickArm } from '../../../lib/engine/runs/pick-arm.ts';
import { createStartRun } from '../../../lib/engine/start-run.ts';
import { sha256 } from '../../../lib/node/sha256.ts';
import { leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { storeVersion, storeVersions } from '../../support/stored-version.ts';

const by = 'ana@example.com';
const contacts = Array.from({ length: 40 }, (_, index) => `contact-${index}`);

async function rollOut(world: EngineWorld, workflow: string, percent: number): Promise<string> {
  const { live } = await createChangeLive(world)({ workflow, rollout: { version: 2, percent }, by });
  world.clock.advance(5);
  return live.rollout?.salt ?? '';
}

describe('V2 new runs of a staged rollout', () => {
  test('are started by their arm’s version, once each, and say so', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const salt = await rollOut(world, workflow, 50);
    const dispatch = createDispatchEvent(world);
    for (const contact of contacts) {
      const { outcomes } = await dispatch(leadCreated({ id: `event-${contact}`, contact }));
      const picked = pickArm({ workflow, salt, percent: 50, subject: contact }, sha256);
      const [mine, other] = picked === 'treatment' ? [2, 1] : [1, 2];
      expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'started', version: mine }));
      expect(outcomes).toContainEqual({ kind: 'no-match', reason: 'arm', workflow, version: other });
    }
    const { items } = await world.runIndex.list({ workflow }, { limit: 100 });
    expect(items).toHaveLength(40);
    expect(new Set(items.map(({ arm, version }) => `${arm} ${version}`))).toEqual(
      new Set(['control 1', 'treatment 2']),
    );
    for (const { id, arm, version } of items) {
      const input = JSON.parse((await world.runs.getInput(id)) ?? '');
      expect(input.run).toMatchObject({ arm, version });
    }
  });

  test('R4 the other arm makes no call', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    await rollOut(world, workflow, 50);
    let puts = 0;
    const runs = {
      ...world.runs,
      putPending: (...given: Parameters<typeof world.runs.putPending>) => {
        puts += 1;
        return world.runs.putPending(...given);
      },
    };
    await createDispatchEvent({ ...world, runs })(leadCreated());
    expect(puts).toBe(1);
  });

  test('a run without a contact is drawn by its event', async () => {
    const world = createEngineWorld();
    const trigger = { kind: 'event', event: 'lead.created' } as const;
    const { workflow } = await world.activate({ trigger });
    await storeVersion(world, { workflow, trigger, name: 'second' });
    const salt = await rollOut(world, workflow, 50);
    const dispatch = createDispatchEvent(world);
    for (const id of contacts) {
      const { outcomes } = await dispatch(leadCreated({ id }));
      const version = pickArm({ workflow, salt, percent: 50, subject: id }, sha256) === 'treatment' ? 2 : 1;
      expect(outcomes.filter(({ kind }) => kind === 'started')).toMatchObject([{ version }]);
    }
  });

  test('a treatment with another trigger starts on its own event, and the control on its', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const contact = { root: 'event', segments: ['contact', 'id'] };
    const trigger = { kind: 'event', event: 'contact.created', contact } as const;
    await storeVersion(world, { workflow, trigger });
    const salt = await rollOut(world, workflow, 50);
    const { triggeredBy } = await world.live.index();
    const [control] = triggeredBy.get('lead.created') ?? [];
    expect(control).toMatchObject({ arm: 'control', known: { version: 1 }, split: { salt, percent: 50 } });
    const [treatment] = triggeredBy.get('contact.created') ?? [];
    expect(treatment).toMatchObject({ arm: 'treatment', known: { version: 2 }, split: { salt, contact } });
  });

  test('triggers that read the contact elsewhere in one event still give it to one arm alone', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const contact = { root: 'event', segments: ['lead', 'id'] };
    await storeVersion(world, { workflow, trigger: { kind: 'event', event: 'lead.created', contact } });
    await rollOut(world, workflow, 50);
    const dispatch = createDispatchEvent(world);
    for (const [index, one] of contacts.entries()) {
      const event = leadCreated({ id: `e-${index}`, contact: one, lead: { id: `lead-${index}` } });
      const { outcomes } = await dispatch(event);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['no-match', 'started']);
    }
  });

  test('a control that nothing on the bus triggers leaves the treatment its share', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate({
      trigger: { kind: 'schedule', expression: 'rate(1 day)', zone: 'UTC' },
    });
    await storeVersion(world, { workflow, name: 'second' });
    await rollOut(world, workflow, 99);
    const { triggeredBy } = await world.live.index();
    expect(triggeredBy.get('lead.created')).toMatchObject([{ arm: 'treatment' }]);
  });

  test('F2 events that the treatment alone waits for are recorded', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await storeVersion(world, { workflow, awaitedEvents: ['message.received'] });
    await rollOut(world, workflow, 10);
    expect((await world.live.index()).awaited).toEqual(new Set(['message.received']));
    expect(world.subscribed).toContain('message.received');
    expect(createReceiveSignal(world)).toBeTypeOf('function');
  });

  test('by hand are control, unless the staged version is named', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    await rollOut(world, workflow, 50);
    const start = createStartRun(world);
    const data = leadCreated().detail;
    const arms = [];
    for (const version of [undefined, 1, 2]) {
      const outcome = await start({ workflow, data, ...(version === undefined ? {} : { version }) });
      arms.push((await world.runs.get('runId' in outcome ? outcome.runId : ''))?.arm);
    }
    expect(arms).toEqual(['control', 'control', 'treatment']);
  });
});
