import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createApprovalLinkPages } from '../../../lib/api/approval-links.ts';
import { APPROVAL_STYLE } from '../../../lib/engine/approvals/approval-page.ts';
import type { Email } from '../../../lib/ports/email-sender.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { createApiWorld } from './api-world.ts';

const ASK = `workflow: ask
trigger: { event: lead.created }
audience: { consent: none, overlap: true }
steps:
  - id: review
    approve: "Take <b>{{ event.lead.source }}</b>?"
    by: [support, ana@example.com, bea@example.com]
    show: "Line one\\n<script>alert(1)</script>"
    edit: { title: 'Call "back"' }
    remind_after: 4 hours
    escalate_after: 8 hours
    escalate_to: [boss@example.com]
    timeout: 24 hours
    on_reject: [{ end: refused }]
    on_timeout: [{ end: late }]
  - { id: tell, do: notify.send, with: { to: dora@example.com, text: "{{ steps.review.edited.title }} by {{ steps.review.by }}" } }
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'R&D <Fair>', status: 'new' } };
const HOUR = 3_600_000;

/** A question that was just asked, and what a browser does with the links of its mails. */
async function ask() {
  const world = await createApiWorld({ ask: ASK });
  await world.call('POST', '/events', { event: 'lead.created', data: LEAD });
  await world.pass(1000);
  const mails = async (): Promise<readonly Email[]> =>
    (await world.outbox.list(1000)).flatMap((message) => (message.kind === 'email' ? [message.email] : [])).reverse();
  const linkOf = async (person: string): Promise<string> => {
    const mail = (await mails()).find(({ to }) => to.includes(person));
    return String(/http:\S+/.exec(mail?.text ?? '')?.[0]);
  };
  const get = async (link: string) => world.app.request(link);
  const post = async (link: string, fields: Record<string, string>) =>
    world.app.request(link, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1:4400' },
    });
  const run = async () => (await world.call('GET', '/runs?workflow=ask')).body.items[0];
  return { ...world, mails, linkOf, get, post, run };
}

describe('F4 a link in a mail', () => {
  test('goes to each person who is asked, members of teams included, each with one of their own', async () => {
    const { mails, linkOf } = await ask();
    expect((await mails()).map(({ to }) => to)).toEqual([
      ['cid@example.com'],
      ['Ana@example.com'],
      ['bea@example.com'],
    ]);
    expect(await linkOf('bea@example.com')).not.toBe(await linkOf('Ana@example.com'));
    for (const { text } of await mails()) expect(text.split('http:')[1]).not.toContain('example.com');
  });

  test('shows the question, what there is to see, and the texts, without letting any of it be markup', async () => {
    const { linkOf, get } = await ask();
    const page = await get(await linkOf('bea@example.com'));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('<h1>Take &lt;b&gt;R&amp;D &lt;Fair&gt;&lt;/b&gt;?</h1>');
    expect(html).toContain('Line one\n&lt;script&gt;');
    expect(html).toContain('Call &#34;back&#34;</textarea>');
    expect(html).toContain('You decide as bea@example.com, until 2026-03-03 09:00 UTC');
    expect(html).toContain('<html lang="en">');
    for (const id of html.matchAll(/<textarea id="([^"]+)"/g)) expect(html).toContain(`<label for="${id[1]}">`);
    expect(html).not.toContain('<script>');
  });

  test('lets the browser load, run, frame, keep and pass on nothing', async () => {
    const { linkOf, get } = await ask();
    const { headers } = await get(await linkOf('bea@example.com'));
    const hash = createHash('sha256').update(APPROVAL_STYLE).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('changes nothing when it is opened, however often: mail scanners do', async () => {
    const { linkOf, get, run } = await ask();
    const link = await linkOf('bea@example.com');
    for (let times = 0; times < 20; times += 1) expect((await get(link)).status).toBe(200);
    expect((await run()).status).toBe('waiting');
  });

  test('decides as its person when it is posted to, with the comment and the texts as edited', async () => {
    const { linkOf, post, pass, run, call, mails } = await ask();
    const fields = { decision: 'approved', comment: ' good ', 'edit.title': 'Call\r\nnow' };
    const done = await post(await linkOf('Ana@example.com'), fields);
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('Thank you. You approved it.');
    await pass(1000);
    expect((await run()).status).toBe('succeeded');
    const { items } = (await call('GET', '/approvals?status=decided')).body;
    expect(items[0].decision).toEqual({
      decision: 'approved',
      by: 'Ana@example.com',
      comment: 'good',
      edited: { title: 'Call\nnow' },
    });
    expect((await mails()).at(-1)).toMatchObject({ to: ['dora@example.com'], text: 'Call\nnow by Ana@example.com' });
  });

  test('rejects, without a comment', async () => {
    const { linkOf, post, pass, run } = await ask();
    const done = await post(await linkOf('bea@example.com'), { decision: 'rejected', comment: '' });
    expect(await done.text()).toContain('Thank you. You rejected it.');
    await pass(1000);
    expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'refused' });
  });

  test('works once: whoever comes second is told who decided', async () => {
    const { linkOf, get, post } = await ask();
    const [ana, bea] = [await linkOf('Ana@example.com'), await linkOf('bea@example.com')];
    await post(ana, { decision: 'approved' });
    for (const answer of [await get(ana), await get(bea), await post(ana, { decision: 'rejected' })]) {
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain('answered before: approved by Ana@example.com');
    }
  });

  test('is gone when the time is over', async () => {
    const { linkOf, get, post, pass, run } = await ask();
    const link = await linkOf('bea@example.com');
    await pass(25 * HOUR);
    expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'late' });
    expect((await get(link)).status).toBe(410);
    expect((await post(link, { decision: 'approved' })).status).toBe(410);
  });

  test('that was changed, or is of another deployment, leads nowhere', async () => {
    const { linkOf, get, post } = await ask();
    const link = await linkOf('bea@example.com');
    const secret = String(link.split('/').at(-1));
    const [id, who, seconds, signature] = secret.split('.');
    const other = createEngineWorld().links;
    const forged = [
      `${id}.${who}.${Number(seconds) + 1}.${signature}`,
      `${id}.${'0'.repeat(24)}.${seconds}.${signature}`,
      `${id}.${who}.${seconds}`,
      `${secret}x`,
      'nothing',
      await other.make({ id: String(id), timesOutAt: '2031-01-01T00:00:00.000Z' }, 'bea@example.com'),
    ];
    for (const one of forged) {
      const base = link.slice(0, -secret.length);
      expect((await get(`${base}${one}`)).status).toBe(404);
      expect((await post(`${base}${one}`, { decision: 'approved' })).status).toBe(404);
    }
  });

  test('takes no answer that the form cannot give', async () => {
    const { linkOf, post, run } = await ask();
    const link = await linkOf('bea@example.com');
    for (const fields of [{}, { decision: 'maybe' }, { decision: 'approved', comment: 'x'.repeat(2001) }]) {
      expect((await post(link, fields)).status).toBe(400);
    }
    expect((await post(link, { decision: 'approved', 'edit.body': 'x' })).status).toBe(400);
    expect((await run()).status).toBe('waiting');
  });

  test('says nothing of what went wrong with us, and tells those who can mend it', async () => {
    const world = createEngineWorld();
    const failures: unknown[] = [];
    const links = { read: () => Promise.reject(new Error('no key')) };
    const pages = createApprovalLinkPages({ ...world, links, onFailure: (error) => failures.push(error) });
    const answer = await pages.request('/anything');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('no key');
    expect(failures).toEqual([new Error('no key')]);
  });
});

describe('F4 on virtual time', () => {
  test('who has not answered is reminded after 4 hours, and after 8 it is escalated, once each', async () => {
    const { pass, mails, timeline } = await ask();
    const asked = (await mails()).length;
    await pass(4 * HOUR - 2000);
    expect(await mails()).toHaveLength(asked);
    await pass(4 * HOUR);
    expect((await mails()).slice(asked).map(({ to, subject }) => [to[0], subject])).toEqual([
      ['cid@example.com', 'Reminder, please decide: Review'],
      ['Ana@example.com', 'Reminder, please decide: Review'],
      ['bea@example.com', 'Reminder, please decide: Review'],
    ]);
    await pass(4 * HOUR);
    const [escalation, ...more] = (await mails()).slice(asked + 3);
    expect(escalation).toMatchObject({
      to: ['boss@example.com'],
      subject: 'Escalated to you, please decide: Review',
    });
    expect(more).toEqual([]);
    expect(timeline.now()).toBe(Date.parse('2026-03-02T17:00:00Z'));
  });

  test('the person it was escalated to may decide', async () => {
    const { pass, linkOf, post, run } = await ask();
    await pass(9 * HOUR);
    expect((await post(await linkOf('boss@example.com'), { decision: 'approved' })).status).toBe(200);
    await pass(1000);
    expect((await run()).status).toBe('succeeded');
  });

  test('nobody is reminded of what is decided', async () => {
    const { pass, linkOf, post, mails } = await ask();
    await post(await linkOf('bea@example.com'), { decision: 'rejected' });
    const before = (await mails()).length;
    await pass(20 * HOUR);
    expect(await mails()).toHaveLength(before);
  });
});
