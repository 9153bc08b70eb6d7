import { describe, expect, test } from 'vitest';
import { createApprovalLinks } from '../../../lib/engine/approvals/approval-links.ts';
import { renderAnswered, renderQuestion, renderRefusal } from '../../../lib/engine/approvals/approval-page.ts';
import { peopleOf } from '../../../lib/engine/approvals/asked-people.ts';
import { createTellApprovers, type TellApproversDeps } from '../../../lib/engine/approvals/tell-approvers.ts';
import { createDecideByLink } from '../../../lib/engine/decide-by-link.ts';
import { createFireTimer, parseTimerTask } from '../../../lib/engine/fire-timer.ts';
import { createOpenApprovalLink } from '../../../lib/engine/open-approval-link.ts';
import { createRequestApproval } from '../../../lib/engine/request-approval.ts';
import { fault, invalid, transient } from '../../../lib/errors/app-error.ts';
import type { Email } from '../../../lib/ports/email-sender.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeApproval } from '../../support/make-approval.ts';
import { factsOf, makeApprove } from '../../support/make-task.ts';
import { startRunIn } from '../../support/started-run.ts';

const teams = new Map([['support', ['ana@example.com', 'bea@example.com']]]);
const timed = { remind_after_seconds: 3600, escalate_after_seconds: 7200, escalate_to: ['boss@example.com'] };

async function ask(overrides: Parameters<typeof makeApprove>[1] = timed) {
  const world = createEngineWorld({ teams });
  const run = await startRunIn(world);
  const task = makeApprove(factsOf(run), overrides);
  return { world, task, approval: await createRequestApproval(world)(task) };
}

const receivers = ({ mails }: EngineWorld) => mails.map(({ to }) => to[0]);

describe('F4 who is asked', () => {
  test('is each person once, members of teams included, whatever the case', () => {
    const people = peopleOf(['support', 'ANA@example.com', 'cid@example.com'], teams);
    expect(people).toEqual(['ana@example.com', 'bea@example.com', 'cid@example.com']);
  });

  test('is told with the question, what there is to see, and a link', async () => {
    const { world } = await ask({ question: 'Send\n<this>?', show: 'a & b', name: 'Re\nview' });
    const [mail] = world.mails;
    expect(receivers(world)).toEqual(['ana@example.com', 'bea@example.com']);
    expect(mail).toMatchObject({
      from: world.from,
      subject: 'Please decide: Re view',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    expect(mail?.text).toContain(
      'Send\n<this>?\n\na & b\n\nDecide here: https://signalbox.example.com/approvals/by-link/',
    );
    expect(mail?.text).toContain('until 2026-03-02 10:00 UTC');
    expect(mail?.html).toContain('<strong>Send<br>&lt;this&gt;?</strong>');
    expect(mail?.html).toContain('<blockquote>a &amp; b</blockquote>');
    expect(mail?.key).not.toContain('ana@');
  });

  test('is told once, however often the task is tried; a question that is put anew is told anew', async () => {
    const { world, task } = await ask();
    await createRequestApproval(world)({ ...task, token: 'token-2' });
    expect(world.mails).toHaveLength(2);
    await createRequestApproval(world)({ ...task, now: '2026-03-04T10:00:00.000Z' });
    expect(world.mails).toHaveLength(4);
  });

  test('is told the command where the deployment has no address', async () => {
    const world = createEngineWorld({ teams });
    const approval = makeApproval({ show: '' });
    await telling(world, { publicUrl: () => undefined })({ approval, notice: 'request', occasion: 'a' });
    expect(world.mails[0]?.text).toContain(`signalbox approval approve ${approval.id}`);
    expect(world.mails[0]?.html).not.toContain('<a ');
    expect(world.mails[0]?.html).not.toContain('<blockquote>');
  });

  test('is told nothing where the deployment sends no mails', async () => {
    const world = createEngineWorld({ teams });
    await telling(world, { from: '' })({ approval: makeApproval(), notice: 'request', occasion: 'a' });
    expect(world.mails).toEqual([]);
  });
});

function telling(world: EngineWorld, overrides: Partial<TellApproversDeps>) {
  return createTellApprovers({ ...world, ...overrides });
}

describe('F4 a mail that cannot be sent', () => {
  const refused = invalid({ code: 'bad_address', message: 'no such mailbox', resolution: 'Correct it.' });
  const failing = (world: EngineWorld, errors: Readonly<Record<string, Error>>) =>
    telling(world, {
      email: {
        send: (mail: Email) => {
          const error = errors[String(mail.to[0])];
          return error === undefined ? world.email.send(mail) : Promise.reject(error);
        },
      },
    });
  const request = { approval: makeApproval(), notice: 'request', occasion: 'a' } as const;

  test('does not keep the others from being told', async () => {
    const world = createEngineWorld({ teams });
    await failing(world, { 'ana@example.com': refused })(request);
    expect(receivers(world)).toEqual(['bea@example.com']);
  });

  test('to anyone at all is an error', async () => {
    const world = createEngineWorld({ teams });
    const tell = failing(world, { 'ana@example.com': refused, 'bea@example.com': refused });
    await expect(tell(request)).rejects.toBe(refused);
  });

  test('for now is tried again, for those alone who were not told', async () => {
    const world = createEngineWorld({ teams });
    const busy = transient({ code: 'busy', message: 'later' });
    await expect(failing(world, { 'ana@example.com': busy })(request)).rejects.toBe(busy);
    await expect(failing(world, { 'ana@example.com': new Error('reset') })(request)).rejects.toThrow('reset');
    await world.tell(request);
    expect(receivers(world)).toEqual(['bea@example.com', 'ana@example.com']);
  });
});

describe('F4 timers', () => {
  test('are set for the reminder and the escalation', async () => {
    const { world, approval } = await ask();
    expect([...world.scheduler.timers.values()]).toEqual([
      {
        id: `remind ${approval.id}`,
        at: approval.remindAt,
        task: { kind: 'approval-reminder', approval: approval.id },
      },
      {
        id: `escalate ${approval.id}`,
        at: approval.escalateAt,
        task: { kind: 'approval-escalation', approval: approval.id },
      },
    ]);
  });

  test('remind those who are asked, once, however often they fire', async () => {
    const { world, approval } = await ask();
    world.clock.advance(3600);
    const fire = () => createFireTimer(world)({ kind: 'approval-reminder', approval: approval.id });
    await fire();
    await fire();
    expect(receivers(world).slice(2)).toEqual(['ana@example.com', 'bea@example.com']);
    expect(world.mails.at(-1)?.subject).toBe('Reminder, please decide: Review');
  });

  test('that come after the escalation remind all', async () => {
    const { world, approval } = await ask({ ...timed, remind_after_seconds: 10_000 });
    world.clock.advance(10_000);
    await createFireTimer(world)({ kind: 'approval-reminder', approval: approval.id });
    expect(receivers(world).slice(2)).toEqual(['ana@example.com', 'bea@example.com', 'boss@example.com']);
  });

  test('escalate to those named for it', async () => {
    const { world, approval } = await ask();
    await createFireTimer(world)({ kind: 'approval-escalation', approval: approval.id });
    expect(receivers(world).slice(2)).toEqual(['boss@example.com']);
    expect(world.mails.at(-1)?.text).toContain('Nobody has decided yet');
  });

  test('without anyone to escalate to tell nobody', async () => {
    const { world, approval } = await ask({});
    await createFireTimer(world)({ kind: 'approval-escalation', approval: approval.id });
    expect(world.mails).toHaveLength(2);
  });

  test('do nothing once it is answered, late, or forgotten', async () => {
    const { world, approval } = await ask();
    const fire = createFireTimer(world);
    await fire({ kind: 'approval-reminder', approval: 'unknown' });
    world.clock.advance(86_400);
    await fire({ kind: 'approval-reminder', approval: approval.id });
    world.clock.set('2026-03-01T10:00:05.000Z');
    await world.approvals.replace({ ...approval, status: 'decided' }, 'open');
    await fire({ kind: 'approval-escalation', approval: approval.id });
    await fire({ kind: 'release-hold', workflow: 'unknown', key: 'unknown' });
    expect(world.mails).toHaveLength(2);
  });

  test('are read from what they sent, and nothing else is', () => {
    for (const task of [
      { kind: 'approval-reminder', approval: 'a' },
      { kind: 'release-hold', workflow: 'w', key: 'k' },
    ]) {
      expect(parseTimerTask(task)).toEqual(task);
    }
    expect(() => parseTimerTask({ kind: 'other' })).toThrow(
      expect.objectContaining({ code: 'SB637', kind: 'invalid' }),
    );
  });
});

describe('F4 a link', () => {
  test('leads its person to the question, and to nobody else’s', async () => {
    const { world, approval } = await ask();
    const open = createOpenApprovalLink(world);
    const secret = await world.links.make(approval, 'Bea@example.com');
    expect(await open(secret)).toEqual({ approval, person: 'bea@example.com' });
    const foreign = await world.links.make(approval, 'eve@example.com');
    await expect(open(foreign)).rejects.toMatchObject({ code: 'SB634', kind: 'forbidden' });
  });

  test('of an earlier time-out is over with it', async () => {
    const { world, approval } = await ask();
    const secret = await world.links.make({ ...approval, timesOutAt: '2026-03-01T11:00:00.000Z' }, 'bea@example.com');
    world.clock.advance(7200);
    await expect(createOpenApprovalLink(world)(secret)).rejects.toMatchObject({ code: 'SB633', kind: 'gone' });
  });

  test('to what was forgotten leads nowhere', async () => {
    const { world, approval } = await ask();
    const secret = await world.links.make({ ...approval, id: 'forgotten' }, 'bea@example.com');
    await expect(createOpenApprovalLink(world)(secret)).rejects.toMatchObject({ code: 'SB636', kind: 'not-found' });
  });

  test('answers as its person', async () => {
    const { world, approval } = await ask();
    const secret = await world.links.make(approval, 'bea@example.com');
    const decided = await createDecideByLink(world)({ secret, decision: 'rejected', comment: 'no' });
    expect(decided.decision).toEqual({ decision: 'rejected', by: 'bea@example.com', comment: 'no' });
  });

  test('is worth nothing with another key', async () => {
    const { world, approval } = await ask();
    const other = createApprovalLinks({
      ...world,
      sign: (key, text) => `${key}${text.length}`,
      linkKey: async () => 'k',
    });
    const secret = await other.make(approval, 'bea@example.com');
    expect(await world.links.read(secret)).toBeUndefined();
  });
});

describe('the page behind a link', () => {
  test('keeps a text as it is, a leading line break included', () => {
    const html = renderQuestion(makeApproval({ edit: { text: '\nHello' } }), 'ana@example.com');
    expect(html).toContain('rows="6">\n\nHello</textarea>');
    expect(html).not.toContain('class="shown"');
  });

  test('thanks, whatever was decided', () => {
    const by = 'ana@example.com';
    expect(renderAnswered(makeApproval({ decision: { decision: 'rejected', by } }))).toContain('You rejected it.');
    expect(renderAnswered(makeApproval({ decision: { decision: 'approved', by } }))).toContain('You approved it.');
  });

  test('says what people can do about a refusal, and nothing of faults', () => {
    expect(renderRefusal(invalid({ code: 'a', message: '<b>', resolution: 'Mend it.' }))).toContain('<p>Mend it.</p>');
    expect(renderRefusal(transient({ code: 'a', message: 'Later.' }))).toContain('<p>Later.</p>');
    for (const error of [fault({ code: 'a', message: 'secret' }), new Error('secret'), 'secret']) {
      expect(renderRefusal(error)).not.toContain('secret');
    }
  });
});
