import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../lib/workflow/json.ts';
import { at, compileSteps } from '../compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }';
const LOYAL = 'if: { field: contact.tags, contains: loyal }';

/** Names of the reads of a machine, those inside other states included. */
function reads(value: Json | undefined): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key.endsWith(' (data)') ? [key] : []), ...reads(inner)]);
}

describe('C4 data are read anew', () => {
  test('once for several routes that follow one another', () => {
    const { asl } = compileSteps(`  - id: one
    routes: [{ id: loyal, ${LOYAL}, then: [{ id: a, ${TELL} }] }]
  - id: two
    routes: [{ id: loyal, ${LOYAL}, then: [{ end: b }] }]`);
    expect(reads(asl)).toEqual(['One (data)']);
  });

  test('where ways meet of which only one has read them', () => {
    const { asl } = compileSteps(`  - id: one
    routes:
      - id: big
        if: { field: event.total, above: 1 }
        then:
          - id: two
            routes: [{ id: loyal, ${LOYAL}, then: [{ id: a, ${TELL} }] }]
  - id: three
    routes: [{ id: loyal, ${LOYAL}, then: [{ end: b }] }]`);
    expect(reads(asl)).toEqual(['Two (data)', 'Three (data)']);
  });

  test('where one way has them from the start and the other has read them', () => {
    const { asl } = compileSteps(
      `  - id: one
    routes:
      - id: open
        if: { business_hours: office }
        then: [{ id: a, ${TELL} }]
      - id: big
        if: { field: event.total, above: 1 }
        then:
          - wait: 1 hour
          - id: two
            routes: [{ id: loyal, ${LOYAL}, then: [{ id: b, ${TELL} }] }]
  - id: three
    routes: [{ id: loyal, ${LOYAL}, then: [{ end: c }] }]`,
      'trigger: { event: order.placed }\naudience: { consent: marketing }',
    );
    expect(reads(asl)).toEqual(['One (data)', 'Two (data)']);
  });

  test('after a parallel that changes them in one branch and waits in another', () => {
    const { asl } = compileSteps(`  - id: one
    routes: [{ id: loyal, ${LOYAL}, then: [{ id: a, ${TELL} }] }]
  - id: both
    parallel:
      - { id: left, then: [{ id: tag, do: contact.tag, with: { add: [x] } }] }
      - { id: right, then: [{ id: untag, do: contact.tag, with: { remove: [x] } }, { wait: 1 hour }] }
  - id: two
    routes: [{ id: loyal, ${LOYAL}, then: [{ end: b }] }]`);
    expect(reads(asl)).toEqual(['One (data)', 'Two (data)']);
  });

  test('in each iteration where one changes them, and not where none does', () => {
    const each = (inner: string) => `  - id: one
    routes: [{ id: loyal, ${LOYAL}, then: [{ id: a, ${TELL} }] }]
  - id: lines
    each: event.lines
    then:
      - id: two
        routes: [{ id: loyal, ${LOYAL}, then: [{ id: b, ${inner} }] }]`;
    const changing = compileSteps(each('do: contact.tag, with: { add: [x] }')).asl;
    expect(reads(changing)).toEqual(['One (data)', 'Two (data)']);
    expect(at(changing, 'States', 'Lines', 'ItemProcessor', 'States', 'Two (data)')).toMatchObject({
      Assign: { data_lines: '{% $states.result %}' },
      Output: '{% $states.input %}',
    });
    expect(reads(compileSteps(each(TELL)).asl)).toEqual(['One (data)']);
  });

  test('together with other records of the trigger event', () => {
    const { asl } = compileSteps(
      `  - id: one
    routes: [{ id: loyal, ${LOYAL}, then: [{ end: a }] }, { id: new, if: { field: lead.status, is: new }, then: [{ end: b }] }]`,
      'trigger: { event: lead.created, if: { field: contact.tags, contains: VIP } }\naudience: { consent: none }',
    );
    expect(at(asl, 'States', 'One (data)', 'Arguments', 'reads')).toEqual(['contact', 'lead']);
    expect(at(asl, 'States', 'One', 'Choices', 1, 'Condition')).toBe('{% $data_root.records.lead.status = "new" %}');
  });

  test('into a variable of its own in each branch, whatever their ids', () => {
    const branch = (step: string) =>
      `{ id: left, then: [{ id: ${step}, routes: [{ id: r, ${LOYAL}, then: [{ id: ${step}_a, ${TELL} }] }] }] }`;
    const other = (step: string) => `{ id: right, then: [{ id: ${step}, ${TELL} }] }`;
    const { asl } = compileSteps(`  - { id: one, parallel: [${branch('a')}, ${other('b')}] }
  - { id: two, parallel: [${branch('c')}, ${other('d')}] }`);
    expect(Object.keys(Object(at(asl, 'States', 'One', 'Branches', 0, 'States', 'A (data)', 'Assign')))).toEqual([
      'data_left',
    ]);
    expect(Object.keys(Object(at(asl, 'States', 'Two', 'Branches', 0, 'States', 'C (data)', 'Assign')))).toEqual([
      'data_left_2',
    ]);
  });
});

describe('variables', () => {
  test('that a fail step reads and a way leaves out are null at first', () => {
    const { asl } = compileSteps(`  - id: one
    routes: [{ id: big, if: { field: event.total, above: 1 }, then: [{ id: call, do: http.call, with: { method: GET, url: "https://example.com/" } }] }]
  - id: two
    do: http.call
    with: { method: GET, url: "https://example.com/" }
    on_error: [{ fail: "{{ steps.call.status }} {{ steps.two.error.code }}" }]`);
    expect(at(asl, 'States', 'One', 'Choices', 0, 'Assign')).toMatchObject({ step_call: null });
    expect(at(asl, 'States', 'One', 'Assign')).toMatchObject({ step_call: null });
    expect(at(asl, 'States', 'Two', 'Catch', 1, 'Assign')).toHaveProperty('step_two');
  });

  test('of the last pause are asked for from the innermost scope outwards', () => {
    const { asl } = compileSteps(`  - id: start
    routes: [{ id: big, if: { field: event.total, above: 1 }, then: [{ wait: 1 hour }] }]
  - id: both
    parallel:
      - id: left
        then:
          - id: maybe
            routes: [{ id: big, if: { field: event.total, above: 1 }, then: [{ wait: 2 hours }] }]
          - { id: reply, wait_for: message.received, timeout: 1 day }
      - { id: right, then: [{ id: other, wait_for: message.received, timeout: 1 day }] }`);
    const since = (branch: number, state: string) =>
      at(asl, 'States', 'Both', 'Branches', branch, 'States', state, 'Arguments', 'Payload', 'since');
    expect(since(0, 'Reply')).toBe('{% $resumed_at_left != null ? $resumed_at_left : $resumed_at %}');
    expect(since(1, 'Other')).toBe('{% $resumed_at %}');
  });

  test('that come before any pause are none', () => {
    const { asl } = compileSteps(`  - { id: tell, ${TELL} }
  - { id: reply, wait_for: message.received, timeout: 1 day }`);
    expect(at(asl, 'States', 'Reply', 'Arguments', 'Payload', 'since')).toBeNull();
    expect(at(asl, 'States', 'Reply', 'Assign')).toBeUndefined();
  });
});

test('F6 an error that is gone on from at the end of a branch is the output of the branch', () => {
  const { asl } = compileSteps(`  - id: lines
    each: event.lines
    then: [{ id: call, do: http.call, with: { method: GET, url: "https://example.com/" }, on_error: continue }]
  - { id: tell, do: notify.send, with: { to: support, text: "{{ steps.lines.results | size }}" } }`);
  const catcher = at(asl, 'States', 'Lines', 'ItemProcessor', 'States', 'Call', 'Catch', 1);
  expect(at(catcher, 'Next')).toBe('end of lines');
  expect(at(catcher, 'Output')).toContain('"error"');
});
