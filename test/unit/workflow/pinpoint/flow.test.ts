import { describe, expect, test } from 'vitest';
import { imported, mail, split, wait } from './journeys.ts';

describe('the flow of a journey', () => {
  test('ways that all come together go on behind the split', () => {
    const { steps } = imported({ a: split('b', 'c'), b: mail('one', 'd'), c: mail('two', 'd'), d: wait() });

    expect(steps).toBe(`  - id: yes_no_split
    routes:
      - id: matched
        name: "Yes"
        if: { field: contact.segments, contains: segment_vip }
        then: [{ id: email_one, do: email.send, with: { template: one } }]
    otherwise: [{ id: email_two, do: email.send, with: { template: two } }]
  - { id: wait, wait: 1 day }
`);
  });

  test('where only some come together, all but the first jump there', () => {
    const { steps } = imported({
      a: split('b', 'c'),
      b: wait('d'),
      c: split('d', 'e'),
      d: mail('one'),
      e: mail('two'),
    });

    expect(steps).toContain('- { id: email_one, do: email.send');
    expect(steps).toContain('then: [{ goto: email_one }]');
    expect(steps.match(/email_one, do/g)).toHaveLength(1);
  });

  test('a way that ends inside of others goes nowhere else', () => {
    const { steps } = imported({
      a: split('b', 'd'),
      b: split('c', 'e'),
      c: mail('one', 'd'),
      d: wait(),
      e: mail('two'),
    });

    expect(steps.endsWith('otherwise: [{ goto: wait }]\n')).toBe(true);
    expect(steps).toContain('otherwise: [{ id: email_two, do: email.send, with: { template: two } }]');
  });

  test('ways that meet at an activity without steps jump to what comes behind it', () => {
    const { steps } = imported({
      a: split('b', 'c'),
      b: { SMS: { NextActivity: 'd' } },
      c: split('b', 'e'),
      d: mail('one'),
      e: wait(),
    });

    expect(steps.match(/By hand: SMS/g)).toHaveLength(1);
    expect(steps).toContain('{ goto: email_one }');
  });

  test('a way back ends, and is told', () => {
    const { steps, leftovers } = imported({ a: wait('b'), b: split('a', 'c'), c: mail('one') });

    expect(steps).toContain('email_one');
    expect(leftovers).toContainEqual(expect.objectContaining({ place: 'Activities.b', what: 'It leads back to "a".' }));
  });

  test('a way to nowhere ends, and is told', () => {
    const { places, steps } = imported({ a: wait('ghost') });

    expect(steps).toBe('  - { id: wait, wait: 1 day }\n');
    expect(places).toContain('Activities.a');
  });

  test('an activity that no way leads to is left out, and told', () => {
    const { steps, leftovers } = imported({ a: wait(), b: mail('one') });

    expect(steps).not.toContain('email_one');
    expect(leftovers).toContainEqual(expect.objectContaining({ place: 'Activities.b', what: 'No way leads to it.' }));
  });

  test.each([['ghost'], [undefined]])('a journey that starts at %s has no steps', (StartActivity) => {
    const { steps, places } = imported({ a: wait() }, { StartActivity });

    expect(steps).toBe('  - { end: completed }\n');
    expect(places).toContain('StartActivity');
  });

  test('a journey of what cannot be carried over is all comments', () => {
    const { steps } = imported({
      a: { SMS: { NextActivity: 'b' }, Description: 'Text\n them' },
      b: { ContactCenter: {} },
    });

    expect(steps).toBe('  # By hand: SMS, Text them\n  # By hand: ContactCenter\n  - { end: completed }\n');
  });

  test('comments of a way without steps stand above its split', () => {
    const { steps } = imported({ a: split('b', 'c'), b: { PUSH: { TemplateName: 'hi' } }, c: wait() });

    expect(steps).toMatch(/^ {2}# By hand: PUSH, template hi\n {2}- id: yes_no_split\n/);
  });

  test('comments behind the last step of a way stay there', () => {
    const { steps } = imported({
      a: split('b', 'c'),
      b: wait('d'),
      c: wait('e'),
      d: { SMS: {} },
      e: { PUSH: { NextActivity: 'f' } },
      f: mail('one', 'g'),
      g: { CUSTOM: {} },
    });

    expect(steps).toContain('- { id: wait, wait: 1 day }\n          # By hand: SMS\n');
    expect(steps).toMatch(/# By hand: PUSH\n {6}- \{ id: email_one.*\n {6}# By hand: call of \n/);
  });

  test('ids and names are told apart', () => {
    const { steps } = imported({
      a: { ...wait('b'), Description: 'Give them time!' },
      b: { ...wait('c'), Description: 'Give them time!' },
      c: { ...wait('d'), Description: 'Give them time' },
      d: { ...wait('e'), Description: 'Wait' },
      e: { ...split('f'), Description: `A long one ${'x'.repeat(60)}` },
      f: { ...wait('g'), Description: '  ' },
      g: { ...wait(), Description: '1, 2, 3' },
    });

    expect(steps).toContain('- { id: give_them_time, name: "Give them time!", wait: 1 day }');
    expect(steps).toContain('- { id: give_them_time_2, wait: 1 day }');
    expect(steps).toContain('- { id: give_them_time_3, wait: 1 day }');
    expect(steps).toContain('- { id: wait, wait: 1 day }');
    expect(steps).toContain('- { id: wait_2, wait: 1 day }');
    expect(steps).not.toContain('name: "A long');
  });
});
