import { describe, expect, test } from 'vitest';
import { createCreateWorkflow } from '../../../lib/engine/create-workflow.ts';
import { createLocalTrials } from '../../../lib/local/simulate/play-trials.ts';
import { createTrialsWorld } from './trials-world.ts';

const TEXT = `workflow: nurture
trigger: { event: lead.created }
audience: { consent: marketing }
steps:
  - { id: pause, wait: 14 days }
  - { id: mail, do: email.send, with: { subject: "Hi {{ contact.first_name }}", text: "Amount {{ event.lead.amount }}" } }
  - id: review
    approve: "Call?"
    by: [ana@example.com]
    timeout: 1 day
    on_reject: [{ end: refused }]
    on_timeout: [{ end: late }]
  - { end: done }
`;
const ANA = { first_name: 'Ana', email: 'ana@example.com', consents: ['marketing'] };

describe('X1 a preview', () => {
  test('of a version shows path, messages and end, with a stored contact, and sends nothing', async () => {
    const { preview, put, call } = await createTrialsWorld(TEXT);
    await put('contact.created', { contact: { ...ANA, id: 'ana', tags: [], segments: [] } });

    const shown = await preview({
      workflow: 'nurture',
      version: 1,
      contact: 'ana',
      event: { lead: { amount: 7 } },
      answers: { review: 'approved' },
    });

    expect(shown).toMatchObject({
      ...{ workflow: 'nurture', version: 1, end: { status: 'succeeded', outcome: 'done' } },
      path: ['pause', 'mail', 'review.approved'],
    });
    expect(await preview({ workflow: 'nurture', version: 1, contact: 'ana' })).toMatchObject({
      path: expect.arrayContaining(['mail']),
    });
    const sent = shown.effects.flatMap(({ messages }) => messages);
    expect(sent).toMatchObject([{ to: ['ana@example.com'], subject: 'Hi Ana' }]);
    expect((await call('GET', '/outbox?limit=10')).body.items).toEqual([]);
    expect((await call('GET', '/runs')).body.items).toEqual([]);
  });

  test('X2 takes virtual time, and shows either outcome of what is asked', async () => {
    const { preview } = await createTrialsWorld(TEXT);
    const given = { workflow: 'nurture', version: 1, contact: ANA, now: '2026-03-02T09:00:00Z' } as const;

    for (const [answer, outcome] of [
      ['rejected', 'refused'],
      ['timed_out', 'late'],
    ] as const) {
      const { end, endedAt } = await preview({ ...given, answers: { review: answer } });
      expect(end).toEqual({ status: 'succeeded', outcome });
      expect(Date.parse(endedAt)).toBeGreaterThan(Date.parse('2026-03-16T09:00:00Z'));
    }
  });

  test('of a draft, or of a text that is not saved', async () => {
    const { preview, deps } = await createTrialsWorld(TEXT);
    const text = TEXT.replace('workflow: nurture', 'workflow: other');
    await createCreateWorkflow({ ...deps, ids: { ulid: () => 'u' } })({ text, by: 'ana@example.com' });

    expect(await preview({ workflow: 'other', contact: ANA })).toMatchObject({ version: 'draft' });
    expect(await preview({ workflow: 'nurture', text: TEXT, event: { lead: { amount: 7 } } })).toMatchObject({
      ...{ version: 'text', end: { status: 'not_started', reason: 'consent' } },
    });
  });

  test('of a workflow without a contact in its event ignores whose it is', async () => {
    const text = `workflow: nurture
trigger: { schedule: rate(1 day) }
steps: [{ end: done }]
`;
    const { preview, put } = await createTrialsWorld(TEXT);
    await put('contact.created', { contact: { ...ANA, id: 'ana', tags: [], segments: [] } });

    expect(await preview({ workflow: 'nurture', text, contact: 'ana' })).toMatchObject({
      end: { status: 'succeeded' },
    });
  });

  test('that cannot be says what is wrong', async () => {
    const { preview } = await createTrialsWorld(TEXT);
    const given = { workflow: 'nurture', version: 1 } as const;

    await expect(preview({ ...given, contact: 'nobody' })).rejects.toMatchObject({ code: 'SB698', kind: 'not-found' });
    await expect(preview({ ...given, answers: { none: 'approved' } })).rejects.toMatchObject({
      ...{ code: 'SB698', kind: 'invalid', message: expect.stringContaining('There is no step "none"') },
    });
    await expect(preview({ ...given, timeline: [{ approve: 'review' }] })).rejects.toMatchObject({ code: 'SB698' });
    await expect(preview({ ...given, now: 'soon' })).rejects.toThrow(/SB210/);
    await expect(preview({ ...given, text: 'workflow: nurture\n' })).rejects.toMatchObject({ code: 'SB603' });
  });

  test('has bounds of time and of calls', async () => {
    const { deps } = await createTrialsWorld(TEXT);
    const { createPreviewWorkflow } = await import('../../../lib/engine/preview-workflow.ts');
    const { catalogue } = deps;
    const base = { catalogue, messages: new Map(), clock: { now: () => 0 } };
    for (const limits of [
      { mostSeconds: 0, mostCalls: 10 },
      { mostSeconds: 10, mostCalls: 1 },
    ]) {
      const preview = createPreviewWorkflow({ ...deps, trials: createLocalTrials({ ...base, ...limits }) });
      const tried = preview({ workflow: 'nurture', version: 1, contact: ANA });
      await expect(tried).rejects.toMatchObject({ code: 'SB699', kind: 'transient' });
    }
    const refused = { play: async () => ({ kind: 'refused' as const, issues: [] }) };
    const preview = createPreviewWorkflow({ ...deps, trials: refused });
    await expect(preview({ workflow: 'nurture', version: 1 })).rejects.toMatchObject({ code: 'SB698' });
    const trials = createLocalTrials({ ...base, mostSeconds: 9, mostCalls: 9 });
    expect(await trials.play({ text: 'workflow: nurture\n', scenarios: [] })).toMatchObject({ kind: 'refused' });
  });
});
