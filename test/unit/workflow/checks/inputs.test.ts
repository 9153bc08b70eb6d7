import { describe, expect, test } from 'vitest';
import { issuesOf, issuesOfSteps, testCatalogue } from './checked.ts';

/** Issues of the input of one action; pointers begin behind `with`. */
function issuesOfInput(action: string, input: string, more = ''): string[] {
  return issuesOfSteps(`- { id: act, do: ${action}, with: ${input}${more} }`).map((issue) =>
    issue.replace(/\/steps\/0\/with/, '').replace(/ +/g, ' '),
  );
}

describe('inputs of their type', () => {
  test.each([
    ['http.call', '{ method: POST, url: "https://example.com/{{ event.contact_id }}", accept: [404] }'],
    ['http.call', '{ url: https://example.com, auth: { bearer: api_key }, query: { a: 1, b: "{{ event.total }}" } }'],
    ['http.call', '{ url: https://example.com, auth: { basic: { user: ann, password: api_key } }, sign: api_key }'],
    ['http.call', '{ url: https://example.com, auth: { header: { name: X-Key, value: api_key } }, headers: { a: b } }'],
    ['http.call', '{ url: https://example.com, body: { list: ["{{ event.total }}", 1], deep: { x: true } } }'],
    ['http.call', '{ url: https://example.com, body: "{{ event.lines }}", headers: "{{ event.more }}" }'],
    [
      'contact.update',
      '{ set: { renewal_date: "2026-12-24", first_name: "{{ event.contact_id }}", birthday: "{{ event.day }}" } }',
    ],
    [
      'contact.update',
      '{ set: { tags: [a, "{{ event.contact_id }}"], last_name: "{{ event.total }}" }, unset: [phone] }',
    ],
    ['contact.tag', '{ add: "{{ contact.tags }}", remove: [a] }'],
    ['contact.tag', '{ add: "{{ event.extra }}" }'],
    ['contact.assign', '{ to: sales }'],
    ['contact.assign', '{ to: ann@example.com }'],
    ['contact.assign', '{ to: "{{ contact.assigned_to }}" }'],
    ['task.create', '{ title: Call, due_in: 4 hours }'],
    ['ticket.create', '{ subject: Help, priority: high }'],
    ['ticket.create', '{ subject: Help, priority: "{{ event.contact_id }}" }'],
    ['event.put', '{ event: order.updated, data: { contact_id: "{{ contact.id }}", total: 5 } }'],
    ['event.put', '{ event: order.updated, data: "{{ event.more }}" }'],
    [
      'event.put',
      '{ event: order.placed, data: { contact_id: a, total: 1, paid: true, at: "{{ now }}", day: "2026-01-01", opens: "09:00", lines: [{ sku: A, quantity: 1, tags: [] }], extra: [1, { a: "{{ event.total }}" }], more: { a: { b: 1 } } } }',
    ],
    [
      'acme.do',
      '{ count: 1, flag: true, when: "{{ now }}", code: plain, team: sales, segment: renewing, workflow: win-back }',
    ],
    ['acme.do', '{ count: "{{ event.total }}", flag: "{{ event.paid }}", when: "2026-03-02T09:00:00Z" }'],
  ])('%s %s', (action, input) => {
    expect(issuesOfInput(action, input)).toEqual([]);
  });
});

describe('inputs that do not fit', () => {
  test.each([
    [
      'http.call',
      '{ ulr: https://example.com }',
      [
        'SB436 /ulr There is no input "ulr" here. Did you mean "url"?',
        'SB437 The input "url" is missing. Address, https unless the deployment allows http.',
      ],
    ],
    ['http.call', '{ url: 5 }', ['SB438 /url 5 does not fit: this must be text.']],
    [
      'http.call',
      '{ url: a, method: PSOT }',
      [
        'SB439 /method "PSOT" does not fit: this must be one of GET, HEAD, POST, PUT, PATCH, DELETE. Did you mean "POST"?',
      ],
    ],
    [
      'http.call',
      '{ url: a, method: FETCH }',
      ['SB438 /method "FETCH" does not fit: this must be one of GET, HEAD, POST, PUT, PATCH, DELETE.'],
    ],
    ['http.call', '{ url: a, accept: ["404"] }', ['SB438 /accept/0 "404" does not fit: this must be a number.']],
    ['http.call', '{ url: a, accept: 404 }', ['SB438 /accept This must be a list: [a, b]']],
    ['http.call', '{ url: a, accept: "{{ event.total }}" }', ['SB438 /accept This must be a list: [a, b]']],
    [
      'http.call',
      '{ url: a, accept: "{{ event.lins }}" }',
      ['SB412 /accept event has no field "lins". Did you mean "lines"?'],
    ],
    ['http.call', '{ url: a, headers: x }', ['SB438 /headers This must be a map: { name: value }']],
    ['http.call', '{ url: a, headers: { x: [1] } }', ['SB438 /headers/x This is a list, and must be text']],
    ['http.call', '{ url: a, auth: api_key }', ['SB438 /auth This must be a map of bearer, basic, header']],
    [
      'http.call',
      '{ url: a, auth: { bearer: api_kye } }',
      ['SB434 /auth/bearer There is no secret "api_kye". Did you mean "api_key"?'],
    ],
    [
      'http.call',
      '{ url: a, auth: { bearer: sk-live-51H8xN2Zq } }',
      [
        'SB434 /auth/bearer A definition holds names of secrets, never their values. Store the value as a secret, and declare its name in catalogue.yaml',
      ],
    ],
    [
      'http.call',
      '{ url: a, auth: { bearer: "{{ event.contact_id }}" } }',
      ['SB440 /auth/bearer The name of a secret is written down, not referred to, so that it can be checked'],
    ],
    ['http.call', '{ url: a, auth: { bearer: 5 } }', ['SB438 /auth/bearer This must be the name of a secret, as text']],
    [
      'http.call',
      '{ url: a, auth: { basic: { user: ann } } }',
      ['SB437 /auth/basic The input "password" is missing. Name of a secret.'],
    ],
    [
      'http.call',
      '{ url: a, auth: { header: { name: "{{ event.contact_id }}", value: api_key } } }',
      ['SB440 /auth/header/name This text is taken as it is: references in it mean nothing. Write it out'],
    ],
    [
      'http.call',
      '{ url: a, body: { deep: ["{{ event.totl }}"] } }',
      ['SB412 /body/deep/0 event has no field "totl". Did you mean "total"?'],
    ],
    [
      'email.send',
      '{ template: welcom }',
      ['SB435 /template There is no message template "welcom". Did you mean "welcome"?'],
    ],
    [
      'contact.update',
      '{ set: { frst_name: Ann } }',
      ['SB441 /set/frst_name There is no field "frst_name" of contact to set. Did you mean "first_name"?'],
    ],
    ['contact.update', '{ set: { id: other } }', ['SB441 /set/id There is no field "id" of contact to set.']],
    [
      'contact.update',
      '{ set: { renewal_date: tomorrow } }',
      ['SB438 /set/renewal_date "tomorrow" does not fit: this must be a date (2026-12-24).'],
    ],
    [
      'contact.update',
      '{ set: { renewal_date: "{{ now }}" } }',
      ['SB438 /set/renewal_date {{ now }} is a time, and this must be a date (2026-12-24)'],
    ],
    ['contact.update', '{ set: { tags: { a: b } } }', ['SB438 /set/tags {"a":"b"} does not fit: this must be a list.']],
    [
      'contact.update',
      '{ unset: [phon] }',
      ['SB441 /unset/0 There is no field of contact "phon". Did you mean "phone"?'],
    ],
    ['contact.assign', '{ to: salse }', ['SB428 /to There is no team "salse". Did you mean "sales"?']],
    ['contact.assign', '{ to: "{{ contact.x }}" }', ['SB412 /to contact has no field "x".']],
    ['task.create', '{ title: Call, due_in: 4h }', ['SB438 /due_in "4h" is no duration. Write 4 hours']],
    ['task.create', '{ title: Call, due_in: 4 }', ['SB438 /due_in This must be a duration: 4 hours']],
    [
      'task.create',
      '{ title: Call, due_in: "{{ event.total }}" }',
      ['SB440 /due_in A duration is written down, not referred to: 4 hours'],
    ],
    [
      'event.put',
      '{ event: order.updatd }',
      ['SB424 /event There is no event "order.updatd". Did you mean "order.updated"?'],
    ],
    [
      'event.put',
      '{ event: order.updatd, data: { a: 1 } }',
      ['SB424 /event There is no event "order.updatd". Did you mean "order.updated"?'],
    ],
    [
      'event.put',
      '{ event: order.updated, data: { contact_id: 5, totl: 1 } }',
      [
        'SB438 /data/contact_id 5 does not fit: this must be text.',
        'SB436 /data/totl There is no field "totl" here. Did you mean "total"?',
        'SB437 /data "total" is missing. Write a number',
      ],
    ],
    ['acme.do', '{ team: slaes }', ['SB428 /team There is no team "slaes". Did you mean "sales"?']],
    ['acme.do', '{ segment: renewin }', ['SB426 /segment There is no segment "renewin". Did you mean "renewing"?']],
    [
      'acme.do',
      '{ workflow: Win Back }',
      ['SB438 /workflow "Win Back" is no id of a workflow: write it in kebab-case'],
    ],
    [
      'acme.do',
      '{ code: "{{ event.total }}" }',
      ['SB440 /code This text is taken as it is: references in it mean nothing. Write it out'],
    ],
    [
      'acme.do',
      '{ count: "{{ event.contact_id }}" }',
      ['SB438 /count {{ event.contact_id }} is text, and this must be a number'],
    ],
  ])('%s %s', (action, input, issues) => {
    expect(issuesOfInput(action, input).toSorted()).toEqual([...issues].sort());
  });
});

test('of a record that the catalogue lacks, nothing can be set', () => {
  const catalogue = { ...testCatalogue(), records: new Map() };
  const text = `
workflow: test
trigger: { event: order.placed }
steps:
  - { id: act, do: contact.update, with: { set: { email: a }, unset: [email] } }
  - { id: tell, do: notify.send, with: { to: sales, text: "{{ contact.email }}" } }`;
  expect(issuesOf(text, catalogue).map((issue) => issue.slice(0, 5))).toEqual(['SB441', 'SB441', 'SB411']);
});

describe('returns', () => {
  test('types of the body, which each may be missing', () => {
    expect(issuesOfInput('http.call', '{ url: a }', ', returns: { score: number, lines: [{ sku: text }] }')).toEqual(
      [],
    );
  });

  test('SB442 words that are no types', () => {
    expect(issuesOfInput('http.call', '{ url: a }', ', returns: { score: numbr }')).toEqual([
      'SB442 /steps/0/returns/score There is no type "numbr". Did you mean "number"?',
    ]);
  });

  test('SB442 an action whose output is known', () => {
    expect(issuesOfInput('contact.tag', '{ add: [a] }', ', returns: { score: number }')).toEqual([
      'SB442 /steps/0/returns contact.tag returns what the catalogue says: steps.act.contact_id, tags. Remove returns',
    ]);
  });
});

describe('A2 gaps in messages', () => {
  const gap =
    "contact.first_name may be missing, and the message would have a gap. Give it a default: {{ contact.first_name | default: '…' }}";

  test('SB418 a field that may be missing needs a default in a message', () => {
    expect(issuesOfInput('email.send', '{ template: welcome, data: { name: "{{ contact.first_name }}" } }')).toEqual([
      `warning SB418 /data/name ${gap}`,
    ]);
    expect(
      issuesOfInput('email.send', '{ template: welcome, data: { name: "Dear {{ contact.first_name }}" } }'),
    ).toEqual([`warning SB418 /data/name ${gap}`]);
  });

  test.each(["{{ contact.first_name | default: 'there' }}", '{{ event.contact_id }}', '{{ contact.tags | size }}'])(
    '%s has no gap',
    (text) => {
      expect(issuesOfInput('email.send', `{ template: welcome, data: { name: "${text}" } }`)).toEqual([]);
    },
  );

  test('what only the team reads may have gaps', () => {
    expect(issuesOfInput('notify.send', '{ to: sales, text: "{{ contact.first_name }} is here" }')).toEqual([]);
  });

  test('the output of a step that may not have run may be missing', () => {
    const text = (last: string) => `
workflow: test
trigger: { event: order.placed }
audience: { consent: none }
steps:
  - { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ id: call, do: http.call, with: { url: a }, on_error: continue }] }] }
  - { id: mail, do: email.send, with: { template: welcome, data: { x: "{{ ${last} }}" } } }`;
    expect(issuesOf(text('steps.call.status'))).toHaveLength(1);
    expect(issuesOf(text('steps.call.error.code'))).toHaveLength(1);
    expect(issuesOf(text('steps.choose.route'))).toEqual([]);
  });
});
