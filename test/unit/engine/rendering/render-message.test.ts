import { describe, expect, test } from 'vitest';
import { type MessageFacts, renderMessage } from '../../../../lib/engine/rendering/render-message.ts';
import type { MessageTemplate } from '../../../../lib/workflow/messages/message-template.ts';

const template = (parts: Partial<MessageTemplate>): MessageTemplate => ({
  id: 'welcome',
  subject: 'Hi',
  text: 'Hello',
  merge: {},
  ...parts,
});
const facts = (given: Partial<MessageFacts> = {}): MessageFacts => ({
  data: {},
  contact: {},
  now: '2026-03-01T23:30:00Z',
  zone: 'Europe/Berlin',
  ...given,
});

describe('A2 merge tags', () => {
  const greeting = template({
    subject: 'Welcome, {{ data.first_name }}',
    text: 'Hello {{ data.first_name }} of {{ contact.company }}',
    merge: { 'data.first_name': 'there', 'contact.company': 'nowhere' },
  });

  test('are filled from the step’s data and the contact', () => {
    const rendered = renderMessage(greeting, facts({ data: { first_name: 'Ada' }, contact: { company: 'AE' } }));
    expect(rendered).toEqual({ subject: 'Welcome, Ada', text: 'Hello Ada of AE' });
  });

  test.each([[{}], [{ first_name: '' }], [{ first_name: null }], [{ first_name: [] }]])(
    'take their default where the field is %j',
    (data) => {
      expect(renderMessage(greeting, facts({ data })).text).toBe('Hello there of nowhere');
    },
  );

  test('lists stay lists, to be written line by line', () => {
    const cart = template({
      text: '{% for line in data.lines %}{{ line.quantity }} × {{ line.title }}\n{% else %}nothing{% endfor %}',
      merge: { 'data.lines': [] },
    });
    expect(renderMessage(cart, facts({ data: { lines: [{ quantity: 2, title: 'Tea' }] } })).text).toBe('2 × Tea\n');
    expect(renderMessage(cart, facts()).text).toBe('nothing');
  });

  test('dates follow the zone', () => {
    const dated = template({ text: "{{ now | date: '%d.%m.%Y' }} {{ now.clock }}" });
    expect(renderMessage(dated, facts()).text).toBe('02.03.2026 00:30');
  });
});

describe('A rendered message', () => {
  test('has its subject on one line, whatever a value holds', () => {
    const rendered = renderMessage(
      template({ subject: 'To {{ data.name }}' }),
      facts({ data: { name: 'a\r\nBcc: b' } }),
    );
    expect(rendered.subject).toBe('To a Bcc: b');
  });

  test('has escaped values in its HTML alone', () => {
    const both = template({ text: '{{ data.name }}', html: '<p title="{{ data.name }}">{{ data.name }}</p>' });
    expect(renderMessage(both, facts({ data: { name: '"><script>&' } }))).toMatchObject({
      text: '"><script>&',
      html: '<p title="&#34;&gt;&lt;script&gt;&amp;">&#34;&gt;&lt;script&gt;&amp;</p>',
    });
  });

  test('is refused when a value makes a link that runs something', () => {
    const linked = template({ html: '<a href="{{ data.url }}">x</a>' });
    expect(renderMessage(linked, facts({ data: { url: 'https://x/?a=1&b=2' } })).html).toBe(
      '<a href="https://x/?a=1&amp;b=2">x</a>',
    );
    expect(() => renderMessage(linked, facts({ data: { url: 'javascript:x' } }))).toThrow(
      expect.objectContaining({ code: 'unsafe_link', kind: 'invalid' }),
    );
  });

  test('is refused when a list stands in text, and the message is named', () => {
    expect(() => renderMessage(template({ text: 'x {{ data.l }}' }), facts({ data: { l: [1] } }))).toThrow(
      /text of the message "welcome".*a list cannot stand in text/,
    );
  });

  test('is refused when its loop never ends', () => {
    const endless = template({ text: '{% for i in (1..100000000) %}{{ i }}{% endfor %}' });
    expect(() => renderMessage(endless, facts())).toThrow(/limit exceeded/);
  });
});
