import { describe, expect, test } from 'vitest';
import { type ConditionWorld, compileCondition } from '../../../../lib/compiler/conditions/closure.ts';
import type { Condition, Operand } from '../../../../lib/workflow/conditions/condition.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

const world: ConditionWorld = {
  now: () => Date.parse('2026-06-15T10:00:00Z'),
  local: () => ({ date: '2026-06-15', clock: '12:00', weekday: 'mon' }),
  startOfDay: (date) => Date.parse(`${date}T00:00:00+02:00`),
  isOpen: (calendar) => calendar === 'office',
  happened: ({ event }) => event === 'order.placed',
};

const field = { root: 'event', segments: ['value'] };
const literal = (value: Json): Operand => ({ kind: 'literal', value });
const other: Operand = { kind: 'path', path: { root: 'event', segments: ['other'] } };

async function holds(condition: Condition, value?: Json, otherValue?: Json): Promise<boolean> {
  const given = {
    ...(value === undefined ? {} : { value }),
    ...(otherValue === undefined ? {} : { other: otherValue }),
  };
  return await compileCondition(condition)({ event: given }, world);
}

describe('C3 a comparison', () => {
  const equals = (value: Operand, ignoreCase = false): Condition => ({ kind: 'equals', field, value, ignoreCase });
  const compare = (
    operator: '<' | '<=' | '>' | '>=',
    value: Operand,
    as: 'number' | 'time' | 'date' | 'clock',
  ): Condition => ({
    kind: 'compare',
    field,
    operator,
    value,
    as,
  });

  test.each<[string, Condition, Json | undefined, boolean]>([
    ['of equal texts holds', equals(literal('a')), 'a', true],
    ['of a number and its text does not', equals(literal(700)), '700', false],
    ['without case holds for another case', equals(literal('VIP'), true), 'vip', true],
    ['without case leaves numbers alone', equals(literal(7), true), 7, true],
    ['with a list does not hold', equals(literal(['a'])), 'a', false],
    ['with nothing does not hold', equals(literal('a')), undefined, false],
    ['with null does not hold', equals(literal('a')), null, false],
    ['of numbers holds below', compare('<', literal(3), 'number'), 2, true],
    ['of numbers holds at most', compare('<=', literal(3), 'number'), 3, true],
    ['of numbers holds above', compare('>', literal(3), 'number'), 4, true],
    ['of numbers holds at least', compare('>=', literal(3), 'number'), 3, true],
    ['of a text and a number does not', compare('<', literal(3), 'number'), '2', false],
    [
      'of times looks at the moment',
      compare('<', literal('2026-06-15T10:00:00Z'), 'time'),
      '2026-06-15T11:00:00+02:00',
      true,
    ],
    [
      'of a time with a date looks at the start of that day',
      compare('>=', literal('2026-06-15'), 'time'),
      '2026-06-14T22:00:00Z',
      true,
    ],
    [
      'of a time with what is no time does not hold',
      compare('>=', literal('soon'), 'time'),
      '2026-06-14T22:00:00Z',
      false,
    ],
    ['of a time with a number does not hold', compare('>=', literal(1), 'time'), '2026-06-14T22:00:00Z', false],
    ['of dates goes by the calendar', compare('>', literal('2026-06-14'), 'date'), '2026-06-15', true],
    ['of clocks goes by the clock', compare('>', literal('21:00'), 'clock'), '23:59', true],
    ['of a month that is none does not hold', compare('>', literal('2026-06-14'), 'date'), '2026-13-01', false],
  ])('%s', async (_what, condition, value, expected) => {
    expect(await holds(condition, value)).toBe(expected);
  });

  test('with a path compares what the path finds', async () => {
    expect(await holds(compare('>', other, 'number'), 5, 4)).toBe(true);
    expect(await holds(compare('>', other, 'number'), 5)).toBe(false);
  });

  test('with one of several holds for any of them', async () => {
    const condition: Condition = { kind: 'one_of', field, values: [literal('a'), other], ignoreCase: false };
    expect(await holds(condition, 'b', 'b')).toBe(true);
    expect(await holds(condition, 'c', 'b')).toBe(false);
  });
});

describe('C3 text and lists', () => {
  const contains = (more: Partial<Extract<Condition, { kind: 'contains' }>>): Condition => ({
    kind: 'contains',
    field,
    values: [literal('a')],
    quantifier: 'any',
    holder: 'any',
    ignoreCase: false,
    ...more,
  });
  const edge = (kind: 'starts_with' | 'ends_with', value: Operand, ignoreCase = false): Condition => ({
    kind,
    field,
    value,
    ignoreCase,
  });

  test.each<[string, Condition, Json | undefined, boolean]>([
    ['a text contains its part', contains({}), 'cat', true],
    ['a list contains its item', contains({}), ['x', 'a'], true],
    ['an item is no part of another', contains({}), ['cat'], false],
    ['a text that should be a list contains nothing', contains({ holder: 'list' }), 'cat', false],
    ['a list that should be a text contains nothing', contains({ holder: 'text' }), ['a'], false],
    ['a number contains nothing', contains({}), 5, false],
    ['a text contains no number', contains({ values: [literal(5)] }), '5', false],
    ['all have to be there', contains({ values: [literal('a'), literal('b')], quantifier: 'all' }), 'cab', true],
    ['all are not there', contains({ values: [literal('a'), literal('b')], quantifier: 'all' }), 'cat', false],
    ['case can be ignored', contains({ ignoreCase: true }), 'CAT', true],
    ['a text starts with a text', edge('starts_with', literal('ab')), 'abc', true],
    ['a text ends with a text', edge('ends_with', literal('BC'), true), 'abc', true],
    ['a number starts with nothing', edge('starts_with', literal('1')), 12, false],
    ['a pattern is found anywhere', { kind: 'matches', field, pattern: 'b+', ignoreCase: true }, 'ABB', true],
    ['a pattern is not found in a number', { kind: 'matches', field, pattern: '5', ignoreCase: false }, 5, false],
    ['a value exists', { kind: 'exists', field }, 0, true],
    ['null does not exist', { kind: 'exists', field }, null, false],
    ['an empty list is empty', { kind: 'empty', field }, [], true],
    ['an empty text is empty', { kind: 'empty', field }, '', true],
    ['a missing value is empty', { kind: 'empty', field }, undefined, true],
    ['null is empty', { kind: 'empty', field }, null, true],
    ['zero is not empty', { kind: 'empty', field }, 0, false],
    ['items are counted', { kind: 'count', field, operator: '=', value: literal(2) }, [1, 2], true],
    ['what is no list counts 0', { kind: 'count', field, operator: '=', value: literal(0) }, 'ab', true],
    ['a count with a text does not hold', { kind: 'count', field, operator: '=', value: literal('2') }, [1, 2], false],
  ])('%s', async (_what, condition, value, expected) => {
    expect(await holds(condition, value)).toBe(expected);
  });
});

describe('C5 time', () => {
  const within = (direction: 'last' | 'next', as: 'time' | 'date'): Condition => ({
    kind: 'within',
    field,
    direction,
    seconds: 86_400,
    as,
  });

  test.each<[string, Condition, Json, boolean]>([
    ['a time a day ago lies within the last day', within('last', 'time'), '2026-06-14T10:00:00Z', true],
    ['a time before that does not', within('last', 'time'), '2026-06-14T09:59:59Z', false],
    ['a time to come lies within the next day', within('next', 'time'), '2026-06-16T10:00:00Z', true],
    ['yesterday lies within the last day', within('last', 'date'), '2026-06-14', true],
    ['tomorrow lies within the next day', within('next', 'date'), '2026-06-16', true],
    ['what is no date lies nowhere', within('next', 'date'), 'soon', false],
  ])('%s', async (_what, condition, value, expected) => {
    expect(await holds(condition, value)).toBe(expected);
  });

  test('now and its parts can be compared with', async () => {
    const now: Operand = { kind: 'path', path: { root: 'now', segments: [] } };
    const before: Condition = { kind: 'compare', field, operator: '<', value: now, as: 'time' };
    expect(await holds(before, '2026-06-15T09:59:59Z')).toBe(true);
    const weekday: Condition = {
      kind: 'equals',
      field: { root: 'now', segments: ['weekday'] },
      value: literal('mon'),
      ignoreCase: false,
    };
    expect(await holds(weekday)).toBe(true);
  });

  test('business hours and history are asked of the world', async () => {
    expect(await holds({ kind: 'business_hours', calendar: 'office' })).toBe(true);
    expect(await holds({ kind: 'happened', event: 'message.received' })).toBe(false);
  });
});

describe('C2 groups', () => {
  const yes: Condition = { kind: 'business_hours', calendar: 'office' };
  const no: Condition = { kind: 'business_hours', calendar: 'closed' };
  const later: Condition = { kind: 'expression', source: 'event.value = 1' };

  test.each<[string, Condition, boolean]>([
    ['all of none holds', { kind: 'all', conditions: [] }, true],
    ['any of none does not', { kind: 'any', conditions: [] }, false],
    ['all need every one', { kind: 'all', conditions: [yes, no] }, false],
    ['any needs one', { kind: 'any', conditions: [no, yes] }, true],
    ['not turns it round', { kind: 'not', condition: no }, true],
    ['not turns an expression round', { kind: 'not', condition: later }, false],
    ['an expression that decides is enough', { kind: 'any', conditions: [later, no] }, true],
    [
      'behind an expression that does not, the others are asked',
      { kind: 'all', conditions: [later, yes, later] },
      true,
    ],
    ['behind an expression that does not, another decides', { kind: 'all', conditions: [later, no] }, false],
  ])('%s', async (_what, condition, expected) => {
    expect(await holds(condition, 1)).toBe(expected);
  });

  test('what decides is not waited for', () => {
    const condition: Condition = { kind: 'any', conditions: [yes, later] };
    expect(compileCondition(condition)({ event: {} }, world)).toBe(true);
  });
});

describe('C7 an expression', () => {
  const expression = (source: string): Condition => ({ kind: 'expression', source });

  test('holds when it yields true, and for nothing else', async () => {
    expect(await holds(expression('event.value > 1'), 2)).toBe(true);
    expect(await holds(expression('event.value'), 2)).toBe(false);
    expect(await holds(expression('event.gone'))).toBe(false);
  });

  test('reads now, its parts, and JSON text', async () => {
    expect(await holds(expression('now = "2026-06-15T10:00:00.000Z" and now.weekday = "mon"'))).toBe(true);
    expect(await holds(expression('$millis() = 1781517600000 and $now() = now'))).toBe(true);
    expect(await holds(expression('$now("[Y0001]") = "2026"'))).toBe(true);
    expect(await holds(expression('$parse(event.value).a = 1'), '{"a": 1}')).toBe(true);
  });

  test('that fails says which one, and how to guard it', async () => {
    await expect(holds(expression('event.value < 3'), 'abc')).rejects.toMatchObject({
      code: 'SB431',
      kind: 'invalid',
      message: expect.stringContaining('"event.value < 3" failed'),
    });
  });

  test("that would use up the dispatcher's memory fails", async () => {
    await expect(holds(expression("$length($pad('', 1000000000)) > 1"), 'abc')).rejects.toMatchObject({
      code: 'SB431',
      message: expect.stringContaining('memory limit exceeded'),
    });
  });

  test('is compiled once, with its patterns', async () => {
    const condition = compileCondition(expression('$contains(event.value, /a+/)'));
    expect(await condition({ event: { value: 'aa' } }, world)).toBe(true);
    expect(await condition({ event: { value: 'bb' } }, world)).toBe(false);
  });

  test('runs its patterns through RE2', async () => {
    expect(await holds(expression('$contains(event.value, /A+/i) and $contains(event.value, /^b/m)'), 'aa\nb')).toBe(
      true,
    );
    expect(await holds(expression('$count($match(event.value, /a(x)?/)) = 2'), 'a a')).toBe(true);
  });
});
