import { describe, expect, test } from 'vitest';
import type { ActionType } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { withActions } from '../../../../lib/workflow/catalogue/catalogue-additions.ts';
import { simulateCase, testCatalogue } from './simulate-case.ts';

const APPROVAL = `
workflow: reply
trigger: { event: message.received }
audience: { consent: none, overlap: true }
steps:
  - id: review
    approve: Send this reply?
    by: [support]
    show: "{{ event.message.text }}"
    edit: { text: "Dear {{ contact.first_name | default: 'customer' }}" }
    timeout: 1 day
    on_reject:
      - { id: by_hand, do: task.create, with: { title: "By hand: {{ steps.review.comment | default: 'no comment' }}" } }
      - end: rejected
    on_timeout: [{ end: not_decided }]
  - { id: send, do: conversation.reply, with: { text: "{{ steps.review.edited.text }}" } }
`;

describe('an approval in a simulation', () => {
  test('is approved after an hour when the case only says so, with its texts as they were rendered', async () => {
    const simulation = await simulateCase(APPROVAL, {
      contact: { first_name: 'Ana' },
      answers: { review: 'approved' },
    });

    expect(simulation.path).toEqual(['review.approved', 'send']);
    expect(simulation.end).toEqual({ status: 'succeeded', outcome: 'completed' });
    expect(simulation.effects).toMatchObject([
      { step: 'review', input: { question: 'Send this reply?', by: ['support'], edit: { text: 'Dear Ana' } } },
      { step: 'send', at: '2026-03-02T10:00:00.000Z', input: { text: 'Dear Ana' } },
    ]);
  });

  test('takes the texts and the time that the case gives', async () => {
    const answer = { decision: 'approved', by: 'bob@example.com', edited: { text: 'Hi' }, after: '3 hours' };

    const { effects, timeline } = await simulateCase(APPROVAL, { answers: { review: answer } });

    expect(effects.at(-1)).toMatchObject({ step: 'send', at: '2026-03-02T12:00:00.000Z', input: { text: 'Hi' } });
    expect(timeline[0]?.output).toMatchObject({ by: 'bob@example.com' });
  });

  test('is rejected with a comment that later steps read', async () => {
    const answer = { decision: 'rejected', comment: 'too long' };

    const { path, end, effects } = await simulateCase(APPROVAL, { answers: { review: answer } });

    expect(path).toEqual(['review.rejected', 'by_hand']);
    expect(end).toEqual({ status: 'succeeded', outcome: 'rejected' });
    expect(effects.at(-1)?.input).toEqual({ title: 'By hand: too long' });
  });

  test('times out when nobody answers', async () => {
    const { path, end, endedAt } = await simulateCase(APPROVAL, {});

    expect(path).toEqual(['review.timed_out']);
    expect(end).toEqual({ status: 'succeeded', outcome: 'not_decided' });
    expect(endedAt).toBe('2026-03-03T09:00:00.000Z');
  });

  test('can be decided from the timeline', async () => {
    const timeline = [{ after: '20 hours', approve: 'review', by: 'eve@example.com' }];

    const { path, endedAt } = await simulateCase(APPROVAL, { timeline });

    expect(path).toEqual(['review.approved', 'send']);
    expect(endedAt).toBe('2026-03-03T05:00:00.000Z');
  });

  test('is not decided by somebody who is not asked, and a note says so', async () => {
    const timeline = [{ after: '1 hour', approve: 'review', by: 'mallory@example.com' }];

    const { path, notes } = await simulateCase(APPROVAL, { timeline });

    expect(path).toEqual(['review.timed_out']);
    expect(notes).toEqual([expect.stringContaining('SB634')]);
  });

  test('that nobody was asked yet leaves a note', async () => {
    const definition = APPROVAL.replace('steps:\n', 'steps:\n  - wait: 2 days\n');

    const { notes, path } = await simulateCase(definition, { timeline: [{ after: '1 day', reject: 'review' }] });

    expect(path).toEqual(['wait_2_days', 'review.timed_out']);
    expect(notes).toEqual(['Nobody is asked "review" at 2026-03-03T09:00:00.000Z.']);
  });
});

const WAIT = `
workflow: wait-for-answer
trigger: { event: lead.created }
steps:
  - id: answer
    wait_for: message.received
    if: { field: received.message.text, contains: yes please }
    timeout: 3 days
    on_timeout: [{ end: silent }]
  - { id: note, do: task.create, with: { title: "{{ steps.answer.received.message.text }}" } }
`;

describe('a wait for an event in a simulation', () => {
  test('ends with the event that the case gives', async () => {
    const answer = { received: { message: { text: 'yes please, today' } }, after: '1 day' };

    const { path, effects } = await simulateCase(WAIT, { answers: { answer } });

    expect(path).toEqual(['answer.received', 'note']);
    expect(effects).toMatchObject([{ at: '2026-03-03T09:00:00.000Z', input: { title: 'yes please, today' } }]);
  });

  test('goes on when the given event does not fit its if, and a note says why', async () => {
    const { path, notes } = await simulateCase(WAIT, { answers: { answer: 'received' } });

    expect(path).toEqual(['answer.timed_out']);
    expect(notes).toEqual(['The event that the case gives for "answer" does not end its wait: its if: does not hold.']);
  });

  test('hears no event of the timeline once the case says that it times out', async () => {
    const timeline = [{ after: '1 hour', event: 'message.received', data: { message: { text: 'yes please' } } }];

    const { path } = await simulateCase(WAIT, { timeline, answers: { answer: 'timed_out' } });

    expect(path).toEqual(['answer.timed_out']);
  });

  test('ends with an event of the timeline', async () => {
    const timeline = [
      { after: '1 hour', event: 'message.received', data: { message: { text: 'no' } } },
      { after: '2 hours', event: 'message.received', data: { message: { text: 'yes please' } } },
    ];

    const { path, endedAt } = await simulateCase(WAIT, { timeline });

    expect(path).toEqual(['answer.received', 'note']);
    expect(endedAt).toBe('2026-03-02T11:00:00.000Z');
  });

  test('hears an event that an action of the run itself puts on the bus', async () => {
    const definition = `
workflow: tags
trigger: { event: lead.created }
steps:
  - id: both
    parallel:
      - { id: waiting, then: [{ id: tagged, wait_for: contact.tag_added, timeout: 1 day }] }
      - { id: tagging, then: [{ wait: 1 hour }, { id: tag, do: contact.tag, with: { add: [Hot] } }] }
`;

    const { path } = await simulateCase(definition, {});

    expect(path).toContain('tagged.received');
  });
});

const CALL = `
workflow: call
trigger: { event: lead.created }
steps:
  - id: ask
    do: http.call
    with: { method: POST, url: https://api.example.com/ask, auth: { bearer: key }, body: { amount: "{{ event.lead.amount }}" } }
    retry: { attempts: 3, delay: 10 seconds }
    timeout: 20 seconds
    on_error: [{ end: unknown }]
  - { id: note, do: task.create, with: { title: "{{ steps.ask.body.text | default: 'nothing' }}" } }
`;

describe('an action in a simulation', () => {
  test('X1 calls no other system, and shows what it would have sent without its secrets', async () => {
    const { effects, path } = await simulateCase(CALL, {});

    expect(path).toEqual(['ask', 'note']);
    expect(effects[0]).toMatchObject({
      action: 'http.call',
      answered: false,
      requests: [{ method: 'POST', url: 'https://api.example.com/ask', body: '{"amount":5000}' }],
    });
    expect(JSON.stringify(effects[0]?.requests)).not.toContain('whsec_');
  });

  test('is answered as the case says', async () => {
    const { effects } = await simulateCase(CALL, { answers: { ask: { body: { text: 'hello' } } } });

    expect(effects.at(-1)?.input).toEqual({ title: 'hello' });
  });

  test('is tried again after a transient error, and takes the next answer', async () => {
    const answers = { ask: [{ error: { code: 'network_error', transient: true } }, { body: { text: 'hello' } }] };

    const { path, timeline } = await simulateCase(CALL, { answers });

    expect(path).toEqual(['ask', 'note']);
    expect(timeline[0]).toMatchObject({ tries: 2, error: { code: 'network_error' } });
  });

  test('is given up after its attempts, which take time', async () => {
    const { path, end, timeline, endedAt } = await simulateCase(CALL, { answers: { ask: { status: 503 } } });

    expect(path).toEqual(['ask.error']);
    expect(end).toEqual({ status: 'succeeded', outcome: 'unknown' });
    expect(timeline[0]).toMatchObject({ tries: 3, failed: true, error: { code: 'http_503' } });
    expect(Date.parse(endedAt)).toBeGreaterThan(Date.parse('2026-03-02T09:00:00Z'));
  });

  test('that never answers runs into its time-out', async () => {
    const { path, timeline } = await simulateCase(CALL, { answers: { ask: 'timed_out' } });

    expect(path).toEqual(['ask.error']);
    expect(timeline[0]?.error?.code).toBe('States.Timeout');
  });

  test('without on_error fails the run', async () => {
    const definition = CALL.replace('    on_error: [{ end: unknown }]\n', '');

    const { end } = await simulateCase(definition, { answers: { ask: { error: 'http_400' } } });

    expect(end).toEqual({ status: 'failed', error: { code: 'http_400', message: 'as the case says' } });
  });

  test('of the team itself gives back a sample of its output, since nothing serves it here', async () => {
    const draft: ActionType = {
      ...{ name: 'ai.draft', title: 'Draft', description: 'Drafts a reply.', family: 'ai_draft', input: {} },
      output: { text: { type: 'text' }, words: { type: 'number' } },
      ...{ sendsMessage: false, writes: [], reads: [], delivery: 'at_least_once', timeoutSeconds: 30, causes: [] },
      retry: { attempts: 1, delaySeconds: 1, factor: 2, maxDelaySeconds: 1 },
    };
    const definition = `
workflow: draft
trigger: { event: lead.created }
steps:
  - { id: draft, do: ai.draft, with: {} }
  - { id: note, do: task.create, with: { title: "{{ steps.draft.text }} {{ steps.draft.words }}" } }
`;

    const { effects } = await simulateCase(definition, {}, withActions(testCatalogue(), [draft]));

    expect(effects).toMatchObject([{ step: 'draft', answered: true }, { input: { title: 'text 1' } }]);
  });

  test('changes the records that later conditions read', async () => {
    const definition = `
workflow: tag-then-look
trigger: { event: lead.created }
steps:
  - { id: tag, do: contact.tag, with: { add: [Hot] } }
  - id: look
    routes:
      - { id: hot, if: { field: contact.tags, contains: Hot }, then: [{ end: hot }] }
`;

    const { end } = await simulateCase(definition, {});

    expect(end).toEqual({ status: 'succeeded', outcome: 'hot' });
  });
});

describe('a simulation', () => {
  test('X2 plays weeks in a moment, and the same each time', async () => {
    const definition = `
workflow: long
trigger: { event: lead.created }
steps: [{ wait: 14 days }, { id: split, experiment: [{ id: a, percent: 50 }, { id: b, percent: 50 }] }]
`;

    const [one, other] = await Promise.all([simulateCase(definition, {}), simulateCase(definition, {})]);

    expect(one.endedAt).toBe('2026-03-16T09:00:00.000Z');
    expect(other).toEqual(one);
  });

  test('says why a run does not start, with the values that the trigger saw', async () => {
    const definition = `
workflow: rich
trigger: { event: lead.created, if: [{ field: event.lead.amount, above: 9000 }, { field: contact.country, is: DE }] }
steps: [{ wait: 1 day }]
`;

    const { end, timeline } = await simulateCase(definition, {});

    expect(end).toMatchObject({
      status: 'not_started',
      reason: 'if',
      saw: { 'event.lead.amount': 5000, 'contact.country': null },
    });
    expect(timeline).toEqual([]);
  });

  test('takes the variant that the case chooses', async () => {
    const definition = `
workflow: split
trigger: { event: lead.created }
steps:
  - id: split
    experiment:
      - { id: a, percent: 99, then: [{ end: was_a }] }
      - { id: b, percent: 1, then: [{ end: was_b }] }
`;

    const { path, end } = await simulateCase(definition, { answers: { split: 'b' } });

    expect(path).toEqual(['split.b']);
    expect(end).toEqual({ status: 'succeeded', outcome: 'was_b' });
  });

  test('of a workflow that a schedule starts is started by hand, for a contact', async () => {
    const definition = `
workflow: weekly
trigger: { schedule: "rate(7 days)" }
steps: [{ id: note, do: task.create, with: { title: "Look around" } }]
`;

    const { end, effects } = await simulateCase(definition, {});

    expect(end).toEqual({ status: 'succeeded', outcome: 'completed' });
    expect(effects).toMatchObject([{ step: 'note' }]);
  });

  test('shows what a fail step says', async () => {
    const definition = `
workflow: stop
trigger: { event: lead.created }
steps: [{ fail: "No use for {{ event.lead.source }}" }]
`;

    const { end } = await simulateCase(definition, {});

    expect(end).toMatchObject({ status: 'failed', error: { message: 'No use for Website' } });
  });

  test('changes records on the timeline, so that conditions after a wait see them', async () => {
    const definition = `
workflow: look-later
trigger: { event: lead.created }
steps:
  - wait: 1 day
  - id: look
    routes:
      - { id: vip, if: { field: contact.tags, contains: VIP }, then: [{ end: vip }] }
`;
    const timeline = [{ after: '2 hours', contact: { tags: ['VIP'] } }];

    const { end } = await simulateCase(definition, { timeline });

    expect(end).toEqual({ status: 'succeeded', outcome: 'vip' });
  });
});
