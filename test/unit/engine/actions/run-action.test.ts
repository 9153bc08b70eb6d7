import { describe, expect, test } from 'vitest';
import { runAction } from '../../../../lib/engine/actions/run-action.ts';
import { invalid, transient } from '../../../../lib/errors/app-error.ts';
import { actionTask, actionWorld, failureOf, memoryLedger, memoryRecords } from './action-world.ts';

const ada = { id: 'contact-1', email: 'ada@example.com', first_name: 'Ada', consents: ['marketing'], tags: [] };
const mail = { subject: 'Hi {{ contact.first_name }}', text: 'Hello' };
const send = actionTask('email.send', mail, { consent: 'marketing', reads: ['contact'] });
const busy = (effect: string) => transient({ code: 'busy', message: 'come again', details: { effect } });

describe('P1 consent is checked before each message, with the contact as it is now', () => {
  test('P1 who gives it gets the message', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    expect(await world.run(send)).toEqual({ message_id: 'mail-1', to: 'ada@example.com' });
    expect(world.emails).toHaveLength(1);
  });

  test.each([
    ['withdrew it', [{ ...ada, consents: [] }]],
    ['never gave any', [{ id: 'contact-1', email: 'ada@example.com' }]],
    ['is erased', []],
  ])('P1 who %s gets none, the run goes on, and the step says why', async (_name, contact) => {
    const world = actionWorld({ records: { contact } });
    expect(await world.run(send)).toEqual({ skipped: 'consent' });
    expect(world.emails).toEqual([]);
  });

  test('P1 a run without a contact sends nothing', async () => {
    const { contact: _contact, ...run } = send.run;
    expect(await actionWorld().run({ ...send, run })).toEqual({ skipped: 'consent' });
  });

  test.each([['none'], [undefined]])('P1 a workflow that needs consent %s sends', async (consent) => {
    const world = actionWorld({ records: { contact: [{ ...ada, consents: [] }] } });
    const { consent: _consent, ...task } = send;
    await world.run(consent === undefined ? task : { ...task, consent });
    expect(world.emails).toHaveLength(1);
  });

  test('P1 an action that sends no message asks for none', async () => {
    const world = actionWorld({ records: { contact: [{ ...ada, consents: [] }] } });
    const tag = actionTask('contact.tag', { add: ['x'] }, { consent: 'marketing' });
    expect(await world.run(tag)).toMatchObject({ tags: ['x'] });
  });

  test('P1 a consent given again later does not send what was skipped, when the task is tried again', async () => {
    const world = actionWorld({ records: { contact: [{ ...ada, consents: [] }] } });
    await world.run(send);
    world.records.set('contact/contact-1', ada);
    expect(await world.run(send)).toEqual({ skipped: 'consent' });
  });
});

describe('The input is rendered', () => {
  test('from the values that the task carries, the run, and records as they are now', async () => {
    const world = actionWorld({ records: { contact: [ada], lead: [{ id: 'lead-1', status: 'new' }] } });
    const text =
      '{{ event.id }} {{ steps.a.n }} {{ contact.first_name }} {{ lead.status }} {{ run.workflow }} {{ run.depth }}|';
    const task = actionTask(
      'email.send',
      { subject: 'x', text },
      {
        data: { event: { id: 'e1' }, steps: { a: { n: 1 } } },
        reads: ['contact', 'lead'],
      },
    );
    await world.run(task);
    expect(world.emails[0]?.text).toBe('e1 1 Ada new lead-follow-up |');
    expect(world.reads).toEqual(['contact/contact-1', 'lead/lead-1']);
  });

  test('records that the run is not about are not read', async () => {
    const { records: _records, ...run } = send.run;
    const world = actionWorld({ records: { contact: [ada] } });
    await world.run({ ...send, run, reads: ['contact', 'ticket'] });
    expect(world.reads).toEqual(['contact/contact-1']);
  });

  test('nothing is read for an action that needs nothing', async () => {
    const world = actionWorld();
    await world.run(actionTask('event.put', { event: 'workflow.enrolled', data: { contact_id: 'c' } }));
    expect(world.reads).toEqual([]);
  });

  test.each([
    ['the contact’s zone', 'contact', { ...ada, zone: 'America/New_York' }, '04:00'],
    ['the deployment’s, when the contact has none', 'contact', ada, '09:00'],
    ['the deployment’s, when the contact’s does not exist', 'contact', { ...ada, zone: 'Mars/Olympus' }, '09:00'],
    ['the workflow’s', 'Europe/Berlin', ada, '10:00'],
  ])('with clocks of %s', async (_name, zone, contact, clock) => {
    const world = actionWorld({ records: { contact: [contact] } });
    const task = actionTask('notify.send', { to: 'support', text: '{{ now.clock }}' }, { zone });
    await world.run(task);
    expect(world.emails[0]?.text).toBe(clock);
  });

  test('input that does not fit is an error, and nothing was done', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    const failure = await failureOf(world.run(actionTask('contact.assign', { to: '{{ event.none }}' })));
    expect(failure).toMatch(
      /^Signalbox\.Permanent bad_input: The input of "act" does not fit contact\.assign: with\.to: /,
    );
    expect(world.effects.size).toBe(0);
  });
});

describe('A side effect happens as often as its action declares', () => {
  test('a second try of a done task answers with the first outcome', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    const first = await world.run(send);
    world.records.set('contact/contact-1', { ...ada, consents: [] });
    expect(await world.run(send)).toEqual(first);
    expect(world.emails).toHaveLength(1);
  });

  test('iterations are effects of their own', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    await world.run({ ...send, iteration: [0] });
    await world.run({ ...send, iteration: [1] });
    expect(world.emails.map(({ key }) => key)).toEqual(['run-1/act/0', 'run-1/act/1']);
  });

  test('at most once: a try that was cut off is not repeated, and the run hears why', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    await world.ports.effects.begin('run-1/act', 'cut-off', '2026-03-02T08:59:00Z');
    expect(await failureOf(world.run(send))).toMatch(/^Signalbox\.Permanent outcome_unknown: .*"act" \(email\.send\)/);
    expect(world.emails).toEqual([]);
  });

  test('at most once: the outcome was lost after sending', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    world.failures.finish = transient({ code: 'SB911', message: 'table is busy' });
    expect(await failureOf(world.run(send))).toBe('Signalbox.Transient SB911: table is busy');
    expect(await failureOf(world.run(send))).toContain('outcome_unknown');
    expect(world.emails).toHaveLength(1);
  });

  test('at most once: a refusal is tried again', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    world.failures.email = busy('none');
    expect(await failureOf(world.run(send))).toBe('Signalbox.Transient busy: come again');
    expect(await world.run(send)).toMatchObject({ message_id: 'mail-1' });
  });

  test.each([
    ['an error that says so', busy('unknown'), 'busy: come again'],
    ['an error nobody planned', new TypeError('oops'), 'TypeError: oops'],
  ])('at most once: after %s it is not repeated', async (_name, error, reason) => {
    const world = actionWorld({ records: { contact: [ada] } });
    world.failures.email = error;
    const failure = await failureOf(world.run(send));
    expect(failure).toContain('Signalbox.Permanent outcome_unknown');
    expect(failure).toContain(reason);
    expect(await failureOf(world.run(send))).toContain('outcome_unknown');
    expect(world.emails).toEqual([]);
  });

  test('at least once: a try that was cut off is repeated', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    const task = actionTask('notify.send', { to: 'support', text: 'x' });
    world.failures.finish = transient({ code: 'SB911', message: 'table is busy' });
    await failureOf(world.run(task));
    expect(await world.run(task)).toEqual({ sent: 2 });
    expect(world.emails).toHaveLength(2);
  });

  test('at least once: an error after which the effect may be there keeps the claim, and the next try repeats', async () => {
    const world = actionWorld();
    const task = actionTask('notify.send', { to: 'support', text: 'x' });
    world.failures.email = busy('unknown');
    expect(await failureOf(world.run(task))).toContain('Signalbox.Transient busy');
    expect(world.effects.get('run-1/act')).toMatchObject({ status: 'started' });
    world.failures.email = busy('none');
    expect(await failureOf(world.run(task))).toContain('Signalbox.Transient busy');
    expect(await world.run(task)).toEqual({ sent: 2 });
    expect(world.effects.get('run-1/act')).toEqual({ status: 'done', outcome: { sent: 2 } });
  });

  test('the key and the repetition are told to the action', async () => {
    const seen: unknown[] = [];
    const { ledger } = memoryLedger();
    const ports = {
      ...actionWorld().ports,
      effects: ledger,
      records: memoryRecords({}).store,
    };
    const facts = { sendsMessage: false, delivery: 'at_least_once' as const, reads: [] };
    const action = {
      htmlFields: [],
      run: async (_input: unknown, { key, repeated }: { key: string; repeated: boolean }) => {
        seen.push({ key, repeated });
        if (seen.length === 1) throw new Error('cut off');
        return {};
      },
    };
    const task = actionTask('own.action', {}, { iteration: [2, 0] });
    await expect(runAction(task, facts, action, ports)).rejects.toThrow('cut off');
    await runAction(task, facts, action, ports);
    expect(seen).toEqual([
      { key: 'run-1/act/2/0', repeated: false },
      { key: 'run-1/act/2/0', repeated: true },
    ]);
  });
});

describe('Errors reach the state machine by name', () => {
  test('what another try cannot mend is permanent', async () => {
    const world = actionWorld({ records: { contact: [ada] } });
    world.failures.email = invalid({ code: 'refused', message: 'no', resolution: 'Mend it.' });
    expect(await failureOf(world.run(send))).toBe('Signalbox.Permanent refused: no');
  });

  test('an action that this function does not serve', async () => {
    expect(await failureOf(actionWorld().run(actionTask('sms.send')))).toContain('Signalbox.Permanent unknown_action');
    const world = actionWorld({ more: { 'own.action': { htmlFields: [], run: async () => ({}) } } });
    expect(await failureOf(world.run(actionTask('own.action')))).toContain('unknown_action');
  });

  test('decision 13 what is kept back is told before anything is read, claimed or done', async () => {
    const held = { reason: 'disabled', message: 'not now' };
    const world = actionWorld({ held });
    const failure = world.run(actionTask('notify.send', { to: 'support', text: 'hi' }));
    await expect(failure).rejects.toMatchObject({ name: 'Signalbox.Held', message: 'disabled: not now' });
    expect([world.reads, world.emails, [...world.effects]]).toEqual([[], [], []]);
  });
});
