import { describe, expect, test } from 'vitest';
import { checkOperator } from '../../../../lib/workflow/checks/conditions/check-operator.ts';
import { issuesOf, issuesOfCondition, issuesOfSteps } from './checked.ts';

describe('C3 operators on fields of their type', () => {
  test.each([
    '{ field: event.contact_id, is: ann }',
    '{ field: event.paid, is: true }',
    '{ field: event.at, is: "2026-03-02T09:00:00Z" }',
    '{ field: event.contact_id, in: [ann, "{{ contact.first_name }}"] }',
    '{ field: event.contact_id, contains_any: [a, b], ignore_case: true }',
    '{ field: contact.tags, contains: VIP }',
    '{ field: contact.tags, contains_none: ["{{ event.contact_id }}"] }',
    '{ field: event.contact_id, starts_with: "{{ contact.email }}" }',
    '{ field: event.contact_id, matches: "^a+[0-9]{2,}@example" }',
    '{ field: event.contact_id, matches: "^order" }',
    '{ field: event.contact_id, matches: "^.*a.*$" }',
    '{ field: event.total, at_least: 5 }',
    '{ field: event.total, below: "{{ contact.extra_unknown }}" }',
    '{ field: event.total, between: [1, 5] }',
    '{ field: event.opens, between: ["22:00", "06:00"] }',
    '{ field: event.at, before: "{{ now }}" }',
    '{ field: event.at, after: "2026-03-02" }',
    '{ field: event.day, within_last: 3 days }',
    '{ field: event.lines, count: { at_least: 1 } }',
    '{ field: event.lines, count: { between: [1, "{{ event.total }}"] } }',
    '{ field: event.state, is_empty: true }',
    '{ field: event.extra, contains: 3 }',
    '{ field: "event.extra.deep[0].x", is: 3 }',
    '{ field: event.more.deep, is: 3 }',
    '{ field: "event.lines[0].sku", is: A }',
    '{ field: event.more, exists: true }',
    '{ field: now.weekday, in: [sat, sun] }',
    '{ field: now.clock, after: "18:00" }',
    '{ field: run.arm, is: treatment }',
    '{ any: [{ field: event.paid, is: true }, { not: { field: event.total, above: 1 } }] }',
    '{ happened: order.updated, within_last: 2 days, if: { field: received.total, is: "{{ event.total }}" } }',
    '{ not_happened: order.updated }',
    '{ business_hours: office }',
  ])('%s', (condition) => {
    expect(issuesOfCondition(condition).filter((issue) => !issue.includes('extra_unknown'))).toEqual([]);
  });
});

describe('conditions that can never hold', () => {
  test.each([
    [
      '{ field: event.lines, is: 3 }',
      'SB419 if/is is never holds for event.lines: it is a list. Write contains, contains_any, contains_all, contains_none, exists, is_empty, count',
    ],
    [
      '{ field: event.more, is_empty: true }',
      'SB419 if/is_empty is_empty never holds for event.more: it is an object. Write exists',
    ],
    [
      '{ field: event.paid, below: 3 }',
      'SB419 if/below below never holds for event.paid: it is a boolean. Write is, is_not, in, not_in, exists',
    ],
    ['{ field: event.total, is: "700" }', 'SB420 if/is event.total is a number that is never "700". Write a number'],
    [
      '{ field: event.total, in: [700, "701"] }',
      'SB420 if/in/1 event.total is a number that is never "701". Write a number',
    ],
    [
      '{ field: run.arm, is: tretment }',
      'SB420 if/is run.arm is text that is never "tretment". Did you mean "treatment"?',
    ],
    [
      '{ field: run.arm, is: other }',
      'SB420 if/is run.arm is text that is never "other". Write one of control, treatment',
    ],
    [
      '{ field: contact.tags, contains: 3 }',
      'SB420 if/contains each of contact.tags is text that is never 3. Write text',
    ],
    [
      '{ field: event.contact_id, contains_any: [3] }',
      'SB420 if/contains_any/0 event.contact_id is text that is never 3. Write text',
    ],
    [
      '{ field: event.total, is: "{{ event.contact_id }}" }',
      'SB420 if/is {{ event.contact_id }} is text, and event.total is a number: they are never equal',
    ],
    [
      '{ field: event.lines, count: { is: "{{ event.contact_id }}" } }',
      'SB420 if/count/is {{ event.contact_id }} is text, and a count is a number: they are never equal',
    ],
    [
      '{ field: event.at, before: "{{ event.day }}" }',
      'SB420 if/before {{ event.day }} is a date, and event.at is a time: they are never equal',
    ],
    [
      '{ field: event.contact_id, matches: "(a+)+$" }',
      'SB445 if/matches "(a+)+$" can take for ever on some texts. Do not repeat what is repeated already, as in (a+)+, nor give two ways to read one text',
    ],
    [
      '{ field: event.contact_id, matches: "^(.*)(.*)(.*)x$" }',
      'SB445 if/matches "^(.*)(.*)(.*)x$" can take for ever on some texts. Do not repeat what is repeated already, as in (a+)+, nor give two ways to read one text',
    ],
    [
      '{ field: event.contact_id, matches: "(?i)a" }',
      'SB446 if/matches "(?i)a" means something else to Step Functions, which reads patterns as JavaScript does. Leave out what only RE2 knows, such as (?i), \\A, \\z, \\pL and [[:alpha:]]',
    ],
    [
      "{ field: event.contact_id, matches: '\\Aab' }",
      'SB446 if/matches "\\Aab" means something else to Step Functions, which reads patterns as JavaScript does. Leave out what only RE2 knows, such as (?i), \\A, \\z, \\pL and [[:alpha:]]',
    ],
    ['{ business_hours: offic }', 'SB429 if/business_hours There is no calendar "offic". Did you mean "office"?'],
    ['{ happened: order.place }', 'SB424 if/happened There is no event "order.place". Did you mean "order.placed"?'],
    ['{ happened: order.updated, since: chose }', 'SB444 if/since There is no step "chose". Did you mean "choose"?'],
    [
      '{ happened: order.updated, if: { not_happened: order.placed } }',
      'SB443 if/if/not_happened What happened cannot be asked about another event. Ask it in routes behind this',
    ],
    [
      '{ happened: order.updated, if: { field: received.at, exists: true } }',
      'SB412 if/if/field received has no field "at". There is contact_id, total.',
    ],
    [
      '[{ field: event.total, is: 1 }, { all: [{ field: event.totl, is: 1 }] }]',
      'SB412 if/1/all/0/field event has no field "totl". Did you mean "total"?',
    ],
  ])('%s', (condition, issue) => {
    expect(issuesOfCondition(condition)).toEqual([issue]);
  });
});

test('what cannot be read is told once, by the building of the graph', () => {
  expect(issuesOfCondition('{ field: event..total, is: 1 }').map((issue) => issue.slice(0, 5))).toEqual(['SB401']);
  expect(
    issuesOfCondition('{ field: event.total, is: "{{ event..total }}" }').map((issue) => issue.slice(0, 5)),
  ).toEqual(['SB402']);
});

test('what the structure refuses is passed over', () => {
  const findings = { error: expect.fail, warning: expect.fail };
  const used = {
    name: 'count',
    rule: { fields: [], compared: 'count' },
    value: 3,
    pointer: '',
    field: 'event.x',
    type: { type: 'any' },
  } as const;
  expect(() => checkOperator(used, () => expect.fail(), findings)).not.toThrow();
});

describe('places of conditions', () => {
  const rest = 'audience: { consent: none }\nsteps: [{ end: done }]';

  test('the trigger reads the event and the contact, not the run', () => {
    const trigger =
      '{ event: order.placed, if: [{ field: contact.tags, contains: VIP }, { field: run.arm, is: control }, { field: steps.a.b, is: 1 }] }';
    expect(issuesOf(`workflow: test\ntrigger: ${trigger}\n${rest}`)).toEqual([
      'SB411 /trigger/if/1/field "run" cannot be read here: before a run there is none. Read event or contact instead',
      'SB411 /trigger/if/2/field "steps" cannot be read here: before a run there is none. Read event or contact instead',
    ]);
  });

  test('the trigger does not ask for history', () => {
    const trigger = '{ event: order.placed, if: { happened: order.updated } }';
    expect(issuesOf(`workflow: test\ntrigger: ${trigger}\n${rest}`)).toEqual([
      'SB443 /trigger/if/happened What happened since the start cannot be asked before it. Ask it in routes',
    ]);
  });

  test('the goal reads the other event, and no steps', () => {
    const goal =
      '{ event: order.updated, if: [{ field: received.total, is: "{{ event.total }}" }, { field: steps.a.b, is: 1 }] }';
    expect(issuesOf(`workflow: test\ntrigger: { event: order.placed }\ngoal: ${goal}\n${rest}`)).toEqual([
      'SB411 /goal/if/1/field "steps" cannot be read here: the goal is judged outside of the run. Read event or contact instead',
    ]);
  });

  test('wait_for reads the other event and the run', () => {
    const steps = `
- { id: call, do: http.call, with: { url: https://example.com }, returns: { id: text } }
- { id: back, wait_for: order.updated, timeout: 1 day, if: { field: received.contact_id, is: "{{ steps.call.body.id }}" } }`;
    expect(issuesOfSteps(steps)).toEqual([]);
  });

  test('routes do not read the other event', () => {
    expect(issuesOfCondition('{ field: received.total, is: 1 }')).toEqual([
      'SB411 if/field "received" is the other event in the if of wait_for, goal and happened. Here read event',
    ]);
  });

  test('without a contact there is no history', () => {
    const steps = '- { id: choose, routes: [{ id: one, if: { happened: order.placed }, then: [] }] }';
    expect(issuesOfSteps(steps, '{ event: stock.low }')).toEqual([
      'SB315 /steps/0/routes/0/if/happened Only a contact has a history, and a run of this workflow has none. Use another condition',
    ]);
  });

  test('since an earlier step', () => {
    const steps = `
- { id: pause, wait: 1 day }
- { id: choose, routes: [{ id: one, if: { happened: order.placed, since: pause }, then: [] }] }`;
    expect(issuesOfSteps(steps)).toEqual([]);
  });

  test('since a step inside a branch is since nothing', () => {
    const steps = `
- id: both
  parallel: [{ id: one, then: [{ id: inner, wait: 1 day }] }]
- { id: choose, routes: [{ id: one, if: { happened: order.placed, since: inner }, then: [] }] }`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB417 /steps/1/routes/0/if/since "inner" is inside "both": its output can be read only there. Read steps.both instead',
    ]);
  });
});
