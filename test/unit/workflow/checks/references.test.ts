import { describe, expect, test } from 'vitest';
import { issuesOf, issuesOfSteps } from './checked.ts';

/** Issues of one text that a step before `tell` may have prepared. */
function issuesOfText(text: string, before = ''): string[] {
  return issuesOfSteps(`${before}\n- { id: tell, do: notify.send, with: { to: sales, text: "${text}" } }`).map(
    (issue) => issue.replace(/\/steps\/\d+\/with\/text/, 'text'),
  );
}

describe('roots', () => {
  test.each([
    'event.contact_id',
    'contact.renewal_date',
    'run.id',
    'now',
    'now.date',
    'event.lines[0].sku',
    'event.extra.deeper',
    'event.extra[0]',
    "event.lines | map: 'sku' | join: ', '",
    'event.lines | first | json',
    'event.total | plus: 1 | round',
    "event.at | date: '%d.%m.%Y'",
    'event.state | default: contact.email',
    'event.state | default: 1',
    'event.state | default: true | upcase',
    "event.contact_id | split: '-' | last",
    'event.contact_id | size',
  ])('{{ %s }} can be read', (path) => {
    expect(issuesOfText(`{{ ${path} }}!`)).toEqual([]);
  });

  test.each([
    ['evnt.total', 'SB410 text A path cannot begin with "evnt". Did you mean "event"?'],
    ['zzz.total', 'SB410 text A path cannot begin with "zzz". There is now, event, contact, run, steps.'],
    ['event.totl', 'SB412 text event has no field "totl". Did you mean "total"?'],
    [
      'event.lines.sku',
      'SB413 text event.lines is a list: a path does not run through it. Name an item, event.lines[0], or use each.',
    ],
    ['event.total[0]', 'SB414 text event.total is a number, not a list: it has no items. Leave the index out.'],
    ['event.total.cents', 'SB414 text event.total is a number: it has no field "cents".'],
    ['now.hour', 'SB412 text now has no field "hour". There is date, clock, weekday.'],
    [
      'event.lines[0].tags.x',
      'SB413 text event.lines[0].tags is a list: a path does not run through it. Name an item, event.lines[0].tags[0], or use each.',
    ],
    [
      'lead.status',
      'SB411 text There is no "lead" in this workflow: the event order.placed starts it, which is about contact',
    ],
    [
      'received.total',
      'SB411 text "received" is the other event in the if of wait_for, goal and happened. Here read event',
    ],
    ['steps.tel.sent', 'SB415 text There is no step "tel". Did you mean "tell"?'],
    ['steps', 'SB415 text Behind steps stands the id of a step: steps.credit.status'],
    [
      'steps.tell.sent',
      'SB416 text "tell" cannot have run when a run comes to "tell". Read a step that comes before it',
    ],
    [
      "event.contact_id | join: ', '",
      'SB447 text The filter join takes a list, not text: event.contact_id cannot go through it',
    ],
    ['event.lines | upcase', 'SB447 text The filter upcase takes text, not a list: event.lines cannot go through it'],
    [
      'event.total | date: "%d"',
      'SB447 text The filter date takes a time or a date or text, not a number: event.total cannot go through it',
    ],
    [
      'event.lines',
      "SB423 text {{ event.lines }} is a list, and there is text around it. Join its items: {{ event.lines | join: ', ' }}",
    ],
    ['event.more', 'SB423 text {{ event.more }} is an object, and there is text around it. Name one of its fields'],
    ['event.state | default: event.stat', 'SB412 text event has no field "stat". Did you mean "state"?'],
  ])('{{ %s }} cannot', (path, issue) => {
    expect(issuesOfText(`{{ ${path.replaceAll('"', "'")} }}!`)).toEqual([issue]);
  });

  test('a reference alone keeps its type, and a list is no text', () => {
    expect(issuesOfText('{{ event.lines }}')).toEqual([
      'SB438 text {{ event.lines }} is a list, and this must be text',
    ]);
    expect(issuesOfText('{{ event.total }}')).toEqual([]);
  });

  test('a schedule has no event, and a date has the records of its field', () => {
    const text = (trigger: string, path: string) => `
workflow: test
trigger: ${trigger}
steps: [{ id: tell, do: notify.send, with: { to: sales, text: "{{ ${path} }}" } }]`;
    expect(issuesOf(text('{ schedule: rate(1 day) }', 'event.x'))).toEqual([
      'SB411 /steps/0/with/text There is no "event" in this workflow: a schedule starts it',
    ]);
    expect(issuesOf(text('{ schedule: rate(1 day) }', 'contact.email'))).toEqual([
      'SB411 /steps/0/with/text There is no "contact" in this workflow: a schedule starts it, which is about no record',
    ]);
    expect(issuesOf(text('{ date: contact.birthday }', 'appointment.title'))).toEqual([
      'SB411 /steps/0/with/text There is no "appointment" in this workflow: a date starts it, which is about contact',
    ]);
    expect(issuesOf(text('{ date: appointment.starts_at, before: 1 day }', 'contact.email'))).toEqual([]);
  });
});

describe('outputs of earlier steps', () => {
  const call =
    '- { id: call, do: http.call, with: { url: "https://example.com" }, returns: { score: number, tags: [text] }, on_error: continue }';

  test.each([
    ['steps.call.status', call],
    ['steps.call.body.score', call],
    ['steps.call.error.message', call],
    ['steps.test.variant', '- { id: test, experiment: [{ id: a, percent: 50 }, { id: b, percent: 50 }] }'],
    ['steps.choose.route', '- { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [] }] }'],
    ['steps.back.outcome', '- { id: back, wait_for: order.updated, timeout: 1 day }'],
    ['steps.back.received.total', '- { id: back, wait_for: order.updated, timeout: 1 day }'],
    [
      'steps.ask.edited.text',
      '- { id: ask, approve: Now?, by: [sales], edit: { text: Hello }, timeout: 1 day, on_timeout: [{ end: late }] }',
    ],
    [
      'steps.both.one.sent',
      '- { id: both, parallel: [{ id: one, then: [{ id: a, do: notify.send, with: { to: sales, text: x } }] }, { id: two, then: [{ id: b, wait: 1 day }] }] }',
    ],
    [
      'steps.all.results | size',
      '- { id: all, each: event.lines, then: [{ id: a, do: notify.send, with: { to: sales, text: x } }] }',
    ],
    [
      'steps.all.results[0].sent',
      '- { id: all, each: event.lines, then: [{ id: a, do: notify.send, with: { to: sales, text: x }, on_error: continue }] }',
    ],
    ['steps.ask.comment', '- { id: ask, approve: Now?, by: [sales], timeout: 1 day, on_timeout: [{ end: late }] }'],
    [
      'steps.all.results[0].whatever',
      '- { id: all, each: event.lines, then: [{ id: a, do: contact.tag }, { fail: too bad }] }',
    ],
  ])('{{ %s }}', (path, before) => {
    expect(issuesOfText(`{{ ${path} }}!`, before)).toEqual([]);
  });

  test.each([
    [
      'steps.tag.error.code',
      '- { id: tag, do: contact.tag }',
      'SB412 text steps.tag has no field "error". There is contact_id, tags.',
    ],
    [
      'steps.later.x',
      '- { id: later, wait: 1 day }',
      'SB412 text steps.later has no field "x". There is none to name.',
    ],
    [
      'steps.back.received.at',
      '- { id: back, wait_for: order.updated, timeout: 1 day }',
      'SB412 text steps.back.received has no field "at". There is contact_id, total.',
    ],
    [
      'steps.a.sent',
      '- { id: both, parallel: [{ id: one, then: [{ id: a, do: notify.send, with: { to: sales, text: x } }] }] }',
      'SB417 text "a" is inside "both": its output can be read only there. Read steps.both instead',
    ],
    [
      'steps.goto_first.x',
      '- { id: first, wait: 1 day }\n- { id: choose, routes: [{ id: a, if: { field: event.paid, is: true }, then: [{ goto: first, times: 2 }] }] }',
      'SB415 text There is no step "goto_first". There is first, choose, tell.',
    ],
  ])('{{ %s }} is not there', (path, before, issue) => {
    expect(issuesOfText(`{{ ${path} }}!`, before)).toEqual([issue]);
  });

  test('a step on another branch cannot have run', () => {
    const steps = `
- id: choose
  routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ id: a, do: notify.send, with: { to: sales, text: x } }] }]
  otherwise: [{ id: b, do: notify.send, with: { to: sales, text: "{{ steps.a.sent }}" } }]`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB416 /steps/0/otherwise/0/with/text "a" cannot have run when a run comes to "b". Read a step that comes before it',
    ]);
  });

  test('a step that a jump comes from may have run', () => {
    const steps = `
- { id: first, do: notify.send, with: { to: sales, text: "{{ steps.last.sent }}" } }
- { id: pause, wait: 1 day }
- { id: last, do: notify.send, with: { to: sales, text: "{{ steps.first.sent }}" } }
- { id: choose, routes: [{ id: again, if: { field: event.paid, is: true }, then: [{ goto: first, times: 2 }] }] }`;
    expect(issuesOfSteps(steps)).toEqual([]);
  });

  test('what an unreachable step would leave cannot be read', () => {
    const steps = `
- { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ goto: last }] }], otherwise: [{ goto: last }] }
- { id: lost, do: notify.send, with: { to: sales, text: x } }
- { id: last, do: notify.send, with: { to: sales, text: "{{ steps.lost.sent }}" } }`;
    expect(issuesOfSteps(steps)).toContain(
      'SB416 /steps/2/with/text "lost" cannot have run when a run comes to "last". Read a step that comes before it',
    );
  });

  test('where a run fails, the step that failed can be read', () => {
    const steps = `
- { id: call, do: http.call, with: { url: https://example.com }, on_error: [{ fail: "{{ steps.call.error.message }} {{ steps.call.eror.code }}" }] }
- { fail: "{{ steps.call.status }}" }`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB412 /steps/0/on_error/0/fail steps.call has no field "eror". Did you mean "error"?',
    ]);
  });

  test('outputs of an action that does not exist are not judged', () => {
    const steps = `
- { id: guess, do: acme.guess }
- { id: tell, do: notify.send, with: { to: sales, text: "{{ steps.guess.anything }}" } }
- { id: wait_long, wait_for: order.unknown, timeout: 1 day }
- { id: say, do: notify.send, with: { to: sales, text: "{{ steps.wait_long.received.x }}" } }`;
    expect(issuesOfSteps(steps).map((issue) => issue.slice(0, 5))).toEqual(['SB425', 'SB424']);
  });
});

describe('items of each', () => {
  const each = (list: string, text: string) => `
- id: all
  each: ${list}
  as: line
  then:
    - id: inner
      each: line.tags
      then: [{ id: tell, do: notify.send, with: { to: sales, text: "${text}" } }]`;

  test('the item, its index, and those around', () => {
    expect(issuesOfSteps(each('event.lines', '{{ line.sku }} {{ line_index }} {{ item }} {{ item_index }}'))).toEqual(
      [],
    );
  });

  test('an item has the fields of the list’s type', () => {
    expect(issuesOfSteps(each('event.lines', '{{ line.skew }}'))).toEqual([
      'SB412 /steps/0/then/0/then/0/with/text line has no field "skew". There is sku, quantity, tags.',
    ]);
  });

  test('outside there is no item', () => {
    expect(issuesOfSteps('- { id: tell, do: notify.send, with: { to: sales, text: "{{ line.sku }}" } }')).toEqual([
      'SB410 /steps/0/with/text A path cannot begin with "line". There is now, event, contact, run, steps.',
    ]);
  });

  test('SB421 each goes through a list', () => {
    expect(issuesOfSteps('- { id: all, each: event.total, then: [{ wait: 1 day }] }')).toEqual([
      'SB421 /steps/0/each This path leads to a number, and each goes through a list',
    ]);
    expect(issuesOfSteps('- { id: all, each: event.extra, then: [{ wait: 1 day }] }')).toEqual([]);
    expect(
      issuesOfSteps(
        '- { id: all, each: event.nothing, then: [{ id: a, do: notify.send, with: { to: sales, text: "{{ item.x }}" } }] }',
      ),
    ).toEqual([
      'SB412 /steps/0/each event has no field "nothing". There is contact_id, total, paid, at, day, opens, state, lines, extra, more.',
    ]);
  });
});

describe('paths and texts elsewhere', () => {
  test('SB422 a wait ends at a time or a date', () => {
    const wait = (path: string) => issuesOfSteps(`- { id: later, wait: { until: "{{ ${path} }}" } }`);
    expect([
      ...wait('event.at'),
      ...wait('event.day'),
      ...wait('event.extra'),
      ...wait('contact.renewal_date'),
    ]).toEqual([]);
    expect(wait('event.total')).toEqual([
      'SB422 /steps/0/wait/until This is a number, and a wait ends at a time or a date',
    ]);
    expect(wait('event.totl')).toEqual(['SB412 /steps/0/wait/until event has no field "totl". Did you mean "total"?']);
    expect(issuesOfSteps('- { id: later, wait: { until: "2026-12-24" } }')).toEqual([]);
  });

  test('SB422 a contact’s id is text', () => {
    const trigger = (path: string) => issuesOfSteps('- { wait: 1 day }', `{ event: order.placed, contact: ${path} }`);
    expect([...trigger('event.contact_id'), ...trigger('event.extra')]).toEqual([]);
    expect(trigger('event.total')).toEqual([
      'SB422 /trigger/contact This path leads to a number, and must lead to a text',
    ]);
  });

  test('SB422 a date trigger reads a date or a time', () => {
    const text = (path: string) => issuesOf(`workflow: test\ntrigger: { date: ${path} }\nsteps: [{ wait: 1 day }]`);
    expect([...text('contact.renewal_date'), ...text('appointment.starts_at')]).toEqual([]);
    expect(text('contact.email')).toEqual([
      'SB422 /trigger/date This path leads to text, and must lead to a date or a time',
    ]);
  });

  test('an approval’s texts', () => {
    const steps = `
- id: ask
  approve: "Send to {{ contact.frst_name }}?"
  by: [sales, ann@example.com, nobody]
  escalate_after: 1 hour
  escalate_to: [salse]
  show: "{{ event.x }}"
  edit: { text: "{{ event.y }}" }
  timeout: 1 day
  on_timeout: [{ end: late }]`;
    expect(issuesOfSteps(steps).map((issue) => issue.split(' ').slice(0, 2).join(' '))).toEqual([
      'SB412 /steps/0/approve',
      'SB428 /steps/0/by/2',
      'SB428 /steps/0/escalate_to/0',
      'SB412 /steps/0/show',
      'SB412 /steps/0/edit/text',
    ]);
  });
});

describe('names outside of conditions', () => {
  test('every one that is unknown is told, with the nearest', () => {
    const text = `
workflow: test
trigger: { event: order.place }
audience: { consent: none }
goal: { event: order.update }
steps:
  - { id: a, do: email.sent, with: { template: welcome } }
  - { id: b, wait_for: order.updatd, timeout: 1 day }
  - { id: c, wait: { business_hours: ofice } }
`;
    expect(issuesOf(text)).toEqual([
      'SB424 /trigger/event There is no event "order.place". Did you mean "order.placed"?',
      'SB424 /goal/event There is no event "order.update". Did you mean "order.updated"?',
      'SB425 /steps/0/do There is no action "email.sent". Did you mean "email.send"?',
      'SB424 /steps/1/wait_for There is no event "order.updatd". Did you mean "order.updated"?',
      'SB429 /steps/2/wait/business_hours There is no calendar "ofice". Did you mean "office"?',
    ]);
  });

  test('SB426 a segment', () => {
    expect(
      issuesOf('workflow: test\ntrigger: { schedule: rate(1 day), segment: renewin }\nsteps: [{ wait: 1 day }]'),
    ).toEqual(['SB426 /trigger/segment There is no segment "renewin". Did you mean "renewing"?']);
  });
});
