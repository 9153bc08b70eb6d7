import { describe, expect, test } from 'vitest';
import { createPutEvent } from '../../../lib/engine/put-event.ts';
import { createStartRun } from '../../../lib/engine/start-run.ts';
import { liveStateChanged } from '../../../lib/ports/live-state-store.ts';
import { leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { fieldIs } from '../../support/field-is.ts';
import { makeLiveState } from '../../support/make-live-state.ts';
import { makeDraft, makeManifest } from '../../support/make-version.ts';
import { storeVersions } from '../../support/stored-version.ts';

const sample = { lead: { id: 'lead-1', contact_id: 'contact-1', status: 'new' } };

describe('T10 a start by hand', () => {
  const contact = { root: 'event', segments: ['lead', 'contact_id'] };
  const trigger = {
    kind: 'event',
    event: 'lead.created',
    contact,
    condition: fieldIs('event.lead.status', 'won'),
  } as const;

  test('passes over the trigger’s condition and over being disabled', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate({ trigger });
    const state = await world.liveStates.get(workflow);
    if (state !== undefined) await world.liveStates.put({ ...state, enabled: false, revision: 2 });
    const outcome = await createStartRun(world)({ workflow, data: sample });
    expect(outcome).toMatchObject({ kind: 'started', workflow, version: 1 });
    expect((await world.runs.get('runId' in outcome ? outcome.runId : ''))?.contact).toBe('contact-1');
  });

  test('never passes over consent', async () => {
    const world = createEngineWorld();
    const audience = { consent: 'marketing', reentry: 'always', overlap: true } as const;
    const { workflow } = await world.activate({ audience, startReads: ['contact'] });
    expect(await createStartRun(world)({ workflow, data: sample })).toMatchObject({
      kind: 'skipped',
      reason: 'consent',
    });
  });

  test('with the same key is one start', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate({ trigger });
    const start = createStartRun(world);
    await start({ workflow, data: sample, idempotencyKey: 'key-1' });
    expect(await start({ workflow, data: sample, idempotencyKey: 'key-1' })).toMatchObject({ kind: 'duplicate' });
    expect(await start({ workflow, data: sample })).toMatchObject({ kind: 'started' });
  });

  test('starts a workflow whose trigger is a schedule, for the contact named, in the version named', async () => {
    const world = createEngineWorld();
    const compiled = makeManifest({ trigger: { kind: 'schedule', expression: 'rate(1 day)', zone: 'UTC' } });
    await world.workflows.putVersion(makeDraft(compiled));
    const { workflow } = compiled;
    const outcome = await createStartRun(world)({ workflow, version: 1, data: {}, contact: 'contact-7' });
    expect(outcome).toMatchObject({ kind: 'started' });
    expect(await world.runs.get('runId' in outcome ? outcome.runId : '')).toMatchObject({
      contact: 'contact-7',
      trigger: { event: 'workflow.started' },
    });
  });

  test('names the contact where the event type does not', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate({ trigger: { kind: 'event', event: 'lead.created' } });
    const outcome = await createStartRun(world)({ workflow, data: sample, contact: 'contact-7' });
    expect((await world.runs.get('runId' in outcome ? outcome.runId : ''))?.contact).toBe('contact-7');
  });

  test('is refused with data that is not the event’s', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate({ trigger });
    const start = createStartRun(world)({ workflow, data: { lead: 5 } });
    await expect(start).rejects.toMatchObject({
      code: 'SB616',
      kind: 'invalid',
      details: { misfits: expect.any(Array) },
    });
  });

  test('is refused for what does not exist or is not active', async () => {
    const world = createEngineWorld();
    const start = createStartRun(world);
    await expect(start({ workflow: 'unknown', data: {} })).rejects.toMatchObject({ code: 'SB601' });
    await expect(start({ workflow: 'unknown', version: 1, data: {} })).rejects.toMatchObject({ code: 'SB602' });
    const { active: _, ...state } = makeLiveState({ workflow: 'inactive', enabled: false });
    await world.liveStates.put(state);
    await expect(start({ workflow: 'inactive', data: {} })).rejects.toMatchObject({ code: 'SB615', kind: 'conflict' });
  });
});

describe('putting an event by its name', () => {
  test('puts it on the bus as the catalogue says', async () => {
    const world = createEngineWorld();
    const { metadata, misfits } = await createPutEvent(world)({
      name: 'lead.created',
      data: { lead: { id: 'lead-1' } },
    });
    const expected = { id: 'id-1', timestamp: world.clock.iso(), correlationId: 'id-1', depth: 0, chain: [] };
    expect(metadata).toEqual(expected);
    expect(world.put).toEqual([
      { source: 'signalbox.crm', detailType: 'Lead Created', metadata: expected, data: { lead: { id: 'lead-1' } } },
    ]);
    expect(misfits.map(({ pointer }) => pointer)).toContain('/lead/contact_id');
  });

  test('with a key and a time of its own', async () => {
    const world = createEngineWorld();
    const at = '2026-01-01T00:00:00Z';
    const { metadata } = await createPutEvent(world)({ name: 'lead.created', data: sample, idempotencyKey: 'k', at });
    expect(metadata).toMatchObject({ idempotencyKey: 'k', timestamp: at });
  });

  test('that the catalogue does not have is refused', async () => {
    const put = createPutEvent(createEngineWorld())({ name: 'lead.made', data: {} });
    await expect(put).rejects.toMatchObject({ code: 'SB704', kind: 'invalid' });
  });
});

describe('F2 starting a version that is not live', () => {
  async function twoVersions() {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 3);
    const state = await world.liveStates.get(workflow);
    if (state !== undefined) await world.liveStates.put({ ...state, revision: 2, idleSince: { 2: '', 3: '' } });
    return { world, workflow, data: leadCreated().detail };
  }

  test('has its signals listened for from then on', async () => {
    const { world, workflow, data } = await twoVersions();
    const start = createStartRun(world);
    await start({ workflow, version: 2, data });
    expect(await world.liveStates.get(workflow)).toMatchObject({ revision: 3, covered: [1, 2], idleSince: { 3: '' } });
    await start({ workflow, version: 2, data });
    expect(await world.liveStates.get(workflow)).toMatchObject({ revision: 3 });
    await start({ workflow, version: 3, data });
    expect(await world.liveStates.get(workflow)).not.toHaveProperty('idleSince');
  });

  test('while others change the state tries again, and in the end says so', async () => {
    const { world, workflow, data } = await twoVersions();
    let refusals = 2;
    const put = async (...given: Parameters<typeof world.liveStates.put>) => {
      refusals -= 1;
      if (refusals >= 0) throw liveStateChanged(workflow);
      await world.liveStates.put(...given);
    };
    const start = createStartRun({ ...world, liveStates: { ...world.liveStates, put } });
    expect(await start({ workflow, version: 2, data })).toMatchObject({ kind: 'started', version: 2 });
    refusals = 5;
    await expect(start({ workflow, version: 3, data })).rejects.toMatchObject({ code: 'SB611' });
  });
});
