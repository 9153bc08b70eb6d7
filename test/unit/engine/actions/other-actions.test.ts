import { describe, expect, test } from 'vitest';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { findMisfits } from '../../../../lib/workflow/catalogue/find-misfits.ts';
import { actionTask, actionWorld, failureOf, NOW } from './action-world.ts';

const ada = { id: 'contact-1', consents: ['marketing'] };
const conversation = { id: 'conversation-1', contact_id: 'contact-1', channel: 'chat', tags: [] };
const webhook = 'https://hooks.example.com/T0/B0/s3cret';

describe('conversation.reply', () => {
  test('A5 asks the team’s channel to write, once for every try', async () => {
    const { run, events } = actionWorld({ records: { contact: [ada], conversation: [conversation] } });
    const task = actionTask('conversation.reply', { text: 'Hello' }, { consent: 'marketing' });
    const outcome = await run(task);
    expect(await run(task)).toEqual(outcome);
    const id = events[0]?.metadata.id ?? '';
    expect(outcome).toEqual({ message_id: id, conversation_id: 'conversation-1' });
    expect(events).toEqual([
      {
        source: 'signalbox.conversation',
        detailType: 'Conversation Reply Requested',
        metadata: {
          id: expect.stringMatching(/^message-/),
          idempotencyKey: id,
          timestamp: NOW,
          correlationId: 'correlation-1',
          depth: 2,
          chain: ['welcome', 'lead-follow-up'],
        },
        data: { conversation, message: { id, text: 'Hello', sent_at: NOW } },
      },
    ]);
  });

  test('A5 asks by an event of the catalogue', async () => {
    const catalogue = builtInCatalogue();
    const known = { ...conversation, status: 'open', started_at: '2026-03-02T09:00:00Z' };
    const { run, events } = actionWorld({ records: { contact: [ada], conversation: [known] } });
    await run(actionTask('conversation.reply', { text: 'Hello' }, { consent: 'marketing' }));
    const type = catalogue.events.get('conversation.reply_requested');
    expect(events).toMatchObject([{ source: type?.source, detailType: type?.detailType }]);
    expect(findMisfits(events[0]?.data ?? {}, type?.data ?? {})).toEqual([]);
  });

  test('P1 is held back without consent', async () => {
    const { run, events } = actionWorld({ records: { contact: [ada], conversation: [conversation] } });
    expect(await run(actionTask('conversation.reply', { text: 'Hello' }, { consent: 'support' }))).toEqual({
      skipped: 'consent',
    });
    expect(events).toEqual([]);
  });

  test('A5 fails when there is no conversation', async () => {
    const { run } = actionWorld({ records: { contact: [ada] } });
    expect(await failureOf(run(actionTask('conversation.reply', { text: 'Hello' })))).toContain('record_missing');
  });
});

describe('promotion.show', () => {
  test('A10 records the decision, for the site to fetch', async () => {
    const { run, promotions } = actionWorld();
    const outcome = await run(
      actionTask('promotion.show', { promotion: 'gift', data: { code: 'X' }, expires_in: '2 hours' }),
    );
    expect(promotions).toEqual([
      {
        id: expect.stringMatching(/^promotion-/),
        contact: 'contact-1',
        promotion: 'gift',
        data: { code: 'X' },
        workflow: 'lead-follow-up',
        runId: 'run-1',
        decidedAt: NOW,
        expiresAt: '2026-03-02T11:00:00.000Z',
      },
    ]);
    expect(outcome).toEqual({ decision_id: promotions[0]?.id, promotion: 'gift' });
  });

  test('A10 holds for a day, when nothing else is said', async () => {
    const { run, promotions } = actionWorld();
    await run(actionTask('promotion.show', { promotion: 'gift' }));
    expect(promotions[0]).toMatchObject({ data: {}, expiresAt: '2026-03-03T09:00:00.000Z' });
  });

  test('A10 refuses a duration that is none', async () => {
    expect(
      await failureOf(actionWorld().run(actionTask('promotion.show', { promotion: 'gift', expires_in: 'a while' }))),
    ).toContain('bad_input');
  });
});

describe('notify.send', () => {
  test('A4 mails every member of a team', async () => {
    const { run, emails } = actionWorld();
    expect(await run(actionTask('notify.send', { to: 'support', text: 'Ticket 5' }))).toEqual({ sent: 2 });
    expect(emails).toEqual([
      {
        from: 'Signalbox <bot@example.com>',
        to: ['a@example.com', 'b@example.com'],
        subject: 'lead-follow-up',
        text: 'Ticket 5',
        headers: {},
        key: 'run-1/act',
      },
    ]);
  });

  test('A4 mails a colleague, under a subject of its own', async () => {
    const { run, emails } = actionWorld();
    expect(await run(actionTask('notify.send', { to: 'ana@example.com', text: 'x', subject: 'Look\nhere' }))).toEqual({
      sent: 1,
    });
    expect(emails).toMatchObject([{ to: ['ana@example.com'], subject: 'Look here' }]);
  });

  test('A4 posts to a Slack-compatible webhook, whose address is a secret', async () => {
    const { run, requests, emails } = actionWorld({ secrets: { chat: webhook } });
    expect(await run(actionTask('notify.send', { to: 'support', text: 'VIP is here', webhook: 'chat' }))).toEqual({
      sent: 3,
    });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: webhook,
        headers: { 'content-type': 'application/json' },
        body: '{"text":"VIP is here"}',
        secret: { url: true },
      },
    ]);
    expect(emails).toHaveLength(1);
  });

  test.each([
    [500, 'Transient'],
    [404, 'Permanent'],
    [302, 'Permanent'],
    [100, 'Permanent'],
  ])('A4 fails when the webhook answers %i, and does not tell its address', async (status, kind) => {
    const { run } = actionWorld({ secrets: { chat: webhook }, answer: () => ({ status, headers: {}, body: '' }) });
    const failure = await failureOf(run(actionTask('notify.send', { to: 'support', text: 'x', webhook: 'chat' })));
    expect(failure).toContain(`Signalbox.${kind}`);
    expect(failure).toContain('The webhook in "chat"');
    expect(failure).not.toContain('s3cret');
  });

  test('A4 refuses a team that does not exist', async () => {
    expect(await failureOf(actionWorld().run(actionTask('notify.send', { to: 'nobody', text: 'x' })))).toContain(
      'unknown_team',
    );
  });

  test('A4 a team without members hears through the webhook alone', async () => {
    const { createSendNotification } = await import('../../../../lib/engine/actions/notify/send-notification.ts');
    const sent: string[] = [];
    const action = createSendNotification({
      email: { send: async () => ({ messageId: String(sent.push('mail')) }) },
      http: { call: async () => ({ status: 200, headers: {}, body: 'ok' }) },
      secrets: { get: async () => webhook },
      teams: new Map([['quiet', []]]),
      from: 'bot@example.com',
    });
    const context = { task: actionTask('notify.send'), key: 'k', records: {}, repeated: false, zone: 'UTC' };
    expect(await action.run({ to: 'quiet', text: 'x', webhook: 'chat' }, context)).toEqual({ sent: 1 });
    expect(sent).toEqual([]);
  });
});

describe('event.put', () => {
  test('A12 puts an event of the catalogue on the bus, with depth and chain', async () => {
    const { run, events } = actionWorld();
    const data = { contact_id: '{{ run.id }}', workflow: 'win-back' };
    const outcome = await run(actionTask('event.put', { event: 'workflow.enrolled', data }));
    expect(events).toMatchObject([
      {
        source: 'signalbox.workflow',
        detailType: 'Workflow Enrolled',
        metadata: { depth: 2, chain: ['welcome', 'lead-follow-up'] },
        data: { contact_id: 'run-1', workflow: 'win-back' },
      },
    ]);
    expect(outcome).toEqual({ event_id: events[0]?.metadata.id });
  });

  test('A12 may carry nothing', async () => {
    const { run, events } = actionWorld();
    await run(actionTask('event.put', { event: 'workflow.enrolled' }));
    expect(events[0]?.data).toEqual({});
  });

  test('A12 refuses an event that the catalogue does not have', async () => {
    expect(await failureOf(actionWorld().run(actionTask('event.put', { event: 'no.such' })))).toContain(
      'Signalbox.Permanent unknown_event',
    );
  });
});
