import { describe, expect, test } from 'vitest';
import { createStopRun } from '../../../lib/engine/stop-run.ts';
import { createTrialsWorld } from './trials-world.ts';

const workflowOf = (steps: string, more = ''): string => `workflow: nurture
trigger: { event: lead.created }
audience: { consent: none }
${more}steps:
${steps}`;

const ASK = `  - { id: score, do: http.call, with: { url: "https://example.com/score" }, returns: { points: number }, retry: none, on_error: continue }
  - id: high
    routes: [{ id: yes, if: { field: steps.score.body.points, above: 5 }, then: [{ end: high }] }]
`;
const WAIT = `  - id: reply
    wait_for: message.received
    timeout: 3 days
    on_event: [{ id: thank, do: notify.send, with: { to: ana@example.com, text: "{{ steps.reply.received.message.text }}" } }]
    on_timeout: [{ end: silent }]
`;
const REVIEW = `  - id: review
    approve: "Call?"
    by: [ana@example.com]
    edit: { title: Call }
    timeout: 1 day
    on_reject: [{ end: refused }]
    on_timeout: [{ end: late }]
  - { id: call, do: task.create, with: { title: "{{ steps.review.edited.title }}" } }
`;
const EXPERIMENT = `  - id: test
    experiment:
      - { id: short, percent: 50, then: [{ end: short }] }
      - { id: long, percent: 50, then: [{ end: long }] }
`;
const DAY = 86_400_000;
const clean = { different: 0, differences: [], unknown: [], notCompared: [] };

describe('X3 what was answered is answered again', () => {
  test('by other systems, errors too', async () => {
    const http = { status: 200 };
    const call = async () => ({ status: http.status, headers: {}, body: '{"points": 9}' });
    const { lead, backtest } = await createTrialsWorld(workflowOf(ASK), { call });
    await lead(1);
    http.status = 404;
    await lead(2);

    expect(await backtest()).toMatchObject({ same: 2, ...clean });
  });

  test('by a call that failed the run', async () => {
    const call = async () => ({ status: 404, headers: {}, body: '{}' });
    const { lead, backtest } = await createTrialsWorld(workflowOf(ASK.replace(', on_error: continue', '')), { call });
    await lead(1);

    expect(await backtest()).toMatchObject({ same: 1, ...clean });
    const { differences } = await backtest({ text: workflowOf(ASK) });
    expect(differences).toMatchObject([
      { kind: 'route' },
      { kind: 'end', was: 'failed: http_404', would: 'completed' },
    ]);
  });

  test('by events that came in, or did not', async () => {
    const { lead, put, pass, backtest } = await createTrialsWorld(workflowOf(WAIT));
    for (const amount of [1, 2]) await lead(amount);
    await pass(DAY);
    const conversation = {
      id: 'k',
      contact_id: 'c1',
      channel: 'chat',
      subject: 'Hi',
      status: 'open',
      message_count: 1,
    };
    const more = { tags: [], started_at: '2026-03-02T09:00:00Z' };
    await put('message.received', { conversation: { ...conversation, ...more }, message: { id: 'm', text: 'Yes' } });
    await pass(5 * DAY);

    expect(await backtest()).toMatchObject({ looked: 2, same: 2, ...clean });
    // Longer than anybody looked: whether an event would have come then is not known.
    const longer = await backtest({ text: workflowOf(WAIT.replace('3 days', '9 days')) });
    expect(longer).toMatchObject({ same: 2, unknown: [{ reason: 'reply', count: 2 }] });
    const other = await backtest({
      text: workflowOf(
        WAIT.replace('message.received', 'lead.status_changed').replace('{{ steps.reply.received.message.text }}', 'x'),
      ),
    });
    expect(other.unknown).toMatchObject([{ reason: 'reply', count: 2 }]);
  });

  test('by people', async () => {
    const { lead, call, pass, backtest } = await createTrialsWorld(workflowOf(REVIEW));
    for (const amount of [1, 2, 3]) await lead(amount);
    const by = { 'x-signalbox-user': 'ana@example.com' };
    const { items } = (await call('GET', '/approvals?status=open')).body;
    await call(
      'POST',
      `/approvals/${items[0].id}/decision`,
      {
        ...{ decision: 'approved', comment: 'Good', edited: { title: 'Ring' } },
      },
      by,
    );
    await call('POST', `/approvals/${items[1].id}/decision`, { decision: 'rejected' }, by);
    await pass(2 * DAY);

    const report = await backtest();
    expect(report).toMatchObject({ looked: 3, same: 3, ...clean });
    const { differences } = await backtest({ text: workflowOf(REVIEW.replace('refused', 'no')) });
    expect(differences).toMatchObject([{ kind: 'end', was: 'refused', would: 'no', count: 1 }]);
  });

  test('by the draw of an experiment, unless the variant is gone', async () => {
    const { lead, backtest } = await createTrialsWorld(workflowOf(EXPERIMENT));
    for (let amount = 1; amount <= 6; amount += 1) await lead(amount);

    expect(await backtest()).toMatchObject({ same: 6, ...clean });
    const { unknown } = await backtest({ text: workflowOf(EXPERIMENT.replace('id: short', 'id: brief')) });
    expect(unknown).toMatchObject([{ reason: 'test' }]);
  });

  test('by a goal that was reached; what one with a condition looked at is not known', async () => {
    const goal = 'goal: { event: lead.status_changed, stop: true }\n';
    const { lead, put, backtest } = await createTrialsWorld(workflowOf('  - { id: long, wait: 9 days }\n', goal));
    await lead(1);
    const changed = { id: 'l-c1', contact_id: 'c1', source: 'Fair', status: 'won' };
    await put('lead.status_changed', { lead: changed, from: 'new', to: 'won' });

    expect(await backtest()).toMatchObject({ looked: 1, same: 1, ...clean });
    const conditional = goal.replace('stop', 'if: { field: received.lead.status, is: won }, stop');
    const without = workflowOf('  - { id: long, wait: 9 days }\n', conditional);
    expect(await backtest({ text: without })).toMatchObject({ same: 1 });
    const shorter = await backtest({ text: workflowOf('  - { id: brief, wait: 1 day }\n') });
    expect(shorter.differences).toMatchObject([{ kind: 'route', was: 'long', would: 'brief' }]);
  });

  test('by nobody where the text asks what no one was asked: it is compared up to there', async () => {
    const { lead, backtest } = await createTrialsWorld(workflowOf('  - { end: done }\n'));
    await lead(1);

    for (const [steps, step] of [
      [ASK, 'score'],
      [WAIT, 'reply'],
      [REVIEW, 'review'],
      [EXPERIMENT, 'test'],
    ] as const) {
      const report = await backtest({ text: workflowOf(steps) });
      expect(report).toMatchObject({ compared: 1, same: 1, unknown: [{ reason: step, count: 1 }] });
    }
  });

  test('only as often as it was: a jump that asks once more ends the comparison', async () => {
    const again = WAIT.replace('[{ end: silent }]', '[{ goto: reply, times: 2 }]');
    const { lead, pass, backtest } = await createTrialsWorld(workflowOf(WAIT));
    await lead(1);
    await pass(5 * DAY);

    expect(await backtest({ text: workflowOf(again) })).toMatchObject({ unknown: [{ reason: 'reply' }] });
  });

  test('by what was read then, and what was not read is not known', async () => {
    const look = (event: string) => `  - { id: pause, wait: 1 day }
  - id: look
    routes: [{ id: answered, if: { happened: ${event} }, then: [{ end: answered }] }]
`;
    const { lead, pass, backtest } = await createTrialsWorld(workflowOf(look('message.received')));
    await lead(1);
    await pass(2 * DAY);

    expect(await backtest()).toMatchObject({ same: 1, ...clean });
    const other = await backtest({ text: workflowOf(look('lead.status_changed')) });
    expect(other).toMatchObject({ unknown: [{ reason: 'look' }] });
    const contact = workflowOf(`  - { id: pause, wait: 1 day }
  - id: look
    routes: [{ id: known, if: { field: contact.email, exists: true }, then: [{ end: known }] }]
`);
    expect(await backtest({ text: contact })).toMatchObject({ unknown: [] });
  });

  test('by records as the run read them, else as they are now, which is said', async () => {
    const look = workflowOf(`  - { id: pause, wait: 1 day }
  - id: look
    routes: [{ id: known, if: { field: contact.email, exists: true }, then: [{ end: known }] }]
`);
    const { lead, pass, put, backtest } = await createTrialsWorld(look);
    const contact = { id: 'c1', first_name: 'Ana', tags: [], segments: [], consents: [] };
    await put('contact.created', { contact });
    await lead(1);
    await pass(2 * DAY);
    await put('contact.created', { contact: { ...contact, id: 'c2' } });

    const report = await backtest();
    expect(report).toMatchObject({ same: 1, ...clean });
    expect(report.assumed.map(({ reason }) => reason).toSorted()).toEqual([
      'contact as it is now',
      'lead as it is now',
    ]);
  });

  test('a run that a person stopped is compared as far as it went', async () => {
    const { lead, engine, pass, backtest, deps } = await createTrialsWorld(
      workflowOf(
        '  - { id: tell, do: notify.send, with: { to: ana@example.com, text: Hi } }\n  - { id: long, wait: 9 days }\n',
      ),
    );
    const runId = await lead(1);
    await createStopRun({ ...deps, keepRunSeconds: 9 })({ runId, kind: 'operator', by: 'ana@example.com' });
    await pass(1000);
    expect(await engine.stores.runs.get(runId)).toMatchObject({ status: 'stopped' });

    expect(await backtest()).toMatchObject({ same: 1, ...clean });
  });

  test('side by side, whatever came first', async () => {
    const both = (order: readonly string[]) =>
      workflowOf(`  - id: both
    parallel:
${order.map((id) => `      - { id: ${id}, then: [{ id: do_${id}, do: http.call, with: { url: "https://example.com/" } }] }`).join('\n')}
`);
    const { lead, backtest } = await createTrialsWorld(both(['a', 'b']));
    await lead(1);

    expect(await backtest()).toMatchObject({ same: 1, ...clean });
    expect(await backtest({ text: both(['b', 'a']) })).toMatchObject({ same: 1 });
    expect(await backtest({ text: both(['a', 'b', 'c']) })).toMatchObject({ unknown: [{ reason: 'do_c' }] });
  });

  test('more often than it was is an action done more often', async () => {
    const tell = '{ id: tell, do: notify.send, with: { to: ana@example.com, text: Hi } }';
    const { lead, backtest } = await createTrialsWorld(workflowOf(`  - ${tell}\n`));
    await lead(1);
    const twice = workflowOf(
      `  - ${tell}\n  - { id: pause, wait: 1 day }\n  - { id: again, routes: [{ id: yes, if: { field: event.lead.amount, above: 0 }, then: [{ goto: tell, times: 1 }] }] }\n`,
    );
    const otherwise = workflowOf('  - { id: tell, do: task.create, with: { title: Hi } }\n');

    expect((await backtest({ text: twice })).differences).toContainEqual(
      expect.objectContaining({ kind: 'action', step: 'tell', was: 'notify.send', would: 'notify.send × 2' }),
    );
    expect((await backtest({ text: otherwise })).differences).toMatchObject([
      { kind: 'action', step: 'tell', was: 'notify.send', would: 'task.create' },
    ]);
  });

  test('steps that are added or dropped at the end are told', async () => {
    const one = '  - { id: one, do: task.create, with: { title: One } }\n';
    const two = '  - { id: two, do: task.create, with: { title: Two } }\n';
    const { lead, backtest } = await createTrialsWorld(workflowOf(one));
    await lead(1);
    const more = await createTrialsWorld(workflowOf(one + two));
    await more.lead(1);

    expect((await backtest({ text: workflowOf(one + two) })).differences).toMatchObject([
      { kind: 'route', step: 'two', was: 'nothing more', would: 'two' },
      { kind: 'action', step: 'two', was: 'not done', would: 'task.create' },
    ]);
    expect((await more.backtest({ text: workflowOf(one) })).differences).toMatchObject([
      { kind: 'route', step: 'two', was: 'two', would: 'nothing more' },
      { kind: 'action', step: 'two', was: 'task.create', would: 'not done' },
    ]);
  });
});
