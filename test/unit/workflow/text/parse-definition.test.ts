import { describe, expect, test } from 'vitest';
import { parseDefinition } from '../../../../lib/workflow/text/parse-definition.ts';

const head = 'workflow: a\ntrigger: { event: lead.created }\nsteps:\n';

/** `line:column code message` of every issue of a workflow with those steps. */
function issuesOf(steps: string): string[] {
  return parseDefinition(head + steps).issues.map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
  );
}

describe('a definition', () => {
  test('given a sound one, then it is its tree in its type', () => {
    const { definition, issues } = parseDefinition(`${head}  - wait: 1 day\n`, 'flows/a.workflow.yaml');
    expect(definition).toEqual({ workflow: 'a', trigger: { event: 'lead.created' }, steps: [{ wait: '1 day' }] });
    expect(issues).toEqual([]);
  });

  test('given the same tree as JSON, then it is read alike', () => {
    const json = '{"workflow":"a","trigger":{"event":"lead.created"},"steps":[{"wait":"1 day"}]}';
    expect(parseDefinition(json, 'a.workflow.json').definition).toMatchObject({ steps: [{ wait: '1 day' }] });
  });

  test('given another name than its file has, then that is an error', () => {
    expect(parseDefinition(`${head}  - wait: 1 day\n`, 'b.workflow.yaml').issues).toMatchObject([
      { code: 'SB224', pointer: '/workflow', line: 1, column: 11 },
    ]);
  });

  test('given a file that is called otherwise, then its name says nothing', () => {
    expect(parseDefinition(`${head}  - wait: 1 day\n`, 'draft.yaml').issues).toEqual([]);
  });

  test('given a list, then a workflow is asked for', () => {
    expect(parseDefinition('- a', 'a.workflow.yaml').issues).toMatchObject([{ code: 'SB203', pointer: '' }]);
  });

  test('given no YAML, then only the text is judged', () => {
    const { definition, tree, issues } = parseDefinition('a: [');
    expect([definition, tree]).toEqual([undefined, undefined]);
    expect(issues.map(({ code }) => code)).toEqual(['SB100']);
  });

  test('given a warning alone, then there is a definition', () => {
    const { definition, issues } = parseDefinition(`${head}  - { wait: { at: 09:00 } }\n`);
    expect(definition).toBeDefined();
    expect(issues.map(({ code }) => code)).toEqual(['SB109']);
  });

  test('given a value that the text rules refuse, then structure does not judge it again', () => {
    const { definition, issues } = parseDefinition(`${head}  - { id: 012, do: x }\n  - { id: z, do: }\n`);
    expect(issues.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['SB107 /steps/0/id', 'SB106 /steps/1/do']);
    expect(definition).toBeUndefined();
  });
});

describe('a step', () => {
  test('given an unknown key, then the nearest known one is offered, at the key', () => {
    expect(issuesOf('  - { id: x, do: email.send, wiht: {} }')).toEqual([
      '4:30 SB201 There is no key "wiht" here. Did you mean "with"?',
    ]);
  });

  test('given a key like no other, then the known ones are listed', () => {
    expect(issuesOf('  - { end: x, qqqqqq: 1 }')).toEqual([
      '4:15 SB201 There is no key "qqqqqq" here. Known here: id, name, note, end',
    ]);
  });

  test('given no kind key, then the nearest one is offered', () => {
    expect(issuesOf('  - { waits: 1 day }')).toEqual([
      '4:5 SB205 This is not a step: nothing says what it does. Did you mean "wait"?',
    ]);
  });

  test('given no kind key and nothing near, then the kinds are listed', () => {
    expect(issuesOf('  - { id: x }')[0]).toContain('Write one of do, routes, wait, wait_for');
  });

  test('given two kind keys, then both are named', () => {
    expect(issuesOf('  - { do: a, wait: 1 day }')).toEqual([
      '4:5 SB206 A step does one thing, but this has "do" and "wait". Write them as two',
    ]);
  });

  test('given no map, then the kinds are listed', () => {
    expect(issuesOf('  - go')[0]).toContain('4:5 SB203 A step is a map with one of the keys do,');
  });

  test.each([
    ['a missing key', '{ id: x, wait_for: a, on_event: [] }', 'SB202 "timeout" is missing. Write a duration such as'],
    [
      'a missing list',
      '{ id: x, routes: [{ id: a, if: { field: a.b, is: 1 } }] }',
      'SB202 "then" is missing. Write a list',
    ],
    ['a list for text', '{ end: [x] }', 'SB203 "end" is a list. Write text'],
    ['a map for text', '{ end: { a: 1 } }', 'SB203 "end" is a map. Write text'],
    ['a number for text', '{ end: x, note: 1.10 }', 'SB204 1.10 must be text: quote it. Write "1.10"'],
    ['a boolean for text', '{ end: x, name: true }', 'SB204 true must be text: quote it. Write "true"'],
    ['an id in capitals', '{ end: MyEnd }', 'SB207 "MyEnd" is no id. Write my_end: small letters'],
    ['an id without letters', '{ end: "12" }', 'SB207 "12" is no id. Write small letters, digits and _'],
    ['a bare number for a duration', '{ wait: 60 }', 'SB208 60 is a bare number. Write a duration such as'],
    ['a bad clock', '{ wait: { at: "9:00" } }', 'SB209 "9:00" is no clock'],
    ['a bad zone', '{ wait: { at: "09:00", zone: Berlin } }', 'SB211 "Berlin" is no time zone'],
    [
      'a bad weekday',
      '{ wait: { weekdays: [monday] } }',
      'SB212 This is "monday". Write mon, tue, wed, thu, fri, sat or sun',
    ],
    ['a near word', '{ id: x, do: a.b, on_error: continu }', 'SB212 "on_error" is "continu". Did you mean "continue"?'],
    ['a number too small', '{ goto: x, times: 0 }', 'SB213 "times" takes a number of at least 1'],
    ['a number too large', '{ goto: x, times: 101 }', 'SB213 "times" takes a number of at most 100'],
    [
      'too many decimals',
      '{ id: x, experiment: [{ id: a, percent: 33.333 }] }',
      'SB213 "percent" has too many decimals',
    ],
    ['a fraction', '{ goto: x, times: 1.5 }', 'SB203 "times" is 1.5. Write a whole number'],
    ['an empty text', '{ fail: "" }', 'SB214 "fail" takes at least 1 character'],
    ['a long name', `{ end: x, name: ${'x'.repeat(61)} }`, 'SB214 "name" takes at most 60 characters'],
    ['an empty list', '{ id: x, each: a.b, then: [] }', 'SB215 "then" takes at least 1 item'],
    [
      'before and after',
      '{ wait: { until: "{{ now }}", before: 1 day, after: 1 day } }',
      'SB217 "before" and "after" exclude',
    ],
    ['before nothing', '{ wait: { before: 1 day } }', 'SB217 "before" needs "until"'],
    ['a wait for nothing', '{ wait: { zone: UTC } }', 'SB217 This wait has no end'],
    [
      'variants that are not 100',
      '{ id: x, experiment: [{ id: a, percent: 30 }], hold_out: 60 }',
      'SB220 The percentages add up to 90',
    ],
    [
      'a reserved id',
      '{ id: x, experiment: [{ id: hold_out, percent: 100 }] }',
      'SB221 "hold_out" has a meaning of its own',
    ],
    [
      'an id twice',
      '{ id: x, experiment: [{ id: a, percent: 50 }, { id: a, percent: 50 }] }',
      'SB222 "a" is there twice',
    ],
    [
      'a key of edit in capitals',
      '{ id: x, approve: q, by: [a], edit: { A: x }, timeout: 1 day, on_timeout: [{ end: x }] }',
      'SB207 "A" is no id',
    ],
    [
      'an escalation to nobody',
      '{ id: x, approve: q, by: [a], escalate_after: 1 hour, timeout: 1 day, on_timeout: [{ end: x }] }',
      'SB217 "escalate_after" and "escalate_to" need',
    ],
    [
      'a late reminder',
      '{ id: x, approve: q, by: [a], remind_after: 1 day, timeout: 1 day, on_timeout: [{ end: x }] }',
      'SB217 "remind_after" (1 day) is not before the timeout',
    ],
  ])('given %s, then that is told', (_what, step, message) => {
    expect(issuesOf(`  - ${step}`)).toEqual([expect.stringContaining(message)]);
  });

  test('given percentages with decimals that add up to 100, then they are fine', () => {
    expect(
      issuesOf('  - { id: x, experiment: [{ id: a, percent: 33.33 }, { id: b, percent: 33.33 }], hold_out: 33.34 }'),
    ).toEqual([]);
  });
});

describe('a condition', () => {
  const ifIs = (condition: string): string[] =>
    issuesOf(`  - { id: x, routes: [{ id: a, if: ${condition}, then: [] }] }`);

  test.each([
    '{ field: a.b, is: 1 }',
    '{ field: a.b, is: x, ignore_case: true }',
    '[{ all: [{ field: a.b, in: [1, x, true] }] }, { not: { any: [{ business_hours: office }] } }]',
    '{ happened: a.b, since: x, within_last: 1 day, if: { field: received.a, between: [1, 2] } }',
    '{ field: a.b, count: { between: [1, 2] } }',
    '{ expression: "a > 1" }',
  ])('given %s, then it is fine', (condition) => {
    expect(ifIs(condition)).toEqual([]);
  });

  test.each([
    ['{ field: a.b }', 'SB218 This condition has no operator'],
    ['{ field: a.b, is: 1, in: [1] }', 'SB218 This condition has two operators, is and in'],
    [
      '{ field: a.b, below: 1, ignore_case: true }',
      'SB218 ignore_case stands beside operators on text, not beside below',
    ],
    ['{ field: a.b, is: [1] }', 'SB219 This operator compares with one value'],
    ['{ field: a.b, in: 1 }', 'SB219 This operator compares with a list'],
    ['{ field: a.b, below: true }', 'SB219 This operator compares with a number'],
    ['{ field: a.b, before: 1 }', 'SB219 This operator compares with a time'],
    ['{ field: a.b, between: [1] }', 'SB219 between takes two ends'],
    ['{ field: a.b, count: 3 }', 'SB219 count takes a map of one number operator'],
    ['{ field: a.b, count: { below: 1, above: 0 } }', 'SB219 count takes a map of one number operator'],
    ['{ field: a.b, count: { blow: 1 } }', 'SB201 There is no key "blow" here. Did you mean "below"?'],
    ['{ feild: a.b, is: 1 }', 'SB205 This is not a condition: nothing says what it does. Did you mean "field"?'],
    ['[]', 'SB215 "if" takes at least 1 item'],
    ['yes', 'SB203 A condition is a map with one of the keys field'],
  ])('given %s, then that is told', (condition, message) => {
    const errors = ifIs(condition).filter((issue) => !issue.includes('SB109'));
    expect(errors).toEqual([expect.stringContaining(message)]);
  });
});

describe('trigger, audience and goal', () => {
  const workflow = (rest: string): string[] =>
    parseDefinition(`workflow: a\nsteps: [{ wait: 1 day }]\n${rest}`).issues.map(
      ({ code, message }) => `${code} ${message}`,
    );

  test('given all keys in their forms, then they are fine', () => {
    const rest =
      'name: A\nnote: b\nzone: contact\ntrigger: { date: contact.birthday, before: 3 days, at: "09:00", repeat: yearly }\n' +
      'audience: { consent: none, reentry: 30 days, overlap: true, quiet_hours: "21:00-08:00", cap: 3 per 7 days }\n' +
      'goal: { event: a.b, within: 7 days, stop: true }\n';
    expect(workflow(rest)).toEqual([]);
    expect(workflow('trigger: { event: a.b }\naudience: { reentry: once, quiet_hours: none, cap: none }')).toEqual([]);
  });

  test.each([
    ['trigger: { event: a, schedule: rate(1 day) }', 'SB206 A trigger does one thing'],
    ['trigger: { evnt: a }', 'SB205 This is not a trigger'],
    ['name: A', 'SB202 "trigger" is missing. Write a map with one of the keys event'],
    ['trigger: { schedule: daily }', 'SB223 "daily" is no schedule'],
    ['trigger: { date: a.b, before: 1 day, after: 1 day }', 'SB217 "before" and "after" exclude'],
    ['trigger: { event: a.b }\naudience: { reentry: 4h }', 'SB212 "4h" is no re-entry'],
    ['trigger: { event: a.b }\naudience: { quiet_hours: "21:00" }', 'SB209 "21:00" is no range of clocks'],
    ['trigger: { event: a.b }\naudience: { quiet_hours: "21:00-21:00" }', 'SB209 "21:00-21:00" is no range'],
    ['trigger: { event: a.b }\naudience: { cap: often }', 'SB208 "often" is no cap'],
    ['trigger: { event: a.b }\naudience: { cap: 3 per month }', 'SB208 "3 per month" is no cap'],
  ])('given %s, then that is told', (rest, message) => {
    expect(workflow(rest)).toEqual([expect.stringContaining(message)]);
  });

  test('given a workflow id in capitals, then the kebab-case is offered', () => {
    const { issues } = parseDefinition('workflow: MyFlow\ntrigger: { event: a }\nsteps: [{ wait: 1 day }]');
    expect(issues[0]?.message).toBe(
      '"MyFlow" is no workflow id. Write my-flow: small letters, digits and -, at most 60',
    );
  });
});
