import { describe, expect, test } from 'vitest';
import { issuesOf, issuesOfSteps } from './checked.ts';

describe('steps that can be reached', () => {
  test('SB310 of steps that nothing leads to, the first is told', () => {
    const steps = `
- { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ end: a }] }], otherwise: [{ end: b }] }
- { id: lost, wait: 1 day }
- { id: lost_too, wait: 2 days }`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB310 /steps/1 No path leads to "lost". Remove it, or jump to it with goto',
    ]);
  });

  test('what a faulty step reads is not told beside that', () => {
    const steps = `
- { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ end: a }] }], otherwise: [{ end: b }] }
- { id: lost, each: event.nothing, then: [{ id: inner, do: notify.send, with: { to: sales, text: "{{ steps.none.x }}" } }, { fail: "{{ steps.none.x }}" }] }`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB310 /steps/1 No path leads to "lost". Remove it, or jump to it with goto',
    ]);
  });
});

describe('loops', () => {
  const loop = (step: string) => `
- ${step}
- { id: choose, routes: [{ id: again, if: { field: event.paid, is: true }, then: [{ goto: first, times: 3 }] }] }`;

  test('SB311 a loop in which nothing waits', () => {
    expect(issuesOfSteps(loop('{ id: first, do: contact.tag, with: { add: [a] } }'))).toEqual([
      'SB311 /steps/1/routes/0/then/0 From "first" to "goto_first" and back, nothing waits. Put a wait, wait_for or approve into the loop',
    ]);
  });

  test.each([
    '{ id: first, wait: 1 day }',
    '{ id: first, wait_for: order.updated, timeout: 1 day }',
    '{ id: first, approve: Now?, by: [sales], timeout: 1 day, on_timeout: [{ end: late }] }',
    '{ id: first, parallel: [{ id: one, then: [{ id: inner, wait: 1 day }] }, { id: two, then: [{ id: tag, do: contact.tag }] }] }',
  ])('a loop with %s goes round slowly enough', (step) => {
    expect(issuesOfSteps(loop(step))).toEqual([]);
  });

  test('a way that goes on beside a loop is no loop', () => {
    const steps = `
- { id: first, wait: 1 day }
- id: choose
  routes:
    - { id: again, if: { field: event.paid, is: true }, then: [{ goto: first, times: 3 }] }
    - { id: ahead, if: { field: event.total, is: 1 }, then: [{ id: tag, do: contact.tag, with: { add: [a] } }] }
- { id: last, do: contact.tag, with: { add: [b] } }`;
    expect(issuesOfSteps(steps)).toEqual([]);
  });
});

describe('SB312 how long a run may take', () => {
  const tooLong = (days: number, step: string) =>
    `SB312 /steps A run could take ${days} days, time-outs and repetitions included, and must end within 365. Most of it is "${step}": shorten it, or split the workflow`;

  test('a year is not too long', () => {
    expect(issuesOfSteps('- { id: a, wait: 365 days }')).toEqual([]);
  });

  test('waits, time-outs and approvals add up', () => {
    const steps = `
- { id: a, wait: 100 days }
- { id: b, wait_for: order.updated, timeout: 200 days }
- { id: c, approve: Now?, by: [sales], timeout: 66 days, on_timeout: [{ end: late }] }`;
    expect(issuesOfSteps(steps)).toEqual([tooLong(366, 'b')]);
  });

  test('of branches, the longest counts', () => {
    const steps = `
- { id: choose, routes: [{ id: one, if: { field: event.paid, is: true }, then: [{ id: a, wait: 200 days }] }], otherwise: [{ id: b, wait: 100 days }] }
- { id: both, parallel: [{ id: one, then: [{ id: c, wait: 165 days }] }, { id: two, then: [{ id: d, wait: 100 days }] }] }`;
    expect(issuesOfSteps(steps)).toEqual([]);
    expect(issuesOfSteps(steps.replace('165', '166'))).toEqual([tooLong(366, 'a')]);
  });

  test('a loop counts as often as it may go round', () => {
    const steps = (days: number) => `
- { id: first, wait: ${days} days }
- { id: choose, routes: [{ id: again, if: { field: event.paid, is: true }, then: [{ goto: first, times: 3 }] }] }`;
    expect(issuesOfSteps(steps(91))).toEqual([]);
    expect(issuesOfSteps(steps(92))).toEqual([tooLong(368, 'first')]);
  });

  test('a jump ahead repeats nothing', () => {
    const steps = `
- { id: choose, routes: [{ id: skip, if: { field: event.paid, is: true }, then: [{ goto: last, times: 5 }] }] }
- { id: middle, wait: 100 days }
- { id: last, wait: 265 days }`;
    expect(issuesOfSteps(steps)).toEqual([]);
  });

  test('tries and the pauses between them count', () => {
    const steps =
      '- { id: a, do: contact.tag, timeout: 100 days, retry: { attempts: 3, delay: 33 days, factor: 1, max_delay: 33 days } }';
    expect(issuesOfSteps(steps)).toEqual([tooLong(366, 'a')]);
    expect(issuesOfSteps('- { id: a, do: contact.tag, timeout: 300 days, retry: none }')).toEqual([]);
  });

  test('of calendar waits counts what is known', () => {
    const steps = (days: number) => `
- { id: a, wait: { after: ${days} days, at: "09:00", weekdays: [mon], business_hours: office } }
- { id: b, wait: { until: "{{ event.at }}", before: 30 days, at: "09:00" } }`;
    expect(issuesOfSteps(steps(350))).toEqual([]);
    expect(issuesOfSteps(steps(351))).toEqual([tooLong(366, 'a')]);
  });

  test('a workflow without steps that take time takes none', () => {
    expect(issuesOfSteps('- { end: done }')).toEqual([]);
  });
});

describe('state names', () => {
  test('SB313 a name like that of a state beside a step', () => {
    expect(issuesOfSteps('- { id: a, name: Choose (data), wait: 1 day }')).toEqual([
      'SB313 /steps/0 "Choose (data)" ends like a state that stands beside a step. Choose a name without (data)',
    ]);
  });
});

describe('P1 consent', () => {
  const send = 'steps: [{ id: mail, do: email.send, with: { template: welcome } }]';

  test('SB314 a workflow that sends a message names a consent', () => {
    expect(issuesOf(`workflow: test\ntrigger: { event: order.placed }\n${send}`)).toEqual([
      'SB314 /audience "mail" sends a message to the contact. Write audience: with the consent that needs, or consent: none',
    ]);
  });

  test('SB427 and one that exists', () => {
    expect(
      issuesOf(`workflow: test\ntrigger: { event: order.placed }\naudience: { consent: marketng }\n${send}`),
    ).toEqual(['SB427 /audience/consent There is no consent "marketng". Did you mean "marketing"?']);
  });

  test.each(['marketing', 'none'])('consent: %s will do', (consent) => {
    expect(
      issuesOf(`workflow: test\ntrigger: { event: order.placed }\naudience: { consent: ${consent} }\n${send}`),
    ).toEqual([]);
  });

  test('without messages no consent is needed', () => {
    expect(issuesOf('workflow: test\ntrigger: { event: order.placed }\nsteps: [{ wait: 1 day }]')).toEqual([]);
  });
});

describe('records that steps need', () => {
  test('SB315 a run without a contact', () => {
    const text = `
workflow: test
zone: contact
trigger: { event: stock.low }
audience: { consent: none }
goal: { event: order.placed }
steps:
  - { id: mail, do: email.send, with: { template: welcome } }
  - { id: back, wait_for: order.placed, timeout: 1 day }
  - { id: later, wait: { at: "09:00" } }
  - { id: sooner, wait: { at: "09:00", zone: Europe/Berlin } }
  - { id: call, do: http.call, with: { url: https://example.com } }
`;
    const mend = 'Say in the trigger where the contact’s id is: contact: event.customer_id';
    expect(issuesOf(text)).toEqual([
      `SB315 /zone The zone is the contact’s, and a run of this workflow has no contact. ${mend}`,
      `SB315 /goal A goal is reached by a contact, and a run of this workflow has none. ${mend}`,
      `SB315 /steps/0 "mail" needs a contact, and a run of this workflow has none. ${mend}`,
      `SB315 /steps/1 "back" needs a contact, and a run of this workflow has none. ${mend}`,
      `SB315 /steps/2 "later" needs a contact, and a run of this workflow has none. ${mend}`,
    ]);
  });

  test('a schedule has the contacts of its segment, or none', () => {
    const text = (segment: string) =>
      `workflow: test\ntrigger: { schedule: rate(1 day)${segment} }\nsteps: [{ id: tag, do: contact.tag }]`;
    expect(issuesOf(text(', segment: renewing'))).toEqual([]);
    expect(issuesOf(text(''))).toEqual([
      'SB315 /steps/0 "tag" needs a contact, and a run of this workflow has none. Name a segment in the trigger',
    ]);
  });

  test('the trigger can say where the contact is', () => {
    expect(issuesOfSteps('- { id: tag, do: contact.tag }', '{ event: stock.low, contact: event.sku }')).toEqual([]);
  });

  test('SB316 an action on a record that the trigger is not about', () => {
    const steps = `
- { id: qualify, do: lead.update, with: { status: qualified } }
- { id: decide, do: inquiry.decide, with: { decision: approve } }`;
    expect(issuesOfSteps(steps)).toEqual([
      'SB316 /steps/0 "qualify" needs a lead, and the trigger is about none. Choose a trigger about one, or another action',
      'SB316 /steps/1 "decide" needs an inquiry, and the trigger is about none. Choose a trigger about one, or another action',
    ]);
    expect(issuesOfSteps('- { id: qualify, do: lead.update }', '{ event: lead.created }')).toEqual([]);
  });
});

describe('P3 events that a stopping goal takes first', () => {
  const hidden = 'wait_for order.placed never sees its event: the goal stops the run first. Use wait: instead';
  const waiting = (goal: string, condition = '') =>
    issuesOf(`
workflow: test
trigger: { event: order.updated }
goal: { event: order.placed, ${goal} }
steps: [{ id: back, wait_for: order.placed, timeout: 1 day${condition} }, { id: other, wait_for: order.updated, timeout: 1 day }]`);

  test('SB318 the goal takes them all', () => {
    expect(waiting('stop: true')).toEqual([`warning SB318 /steps/0 ${hidden}`]);
  });

  test('SB318 the goal takes the same ones', () => {
    const same = 'if: { field: received.paid, is: true }';
    expect(waiting(`stop: true, ${same}`, `, ${same}`)).toEqual([`warning SB318 /steps/0 ${hidden}`]);
  });

  test('SB318 the goal counts as long as the run lasts', () => {
    expect(waiting('stop: true, within: 2 days')).toEqual([`warning SB318 /steps/0 ${hidden}`]);
  });

  test.each([
    ['that does not stop', 'stop: false'],
    ['that takes others', 'stop: true, if: { field: received.paid, is: true }'],
    ['that counts for less time', 'stop: true, within: 1 day'],
  ])('a goal %s hides nothing', (_, goal) => {
    expect(waiting(goal)).toEqual([]);
  });
});
