import { describe, expect, test } from 'vitest';
import { recordsActions } from '../../../../lib/engine/actions/built-in-actions.ts';
import { transient } from '../../../../lib/errors/app-error.ts';
import type { OutgoingEvent } from '../../../../lib/ports/bus.ts';
import { actionTask, actionWorld, failureOf, NOW } from './action-world.ts';

const ada = { id: 'contact-1', first_name: 'Ada', tags: ['old'], segments: [], consents: [] };
const lead = { id: 'lead-1', contact_id: 'contact-1', status: 'new' };
const inquiry = { id: 'inquiry-1', contact_id: 'contact-1', status: 'completed', list_matches: [] };
const world = (
  records: Parameters<typeof actionWorld>[0] = { records: { contact: [ada], lead: [lead], inquiry: [inquiry] } },
) => actionWorld(records);
const brief = ({ detailType, data }: OutgoingEvent) => [detailType, data];
const nobody = (() => {
  const { contact: _contact, records: _records, ...run } = actionTask('x').run;
  return { run };
})();
describe('ticket.create', () => {
  test('A5 opens a ticket about the contact and the conversation', async () => {
    const { run, records, events } = world();
    const input = { subject: 'Unhappy', description: 'All of it', priority: 'high', assign_to: 'support' };
    const outcome = await run(actionTask('ticket.create', input));
    const ticket = {
      id: expect.stringMatching(/^ticket-[0-9a-f]{32}$/),
      contact_id: 'contact-1',
      conversation_id: 'conversation-1',
      subject: 'Unhappy',
      description: 'All of it',
      status: 'open',
      priority: 'high',
      assigned_to: 'support',
      tags: [],
      created_at: NOW,
    };
    const [[key, stored] = []] = [...records].filter(([name]) => name.startsWith('ticket/'));
    expect(stored).toEqual(ticket);
    expect(outcome).toEqual({ ticket_id: key?.slice('ticket/'.length) });
    expect(events.map(brief)).toEqual([['Ticket Created', { ticket }]]);
  });

  test('A5 needs no more than a subject', async () => {
    const { run, records } = world({});
    await run(actionTask('ticket.create', { subject: 'x' }, nobody));
    expect([...records.values()]).toMatchObject([{ subject: 'x', priority: 'normal' }]);
    expect([...records.values()][0]).not.toHaveProperty('contact_id');
  });

  test('A5 a try that was cut off before its event opens no second ticket, and the event comes', async () => {
    const { run, records, events, failures } = world({});
    const task = actionTask('ticket.create', { subject: 'x' });
    failures.bus = transient({ code: 'SB911', message: 'busy', details: { effect: 'unknown' } });
    await failureOf(run(task));
    const [id = ''] = [...records.keys()];
    records.set(id, { id: id.slice(7), subject: 'x', status: 'open', priority: 'urgent', tags: [] });
    const outcome = await run(task);
    expect([...records.keys()]).toEqual([id]);
    expect(outcome).toEqual({ ticket_id: id.slice(7) });
    expect(events).toMatchObject([{ detailType: 'Ticket Created', data: { ticket: { priority: 'urgent' } } }]);
  });

  test('A5 a ticket that was made and deleted again counts as it was made', async () => {
    const { hash } = { hash: () => 'h'.repeat(64) };
    const gone = { create: async () => false, get: async () => undefined, patch: async () => ({ after: { id: 'x' } }) };
    const actions = recordsActions({ records: gone, publish: async () => [], hash, types: new Map() });
    const context = { task: actionTask('ticket.create'), key: 'k', records: {}, repeated: true, zone: 'UTC' };
    expect(await actions['ticket.create']?.run({ subject: 'x' }, context)).toEqual({
      ticket_id: `ticket-${'h'.repeat(32)}`,
    });
  });
});

describe('task.create', () => {
  test('A5 gives somebody something to do', async () => {
    const { run, records, events } = world({});
    const input = { title: 'Call', description: 'About the lead', due_in: '1 day 12 hours', assign_to: 'sales' };
    expect(await run(actionTask('task.create', input))).toEqual({ task_id: expect.stringMatching(/^task-/) });
    expect([...records.values()]).toMatchObject([
      {
        contact_id: 'contact-1',
        title: 'Call',
        description: 'About the lead',
        status: 'open',
        due_at: '2026-03-03T21:00:00.000Z',
        assigned_to: 'sales',
      },
    ]);
    expect(events).toEqual([]);
  });

  test('A5 needs no more than a title', async () => {
    const { run, records } = world({});
    await run(actionTask('task.create', { title: 'Call' }, nobody));
    expect([...records.values()][0]).toEqual({
      id: expect.any(String),
      title: 'Call',
      status: 'open',
      created_at: NOW,
    });
  });

  test('A5 refuses a duration that is none', async () => {
    expect(await failureOf(world().run(actionTask('task.create', { title: 'x', due_in: '2h' })))).toContain(
      'with.due_in: must be a duration',
    );
  });
});

describe('lead.update', () => {
  test('A5 brings the lead to another stage, and tells it', async () => {
    const { run, records, events } = world();
    expect(await run(actionTask('lead.update', { status: 'qualified', set: { amount: 5 } }))).toEqual({
      lead_id: 'lead-1',
      status: 'qualified',
    });
    const after = { ...lead, amount: 5, status: 'qualified' };
    expect(records.get('lead/lead-1')).toEqual(after);
    expect(events.map(brief)).toEqual([['Lead Status Changed', { lead: after, previous_status: 'new' }]]);
  });

  test('A5 that leaves the stage puts no event', async () => {
    const { run, events } = world();
    expect(await run(actionTask('lead.update', { set: { amount: 5 } }))).toEqual({ lead_id: 'lead-1', status: 'new' });
    await run(actionTask('lead.update', { status: 'new' }, { step: 'b' }));
    expect(events).toEqual([]);
  });

  test('A5 a lead without a stage gets its first', async () => {
    const { run, events } = world({ records: { lead: [{ id: 'lead-1' }] } });
    expect(await run(actionTask('lead.update', { set: { amount: 1 } }))).toEqual({ lead_id: 'lead-1', status: '' });
    await run(actionTask('lead.update', { status: 'new' }, { step: 'b' }));
    expect(events[0]?.data).toMatchObject({ previous_status: '' });
  });

  test('A5 refuses a value of another type', async () => {
    expect(await failureOf(world().run(actionTask('lead.update', { set: { amount: 'much' } })))).toContain(
      'amount must be a number',
    );
  });

  test('A5 fails when the lead is gone', async () => {
    expect(await failureOf(world({}).run(actionTask('lead.update', { status: 'x' })))).toContain(
      'record_missing: The lead lead-1',
    );
  });
});

describe('inquiry.decide', () => {
  test.each(['approve', 'decline', 'review'])('A11 %s, with its reason', async (decision) => {
    const { run, records } = world();
    expect(await run(actionTask('inquiry.decide', { decision, reason: 'list match' }))).toEqual({
      inquiry_id: 'inquiry-1',
      decision,
    });
    expect(records.get('inquiry/inquiry-1')).toEqual({ ...inquiry, decision, decision_reason: 'list match' });
  });

  test('A11 a decision without a reason does not keep an earlier one’s', async () => {
    const { run, records } = world();
    await run(actionTask('inquiry.decide', { decision: 'review', reason: 'unclear' }));
    await run(actionTask('inquiry.decide', { decision: 'approve' }, { step: 'b' }));
    expect(records.get('inquiry/inquiry-1')).toEqual({ ...inquiry, decision: 'approve' });
  });

  test('A11 refuses another word', async () => {
    expect(await failureOf(world().run(actionTask('inquiry.decide', { decision: 'perhaps' })))).toContain('bad_input');
  });
});
