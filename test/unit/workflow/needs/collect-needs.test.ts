import { describe, expect, test } from 'vitest';
import type { InputField } from '../../../../lib/workflow/catalogue/catalogue.ts';
import type { Json } from '../../../../lib/workflow/json.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';
import { collectFieldNeeds, collectInputNeeds } from '../../../../lib/workflow/needs/collect-input-needs.ts';
import { collectNeeds } from '../../../../lib/workflow/needs/collect-needs.ts';
import { findMissing, needsOf } from '../../../../lib/workflow/needs/needs.ts';
import { teamCatalogue } from '../templates/team-catalogue.ts';

const catalogue = teamCatalogue();
const NO_NEEDS = needsOf(() => []);

function needsOfText(text: string, on = catalogue) {
  const { graph, issues } = loadWorkflow({ text, catalogue: on });
  if (graph === undefined) throw new Error(JSON.stringify(issues));
  return collectNeeds(graph, on);
}

const STEPS = 'steps: [{ wait: 1 hour }]\n';

describe('what a workflow needs', () => {
  test('of its trigger, audience and goal', () => {
    const needs = needsOfText(`workflow: a
trigger: { event: order.placed, if: { field: contact.plan, is: gold } }
audience: { consent: marketing }
goal: { event: order.paid, if: { field: received.total, above: 3 } }
${STEPS}`);

    expect(needs).toEqual({
      ...NO_NEEDS,
      events: ['order.paid', 'order.placed'],
      contact_fields: ['plan'],
      consents: ['marketing'],
    });
  });

  test('of a schedule or a date', () => {
    expect(
      needsOfText(`workflow: a\ntrigger: { schedule: "rate(1 day)", segment: lapsed }\n${STEPS}`).segments,
    ).toEqual(['lapsed']);
    expect(needsOfText(`workflow: a\ntrigger: { schedule: "rate(1 day)" }\n${STEPS}`)).toEqual(NO_NEEDS);
    expect(needsOfText(`workflow: a\ntrigger: { date: contact.renewal_date }\n${STEPS}`).contact_fields).toEqual([
      'renewal_date',
    ]);
  });

  test('no consent is no need', () => {
    const text = `workflow: a\ntrigger: { event: contact.created }\naudience: { consent: none }\n${STEPS}`;

    expect(needsOfText(text)).toEqual({ ...NO_NEEDS, events: ['contact.created'] });
  });

  test('of steps of every kind, in nested lists as well', () => {
    const needs = needsOfText(`workflow: a
trigger: { event: order.placed }
audience: { consent: marketing }
steps:
  - id: ask
    routes:
      - id: one
        if:
          - { any: [{ field: contact.seats, above: 3 }, { not: { business_hours: office } }] }
          - { happened: order.paid, if: { field: received.total, above: 3 } }
          - { expression: "contact.last_order > run.started_at" }
        then: [{ id: mail, do: email.send, with: { template: hello } }]
  - { id: office, wait: { until: "{{ contact.renewal_date }}", business_hours: office }, on_error: continue }
  - { id: paid, wait_for: order.paid, timeout: 1 day }
  - { id: test, experiment: [{ id: x, percent: 100 }] }
  - id: review
    approve: "Fine for {{ contact.company | default: contact.plan }}?"
    by: [sales, ana@example.com]
    escalate_after: 1 hour
    escalate_to: [leads]
    timeout: 1 day
    on_timeout: [{ end: late }]
  - id: both
    parallel:
      - { id: left, then: [{ id: bill, do: http.call, with: { url: https://erp.example.com, auth: { basic: { user: me, password: erp_key } } } }] }
      - { id: right, then: [{ id: give, do: contact.assign, with: { to: sales } }] }
  - { id: lines, each: event.lines, then: [{ id: put, do: event.put, with: { event: order.paid, data: { contact_id: c, total: 3 } } }] }
  - { id: again, wait: 1 day }
  - { goto: again, times: 2 }
`);

    expect(needs).toEqual({
      events: ['order.paid', 'order.placed'],
      contact_fields: ['company', 'last_order', 'plan', 'renewal_date', 'seats'],
      segments: [],
      consents: ['marketing'],
      teams: ['leads', 'sales'],
      calendars: ['office'],
      secrets: ['erp_key'],
      messages: ['hello'],
      actions: ['contact.assign', 'email.send', 'event.put', 'http.call'],
    });
  });

  test('a remark is no reference, whatever it says', () => {
    const text = `workflow: a\nnote: "Write {{ contact.plan"\ntrigger: { event: order.placed }\n${STEPS}`;

    expect(needsOfText(text).contact_fields).toEqual([]);
  });

  test('of an approval without escalation', () => {
    const needs = needsOfText(`workflow: a
trigger: { event: order.placed }
steps: [{ id: ok, approve: "Fine?", by: [sales], timeout: 1 day, on_timeout: [{ end: late }] }]
`);

    expect(needs.teams).toEqual(['sales']);
  });

  test('of an action that the catalogue does not have is at least the action', () => {
    const text =
      'workflow: a\ntrigger: { event: order.placed }\nsteps: [{ id: tag, do: contact.tag, with: { add: [a] } }]\n';
    const { graph } = loadWorkflow({ text, catalogue });
    if (graph === undefined) throw new Error('graph');

    expect(collectNeeds(graph, { ...catalogue, actions: new Map() }).actions).toEqual(['contact.tag']);
  });
});

describe('what inputs name', () => {
  const of = (value: Json, field: object) => collectInputNeeds(value, { description: '', ...field } as InputField);

  test.each<[string, Json, object, unknown[]]>([
    ['a segment', 'lapsed', { type: 'segment' }, [{ kind: 'segments', name: 'lapsed' }]],
    ['a team', 'sales', { type: 'team' }, [{ kind: 'teams', name: 'sales' }]],
    ['an address', 'a@example.com', { type: 'assignee' }, []],
    ['a reference', '{{ contact.plan }}', { type: 'assignee' }, []],
    ['a field of contacts', 'plan', { type: 'field', record: 'contact' }, [{ kind: 'contact_fields', name: 'plan' }]],
    ['a field of leads', 'plan', { type: 'field', record: 'lead' }, []],
    ['a workflow', 'other', { type: 'workflow' }, []],
    ['a number', 3, { type: 'number' }, []],
    [
      'a list',
      ['erp_key'],
      { type: 'list', of: { type: 'secret', description: '' } },
      [{ kind: 'secrets', name: 'erp_key' }],
    ],
    ['a reference to a list', '{{ event.x }}', { type: 'list', of: { type: 'secret', description: '' } }, []],
    [
      'a map by fields',
      { plan: 'gold' },
      { type: 'map', keys: 'contact', of: { type: 'any', description: '' } },
      [{ kind: 'contact_fields', name: 'plan' }],
    ],
    ['a reference to a map', '{{ event.x }}', { type: 'map', of: { type: 'any', description: '' } }, []],
  ])('%s', (_title, value, field, expected) => {
    expect(of(value, field)).toEqual(expected);
  });

  test('an input that the action does not have names nothing', () => {
    expect(collectFieldNeeds('sales', undefined)).toEqual([]);
  });
});

test('what a catalogue lacks is told kind by kind', () => {
  const needs = {
    ...NO_NEEDS,
    events: ['order.placed', 'order.sent'],
    contact_fields: ['plan', 'size'],
    segments: ['lapsed', 'new'],
    messages: ['bye'],
  };

  expect(findMissing(needs, catalogue)).toEqual([
    { kind: 'events', name: 'order.sent' },
    { kind: 'contact_fields', name: 'size' },
    { kind: 'segments', name: 'new' },
    { kind: 'messages', name: 'bye' },
  ]);
});
