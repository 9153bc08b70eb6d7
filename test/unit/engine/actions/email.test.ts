import { describe, expect, test } from 'vitest';
import { createUnsubscribeLinks } from '../../../../lib/engine/actions/email/unsubscribe-links.ts';
import type { JsonObject } from '../../../../lib/workflow/json.ts';
import type { MessageTemplate } from '../../../../lib/workflow/messages/message-template.ts';
import { actionTask, actionWorld, failureOf } from './action-world.ts';

const ada = {
  id: 'contact-1',
  email: 'ada@example.com',
  first_name: 'Ada',
  work_email: 'ada@work.example',
  consents: ['marketing'],
};
const welcome: MessageTemplate = {
  id: 'welcome',
  subject: 'Welcome, {{ data.name }}',
  text: 'Hello {{ data.name }} of {{ contact.company }}',
  html: '<p>Hello {{ data.name }}</p>',
  merge: { 'data.name': 'there', 'contact.company': 'nowhere' },
};
const inline = { subject: 'Hi', text: 'Hello' };
const world = (given: Parameters<typeof actionWorld>[0] = {}) =>
  actionWorld({
    records: { contact: [ada] },
    messages: [welcome, { ...welcome, id: 'signed', from: 'Eve <eve@example.com>' }],
    ...given,
  });
const send = (input: JsonObject, more = {}) => actionTask('email.send', input, { consent: 'marketing', ...more });

describe('email.send', () => {
  test('A2 fills a template with the step’s data and the contact, and sends it to the contact', async () => {
    const { run, emails } = world();
    expect(
      await run(send({ template: 'welcome', data: { name: '{{ contact.first_name }}' } }, { reads: ['contact'] })),
    ).toEqual({
      message_id: 'mail-1',
      to: 'ada@example.com',
    });
    expect(emails).toEqual([
      {
        from: 'Shop <shop@example.com>',
        to: ['ada@example.com'],
        subject: 'Welcome, Ada',
        text: 'Hello Ada of nowhere',
        html: '<p>Hello Ada</p>',
        headers: {},
        key: 'run-1/act',
      },
    ]);
  });

  test('A2 writes a merge tag’s default where the field is empty', async () => {
    const { run, emails } = world();
    await run(send({ template: 'welcome' }));
    expect(emails[0]?.subject).toBe('Welcome, there');
  });

  test('A2 takes any field as the address', async () => {
    const { run, emails } = world();
    await run(send({ ...inline, to: '{{ contact.work_email }}' }, { reads: ['contact'] }));
    expect(emails[0]?.to).toEqual(['ada@work.example']);
  });

  test('A2 sends words of its own, HTML escaped', async () => {
    const { run, emails } = world({ records: { contact: [{ ...ada, first_name: '<b>Ada</b>' }] } });
    const html = '<p>{{ contact.first_name }}</p>';
    await run(
      send({ subject: 'Hi\n{{ contact.first_name }}', text: '{{ contact.first_name }}', html }, { reads: ['contact'] }),
    );
    expect(emails[0]).toMatchObject({
      subject: 'Hi <b>Ada</b>',
      text: '<b>Ada</b>',
      html: '<p>&lt;b&gt;Ada&lt;/b&gt;</p>',
    });
  });

  test.each<[string, JsonObject, string]>([
    ['the deployment’s', { template: 'welcome' }, 'Shop <shop@example.com>'],
    ['the template’s', { template: 'signed' }, 'Eve <eve@example.com>'],
    ['the step’s', { template: 'signed', from: 'ana@example.com' }, 'ana@example.com'],
  ])('is sent by %s', async (_name, input, from) => {
    const { run, emails } = world();
    await run(send(input));
    expect(emails[0]?.from).toBe(from);
  });

  test('names where answers go, and further headers', async () => {
    const { run, emails } = world({ settings: { replyTo: 'help@example.com' } });
    await run(send(inline, { step: 'a' }));
    await run(send({ ...inline, reply_to: 'sales@example.com', headers: { 'X-Campaign': 'spring' } }, { step: 'b' }));
    expect(emails.map(({ replyTo, headers }) => ({ replyTo, headers }))).toEqual([
      { replyTo: ['help@example.com'], headers: {} },
      { replyTo: ['sales@example.com'], headers: { 'X-Campaign': 'spring' } },
    ]);
  });

  test.each<[string, JsonObject, string]>([
    ['an unknown template', { template: 'nope' }, 'unknown_template: There is no message template "nope"'],
    ['neither template nor words', {}, 'bad_input: "act" has neither'],
    ['a subject without text', { subject: 'Hi' }, 'bad_input: "act" has neither'],
    ['a template and words', { template: 'welcome', text: 'x' }, 'bad_input: "act" has neither'],
    ['a template and a subject', { template: 'welcome', subject: 'x' }, 'bad_input: "act" has neither'],
    ['a template and HTML', { template: 'welcome', html: 'x' }, 'bad_input: "act" has neither'],
    ['HTML that runs something', { ...inline, html: '<a href="javascript:x">' }, 'unsafe_html'],
    ['two addresses', { ...inline, to: 'a@example.com, b@example.com' }, 'bad_address: What the mail should go to'],
    ['an address with a header in it', { ...inline, to: 'A\r\nBcc: x <a@example.com>' }, 'bad_address'],
    ['an address that is too long', { ...inline, to: `${'a'.repeat(320)}@example.com` }, 'bad_address'],
    ['a sender that is none', { ...inline, from: 'Shop' }, 'bad_address: The sender'],
    ['a place for answers that is none', { ...inline, reply_to: 'nobody' }, 'bad_address: reply_to'],
    ['a header that is not the step’s to set', { ...inline, headers: { Bcc: 'x@example.com' } }, 'bad_input'],
    ['a header of two lines', { ...inline, headers: { 'X-A': 'a\r\nBcc: x' } }, 'bad_input'],
  ])('refuses %s', async (_name, input, failure) => {
    const { run, emails, effects } = world();
    expect(await failureOf(run(send(input)))).toContain(`Signalbox.Permanent ${failure}`);
    expect([emails.length, effects.size]).toEqual([0, 0]);
  });

  test.each([[undefined], ['']])('fails when the contact’s address is %j', async (email) => {
    const contact = email === undefined ? { id: 'contact-1', consents: ['marketing'] } : { ...ada, email };
    const { run } = world({ records: { contact: [contact] } });
    expect(await failureOf(run(send(inline)))).toContain('Signalbox.Permanent no_address');
  });

  test('without a contact it needs an address of its own', async () => {
    const { run, emails } = world({ records: {} });
    await run(actionTask('email.send', { template: 'welcome', to: 'x@example.com' }, { consent: 'none' }));
    expect(emails[0]?.text).toBe('Hello there of nowhere');
  });
});

describe('List-Unsubscribe', () => {
  const unsubscribe = async ({ contact, consent }: { contact: string; consent: string }) => ({
    url: `https://example.com/u/${contact}/${consent}`,
    mailto: 'out@example.com',
  });

  test('P1 says where the contact withdraws the consent, with one click', async () => {
    const { run, emails } = world({ settings: { unsubscribe } });
    await run(send({ ...inline, headers: { 'X-A': 'b' } }));
    expect(emails[0]?.headers).toEqual({
      'X-A': 'b',
      'List-Unsubscribe': '<https://example.com/u/contact-1/marketing>, <mailto:out@example.com>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  test('with a mailbox alone it offers no click, with nothing it is left out', async () => {
    const mailbox = world({ settings: { unsubscribe: async () => ({ mailto: 'out@example.com' }) } });
    await mailbox.run(send(inline));
    expect(mailbox.emails[0]?.headers).toEqual({ 'List-Unsubscribe': '<mailto:out@example.com>' });
    const nothing = world({ settings: { unsubscribe: async () => ({}) } });
    await nothing.run(send(inline));
    expect(nothing.emails[0]?.headers).toEqual({});
  });

  test('is left out where no consent is needed, or nobody is known', async () => {
    const { run, emails } = world({ settings: { unsubscribe } });
    const { contact: _contact, ...nobody } = send(inline).run;
    const { consent: _consent, ...unasked } = send(inline, { step: 'b' });
    await run(send(inline, { consent: 'none' }));
    await run(unasked);
    await run(send({ ...inline, to: 'x@example.com' }, { consent: 'none', run: nobody, step: 'c' }));
    expect(emails.map(({ headers }) => headers)).toEqual([{}, {}, {}]);
  });
});

describe('links to unsubscribe', () => {
  const secrets = { get: async (name: string) => `value of ${name}` };
  const sign = (key: string, text: string) => `${key}/${JSON.stringify(text)}`;
  const url = 'https://shop.example.com/out?c={contact}&k={consent}&s={signature}';
  const who = { contact: 'ada & co $&', consent: 'marketing' };

  test('P1 name the contact and the consent, signed with the secret', async () => {
    const links = createUnsubscribeLinks(
      { link: { url, secret: 'key' }, mailto: 'out@example.com' },
      { secrets, sign },
    );
    const signature = encodeURIComponent('value of key/"ada & co $&\\nmarketing"');
    expect(await links(who)).toEqual({
      url: `https://shop.example.com/out?c=ada%20%26%20co%20%24%26&k=marketing&s=${signature}`,
      mailto: 'out@example.com',
    });
  });

  test('go without a mailbox, or without a page', async () => {
    const page = createUnsubscribeLinks({ link: { url, secret: 'key' } }, { secrets, sign });
    expect(Object.keys(await page(who))).toEqual(['url']);
    const mailbox = createUnsubscribeLinks({ mailto: 'out@example.com' }, { secrets, sign });
    expect(await mailbox(who)).toEqual({ mailto: 'out@example.com' });
  });
});
