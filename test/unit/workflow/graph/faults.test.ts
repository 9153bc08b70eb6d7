import { describe, expect, test } from 'vitest';
import { buildSteps } from './building-samples.ts';

describe('what cannot be built', () => {
  test('given a bounded jump to nowhere, then that alone is reported', () => {
    expect(buildSteps('  - { goto: aa, times: 2 }').issues).toEqual([expect.stringContaining('SB301 /steps/0/goto')]);
  });

  test.each([
    ['a goto to nowhere', '  - { goto: aa }', 'SB301 /steps/0/goto There is no step "aa". Write the id of a step'],
    [
      'a goto to a near id',
      '  - { id: first, do: a.b }\n  - { goto: frist }',
      'SB301 /steps/1/goto There is no step "frist". Did you mean "first"?',
    ],
    [
      'a goto into a branch',
      '  - { id: p, parallel: [{ id: a, then: [{ id: x, do: a.b }] }] }\n  - { goto: x }',
      'SB302 /steps/1/goto "x" is inside "p.a", and this goto is outside of branches',
    ],
    [
      'a goto out of an each',
      '  - { id: e, each: event.lines, then: [{ goto: y }] }\n  - { id: y, do: a.b }',
      'SB302 /steps/0/then/0/goto "y" is outside of branches, and this goto is inside "e"',
    ],
    [
      'a loop without bound',
      '  - { id: a, do: a.b }\n  - wait: 1 day\n  - { goto: a }',
      'SB303 /steps/2/goto This jump back to "a"',
    ],
    ['a goto to itself', '  - { id: a, goto: a }', 'SB303 /steps/0/goto This jump back to "a"'],
    [
      'an id twice',
      '  - { id: a, do: a.b }\n  - { id: r, routes: [{ id: q, if: { expression: a }, then: [{ id: a, do: a.b }] }] }',
      'SB304 /steps/1/routes/0/then/0/id The id "a" is used twice',
    ],
    ['a wait twice', '  - wait: 1 day\n  - wait: 1 day', 'SB304 /steps/1 Another step is called "wait_1_day" already'],
    [
      'a rejection that runs on',
      '  - { id: a, approve: q, by: [sales], timeout: 1 day, on_timeout: [{ end: x }], on_reject: [{ id: b, do: a.b }] }\n  - { id: send, do: a.b }',
      'SB305 /steps/0/on_reject on_reject of "a" runs on into "send". End it with end:, fail: or goto:',
    ],
    [
      'a time-out that runs on',
      '  - { id: a, approve: q, by: [sales], timeout: 1 day, on_timeout: [] }',
      'SB305 /steps/0/on_timeout on_timeout of "a" runs on into the end',
    ],
    [
      'a rejection that jumps at times only',
      '  - { id: z, do: a.b }\n  - { id: a, approve: q, by: [sales], timeout: 1 day, on_timeout: [{ end: x }], on_reject: [{ goto: z, times: 2 }] }',
      'SB305 /steps/1/on_reject',
    ],
    [
      'a name twice',
      '  - { id: a_b, do: a.b }\n  - { id: c, name: A b, do: a.b }',
      'SB306 /steps/1/name The steps "a_b" and "c" are both called "A b"',
    ],
    [
      'a name by default that is taken',
      '  - { id: c, name: A b, do: a.b }\n  - { id: a_b, do: a.b }',
      'SB306 /steps/1 The steps',
    ],
    [
      'an end in a branch',
      '  - { id: p, parallel: [{ id: a, then: [{ end: x }] }] }',
      'SB307 /steps/0/parallel/0/then/0/end A branch cannot end the run',
    ],
    [
      'a rejection in a branch',
      '  - { id: e, each: event.lines, then: [{ id: a, approve: q, by: [sales], timeout: 1 day, on_timeout: [{ fail: x }] }] }',
      'SB307 /steps/0/then/0 A rejection ends the run',
    ],
    [
      'steps behind an end',
      '  - { end: x }\n  - wait: 1 day\n  - wait: 2 days',
      'SB308 /steps/1 Nothing gets here: end: stands before it',
    ],
    [
      'times without a step',
      '  - { id: r, routes: [{ id: q, if: { expression: a }, then: [{ goto: z, times: 2 }] }] }\n  - { id: z, end: x }',
      'SB309 /steps/0/routes/0/then/0/times "z" ends the way',
    ],
    [
      'a wait until words',
      '  - { wait: { until: soon } }',
      'SB210 /steps/0/wait/until "soon" is no time. Write a date',
    ],
    [
      'a wait until a bare path',
      '  - { wait: { until: contact.renewal_date } }',
      'SB210 /steps/0/wait/until "contact.renewal_date" is no time. Write "{{ contact.renewal_date }}"',
    ],
    ['a wait until two references', '  - { wait: { until: "{{ now }}{{ now }}" } }', 'SB403 /steps/0/wait/until'],
    ['an error of what cannot fail', '  - { wait: 1 day, on_error: continue }', 'SB217 /steps/0/on_error'],
    ['a list in braces', '  - { id: e, each: "{{ event.lines }}", then: [{ id: x, do: a.b }] }', 'SB401 /steps/0/each'],
    [
      'an item called like a root',
      '  - { id: e, each: event.lines, as: run, then: [{ id: x, do: a.b }] }',
      'SB221 /steps/0/as "run" is taken already',
    ],
    [
      'an item called like one around it',
      '  - { id: e, each: event.lines, then: [{ id: f, each: event.lines, then: [{ id: x, do: a.b }] }] }',
      'SB221 /steps/0/then/0 "item" is taken already',
    ],
    ['a filter in fail', '  - { fail: "{{ event.total | round }}" }', 'SB407 /steps/0/fail'],
    ['a bad reference in fail', '  - { fail: "{{ }}" }', 'SB402 /steps/0/fail'],
    [
      'a bad reference in a list of the input',
      '  - { id: a, do: contact.tag, with: { add: ["{{ a | }}"] } }',
      'SB402 /steps/0/with/add/0',
    ],
    [
      'a bad reference in a map of the input',
      '  - { id: a, do: contact.update, with: { set: { company: "{{ }}" } } }',
      'SB402 /steps/0/with/set/company',
    ],
    [
      'a bad reference in the input of an unknown action',
      '  - { id: a, do: a.b, with: { x: [{ y: "{{ }}" }] } }',
      'SB402 /steps/0/with/x/0/y',
    ],
    [
      'a bad reference in a question',
      '  - { id: a, approve: "{{ }}", by: [sales], timeout: 1 day, on_timeout: [{ end: x }] }',
      'SB402 /steps/0/approve',
    ],
    [
      'a bad reference in a text to edit',
      '  - { id: a, approve: q, edit: { t: "{{ }}" }, by: [sales], timeout: 1 day, on_timeout: [{ end: x }] }',
      'SB402 /steps/0/edit/t',
    ],
  ])('given %s, then that is reported', (_what, steps, issue) => {
    expect(buildSteps(steps).issues).toEqual([expect.stringContaining(issue)]);
  });

  test('given waits until given moments, then they are fine', () => {
    const { issues } = buildSteps(
      '  - { wait: { until: "2026-12-24" } }\n  - { id: t, wait: { until: "2026-12-24T09:00:00Z" } }',
    );
    expect(issues).toEqual([]);
  });

  test('given a text that its action takes literally, then braces in it mean nothing', () => {
    const call = (header: string): readonly string[] =>
      buildSteps(`  - { id: a, do: http.call, with: { auth: { header: ${header} } } }`).issues;
    expect(call('{ name: "{{ }}", value: key }')).toEqual([]);
    expect(call('{ name: X-Key, value: "{{ }}" }')).toEqual([expect.stringContaining('SB402')]);
  });
});
