import { describe, expect, test } from 'vitest';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import { invalid, notFound, transient } from '../../../lib/errors/app-error.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import { busEvent, leadCreated } from '../../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { fieldIs } from '../../support/field-is.ts';

const contactOfLead = { root: 'event', segments: ['lead', 'contact_id'] };
const onLead = (condition?: Condition) =>
  ({ kind: 'event', event: 'lead.created', contact: contactOfLead, ...(condition && { condition }) }) as const;

const dispatchIn = (world: EngineWorld) => createDispatchEvent(world);

async function inputOf(world: EngineWorld, id: string | undefined) {
  return JSON.parse((await world.runs.getInput(id ?? '')) ?? 'null');
}

describe('an event that triggers a workflow', () => {
  test('starts a run with the event as it was, and a record of it', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const report = await dispatchIn(world)(leadCreated({ lead: { amount: 5 } }));
    expect(report.name).toBe('lead.created');
    const [outcome] = report.outcomes;
    expect(outcome).toMatchObject({ kind: 'started', workflow, version: 1 });
    const [id = ''] = world.executions.running();
    expect(await world.runs.get(id)).toMatchObject({
      status: 'pending',
      workflow,
      version: 1,
      arm: 'control',
      contact: 'contact-1',
    });
    const input = await inputOf(world, id);
    expect(world.executions.inputs.get(id)).toBe(JSON.stringify(input));
    expect(input).toEqual({
      run: {
        id,
        workflow,
        version: 1,
        arm: 'control',
        contact: 'contact-1',
        event_id: 'event-1',
        triggered_at: '2026-03-01T10:00:00.000Z',
        started_at: world.clock.iso(),
        records: { contact: 'contact-1', lead: 'lead-1' },
        depth: 0,
        chain: [],
        correlation_id: 'event-1',
      },
      event: { lead: { id: 'lead-1', contact_id: 'contact-1', status: 'new', amount: 5 } },
    });
  });

  test('starts one run in each workflow it triggers, and none in one that is disabled or archived', async () => {
    const world = createEngineWorld();
    const [one, two, off, gone] = [
      await world.activate(),
      await world.activate(),
      await world.activate(),
      await world.activate(),
    ];
    for (const [workflow, change] of [
      [off.workflow, { enabled: false }],
      [gone.workflow, { archived: true }],
    ] as const) {
      const state = await world.liveStates.get(workflow);
      if (state !== undefined) await world.liveStates.put({ ...state, ...change, revision: 2 });
    }
    world.clock.advance(5);
    const { outcomes } = await dispatchIn(world)(leadCreated());
    expect(outcomes.map(({ workflow }) => workflow).sort()).toEqual([one.workflow, two.workflow].sort());
  });

  test('that names no contact starts a run without one', async () => {
    const world = createEngineWorld();
    await world.activate({ trigger: { kind: 'event', event: 'lead.created' } });
    await dispatchIn(world)(busEvent('signalbox.crm', 'Lead Created', { detail: { lead: { contact_id: 5 } } }));
    const [id = ''] = world.executions.running();
    expect(await world.runs.get(id)).not.toHaveProperty('contact');
    expect((await inputOf(world, id)).run).not.toHaveProperty('records');
  });

  test('is nothing to a live workflow whose trigger is a schedule', async () => {
    const world = createEngineWorld();
    await world.activate({ trigger: { kind: 'schedule', expression: 'rate(1 day)', zone: 'UTC' } });
    expect((await dispatchIn(world)(leadCreated())).outcomes).toEqual([]);
  });

  test('F5 draws a variant for each experiment, the same for the same contact', async () => {
    const world = createEngineWorld();
    await world.activate({
      experiments: [
        { step: 'test', variants: [{ id: 'all', upTo: 1 }] },
        { step: 'none', variants: [] },
      ],
    });
    await dispatchIn(world)(leadCreated());
    const { contact_id: _, ...lead } = leadCreated().detail.lead as { contact_id: string };
    await dispatchIn(world)(busEvent('signalbox.crm', 'Lead Created', { id: 'event-2', detail: { lead } }));
    for (const id of world.executions.running()) {
      expect((await inputOf(world, id)).variants).toEqual({ test: 'all', none: 'hold_out' });
    }
  });

  test('V4 takes effect within the refresh bound, and not before it is read', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const dispatch = dispatchIn(world);
    await dispatch(leadCreated({ id: 'first' }));
    const state = await world.liveStates.get(workflow);
    if (state !== undefined) await world.liveStates.put({ ...state, enabled: false, revision: 2 });
    world.clock.advance(4);
    expect((await dispatch(leadCreated({ id: 'second' }))).outcomes).toHaveLength(1);
    world.clock.advance(1);
    expect((await dispatch(leadCreated({ id: 'third' }))).outcomes).toHaveLength(0);
  });
});

describe('C8 the trigger’s condition', () => {
  test('on the event alone is tried before anything is read', async () => {
    const world = createEngineWorld();
    await world.activate({ trigger: onLead(fieldIs('event.lead.source', 'Website')) });
    const dispatch = dispatchIn(world);
    expect((await dispatch(leadCreated({ lead: { source: 'Fair' } }))).outcomes).toMatchObject([{ kind: 'no-match' }]);
    expect((await dispatch(leadCreated({ lead: { source: 'Website' } }))).outcomes).toMatchObject([
      { kind: 'started' },
    ]);
  });

  test('on records reads them, and hands them to the run', async () => {
    const world = createEngineWorld();
    const condition: Condition = {
      kind: 'all',
      conditions: [fieldIs('event.lead.status', 'new'), fieldIs('contact.language', 'de')],
    };
    await world.activate({ trigger: onLead(condition), startReads: ['contact', 'ticket'] });
    const dispatch = dispatchIn(world);
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'no-match' }]);
    await world.records.put('contact', { id: 'contact-1', language: 'de' });
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'started' }]);
    const [id] = world.executions.running();
    expect((await inputOf(world, id)).records).toEqual({ contact: { id: 'contact-1', language: 'de' } });
  });

  test('with an expression that fails does not match, and says so', async () => {
    const world = createEngineWorld();
    await world.activate({ trigger: onLead({ kind: 'expression', source: '$number(event.lead.status) > 1' }) });
    const { outcomes } = await dispatchIn(world)(leadCreated());
    expect(outcomes).toMatchObject([{ kind: 'no-match', problem: expect.stringContaining('number') }]);
  });
});

describe('T9 an enrolment', () => {
  test('starts the one workflow it names', async () => {
    const world = createEngineWorld();
    const trigger = {
      kind: 'event',
      event: 'workflow.enrolled',
      contact: { root: 'event', segments: ['contact_id'] },
    } as const;
    const { workflow } = await world.activate({ trigger });
    const other = await world.activate({ trigger });
    const detail = { contact_id: 'contact-1', workflow };
    const { outcomes } = await dispatchIn(world)(busEvent('signalbox.workflow', 'Workflow Enrolled', { detail }));
    expect(outcomes).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'started', workflow }),
        expect.objectContaining({ kind: 'no-match', workflow: other.workflow }),
      ]),
    );
  });
});

describe('a delivery that is repeated', () => {
  test('of a run that started is a duplicate', async () => {
    const world = createEngineWorld();
    await world.activate();
    const dispatch = dispatchIn(world);
    await dispatch(leadCreated());
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'duplicate' }]);
  });

  test('goes on with the stored version and input, whatever is active by then', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const dispatch = dispatchIn(world);
    const { start } = world.executions;
    Object.assign(world.executions, { start: () => Promise.reject(transient({ code: 'SB911', message: 'busy' })) });
    await expect(dispatch(leadCreated())).rejects.toMatchObject({ code: 'SB642', kind: 'transient' });
    Object.assign(world.executions, { start });
    await world.activate({ workflow, name: 'another' });
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'started', version: 1 }]);
    const [id = ''] = world.executions.running();
    expect((await world.runs.get(id))?.version).toBe(1);
    expect((await inputOf(world, id)).run.version).toBe(1);
  });

  test('of a run that has ended starts nothing', async () => {
    const world = createEngineWorld();
    await world.activate();
    const dispatch = dispatchIn(world);
    await dispatch(leadCreated());
    const [id = ''] = world.executions.running();
    const run = await world.runs.get(id);
    if (run === undefined) throw new Error('no run');
    const error = { code: 'x', message: 'y' };
    await world.runs.replace(run, { ...run, revision: 2, status: 'failed', endedAt: world.clock.iso(), error });
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'duplicate' }]);
  });
});

describe('what goes wrong', () => {
  test.each([notFound, invalid])('a start that is refused leaves the run to the sweep', async (make) => {
    const world = createEngineWorld();
    await world.activate();
    const refusal = make({ code: 'SB914', message: 'gone', resolution: 'none' });
    Object.assign(world.executions, { start: () => Promise.reject(refusal) });
    const { outcomes } = await dispatchIn(world)(leadCreated());
    expect(outcomes).toMatchObject([{ kind: 'deferred', code: 'SB914', message: 'gone' }]);
  });

  test('one workflow’s trouble does not keep the others from starting', async () => {
    const world = createEngineWorld();
    await world.activate({ startReads: ['contact'], trigger: onLead(fieldIs('contact.language', 'de')) });
    const { workflow } = await world.activate();
    Object.assign(world.records, { getMany: () => Promise.reject(new Error('no table')) });
    await expect(dispatchIn(world)(leadCreated())).rejects.toThrow(/1 of 2 workflows: Error: no table/);
    expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1 });
  });

  test('an event that no workflow can know starts nothing', async () => {
    const world = createEngineWorld();
    await world.activate();
    const report = await dispatchIn(world)(busEvent('elsewhere', 'Something', { detail: {} }));
    expect(report).toMatchObject({ outcomes: [] });
    expect(report).not.toHaveProperty('name');
    const known = await dispatchIn(world)(busEvent('signalbox.crm', 'Ticket Created', { detail: {} }));
    expect(known).toMatchObject({ name: 'ticket.created', outcomes: [] });
  });

  test('a live version that is not stored is a fault, and is looked for again', async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    const { getManifest } = world.workflows;
    Object.assign(world.workflows, { getManifest: async () => undefined });
    const dispatch = dispatchIn(world);
    await expect(dispatch(leadCreated())).rejects.toMatchObject({ code: 'SB643', kind: 'fault' });
    Object.assign(world.workflows, { getManifest });
    expect((await dispatch(leadCreated())).outcomes).toMatchObject([{ kind: 'started', workflow }]);
  });
});
