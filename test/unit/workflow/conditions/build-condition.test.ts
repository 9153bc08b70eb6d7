import { describe, expect, test } from 'vitest';
import { buildCondition } from '../../../../lib/workflow/conditions/build-condition.ts';
import type { Condition } from '../../../../lib/workflow/conditions/condition.ts';
import type { ConditionPlace } from '../../../../lib/workflow/conditions/condition-place.ts';
import { formatPath } from '../../../../lib/workflow/references/path.ts';
import { type RootTypes, typeOfPath } from '../../../../lib/workflow/references/path-type.ts';
import { IfSchema } from '../../../../lib/workflow/schema/condition-schema.ts';

const event: RootTypes[string] = {
  type: 'object',
  fields: {
    text: { type: 'text' },
    number: { type: 'number' },
    time: { type: 'time' },
    date: { type: 'date' },
    clock: { type: 'clock' },
    list: { type: 'list', of: { type: 'text' } },
    any: { type: 'any' },
  },
};

function place(issues: string[], zone: string, roots: RootTypes): ConditionPlace {
  return {
    report: (code, pointer) => issues.push(`${code} ${pointer}`),
    zone,
    typeOf: (path) => typeOfPath(path, roots),
    receiving: (name) =>
      place(issues, zone, { ...roots, received: { type: 'object', fields: { [name]: { type: 'date' } } } }),
  };
}

/** The normal form of what `if` holds, with what was reported. */
function normal(
  definition: unknown,
  zone = 'Europe/Berlin',
): { readonly condition: Condition; readonly issues: string[] } {
  const issues: string[] = [];
  const condition = buildCondition(IfSchema.parse(definition), '/if', place(issues, zone, { event }));
  return { condition, issues };
}

/** Conditions as short text, so that a table can be read. */
function short(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `${condition.kind}(${condition.conditions.map(short).join(', ')})`;
    case 'not':
      return `not ${short(condition.condition)}`;
    case 'compare':
      return `${formatPath(condition.field)} ${condition.operator} ${value(condition.value)} as ${condition.as}`;
    case 'count':
      return `count ${formatPath(condition.field)} ${condition.operator} ${value(condition.value)}`;
    case 'within':
      return `${formatPath(condition.field)} in the ${condition.direction} ${condition.seconds} as ${condition.as}`;
    case 'exists':
    case 'empty':
      return `${condition.kind} ${formatPath(condition.field)}`;
    case 'equals':
    case 'starts_with':
    case 'ends_with':
      return `${formatPath(condition.field)} ${condition.kind} ${value(condition.value)}${condition.ignoreCase ? ' any case' : ''}`;
    case 'one_of':
      return `${formatPath(condition.field)} one_of ${condition.values.map(value).join(' ')}`;
    case 'contains':
      return `${condition.holder} ${formatPath(condition.field)} contains ${condition.quantifier} ${condition.values.map(value).join(' ')}`;
    case 'matches':
      return `${formatPath(condition.field)} matches ${condition.pattern}`;
    case 'happened':
      return `happened ${condition.event}${condition.condition === undefined ? '' : ` if ${short(condition.condition)}`}`;
    case 'business_hours':
      return `open ${condition.calendar}`;
    case 'expression':
      return condition.source;
  }
}

function value(operand: { readonly kind: string }): string {
  if ('path' in operand && typeof operand.path === 'object') return `<${formatPath(Object(operand.path))}>`;
  return 'value' in operand ? JSON.stringify(operand.value) : '';
}

describe('the normal form', () => {
  test.each([
    [{ field: 'event.text', is: 'a' }, 'event.text equals "a"'],
    [{ field: 'event.text', is: 'a', ignore_case: true }, 'event.text equals "a" any case'],
    [{ field: 'event.text', is_not: '{{ event.any }}' }, 'not event.text equals <event.any>'],
    [{ field: 'event.text', in: ['a', 1, true] }, 'event.text one_of "a" 1 true'],
    [{ field: 'event.text', not_in: ['a', '{{ event.any }}'] }, 'not event.text one_of "a" <event.any>'],
    [{ field: 'event.text', contains: 'a' }, 'text event.text contains any "a"'],
    [{ field: 'event.list', contains_any: ['a', 'b'] }, 'list event.list contains any "a" "b"'],
    [{ field: 'event.list', contains_all: ['a', 'b'] }, 'list event.list contains all "a" "b"'],
    [{ field: 'event.any', contains_none: ['a'] }, 'not any event.any contains any "a"'],
    [{ field: 'event.text', starts_with: 'a' }, 'event.text starts_with "a"'],
    [{ field: 'event.text', ends_with: 'a', ignore_case: true }, 'event.text ends_with "a" any case'],
    [{ field: 'event.text', matches: '^a+' }, 'event.text matches ^a+'],
    [{ field: 'event.number', below: 1 }, 'event.number < 1 as number'],
    [{ field: 'event.number', at_most: '{{ event.any }}' }, 'event.number <= <event.any> as number'],
    [{ field: 'event.number', above: 1 }, 'event.number > 1 as number'],
    [{ field: 'event.number', at_least: 1 }, 'event.number >= 1 as number'],
    [{ field: 'event.number', between: [1, 2] }, 'all(event.number >= 1 as number, event.number <= 2 as number)'],
    [{ field: 'event.date', before: '2026-12-24' }, 'event.date < "2026-12-24" as date'],
    [{ field: 'event.time', after: '2026-12-24T09:00:00Z' }, 'event.time > "2026-12-24T09:00:00Z" as time'],
    [{ field: 'event.time', after: '2026-12-24' }, 'event.time > "2026-12-23T23:00:00Z" as time'],
    [{ field: 'event.any', after: '09:00' }, 'event.any > "09:00" as clock'],
    [{ field: 'event.any', before: '{{ event.date }}' }, 'event.any < <event.date> as date'],
    [{ field: 'event.any', before: '{{ event.any }}' }, 'event.any < <event.any> as time'],
    [
      { field: 'event.any', between: [1, '{{ event.any }}'] },
      'all(event.any >= 1 as number, event.any <= <event.any> as number)',
    ],
    [
      { field: 'event.any', between: ['{{ event.any }}', '{{ event.list }}'] },
      'all(event.any >= <event.any> as number, event.any <= <event.list> as number)',
    ],
    [
      { field: 'event.clock', between: ['08:00', '21:00'] },
      'all(event.clock >= "08:00" as clock, event.clock <= "21:00" as clock)',
    ],
    [
      { field: 'event.clock', between: ['21:00', '08:00'] },
      'any(event.clock >= "21:00" as clock, event.clock <= "08:00" as clock)',
    ],
    [
      { field: 'now.clock', between: ['{{ event.clock }}', '08:00'] },
      'any(all(event.clock <= "08:00" as clock, now.clock >= <event.clock> as clock, now.clock <= "08:00" as clock), ' +
        'all(event.clock > "08:00" as clock, any(now.clock >= <event.clock> as clock, now.clock <= "08:00" as clock)))',
    ],
    [
      { field: 'now.clock', between: ['21:00', '{{ event.clock }}'] },
      'any(all(event.clock >= "21:00" as clock, now.clock >= "21:00" as clock, now.clock <= <event.clock> as clock), ' +
        'all(event.clock < "21:00" as clock, any(now.clock >= "21:00" as clock, now.clock <= <event.clock> as clock)))',
    ],
    [{ field: 'event.time', within_last: '2 days' }, 'event.time in the last 172800 as time'],
    [{ field: 'event.date', within_next: '1 day 1 hour' }, 'event.date in the next 90000 as date'],
    [{ field: 'event.any', exists: true }, 'exists event.any'],
    [{ field: 'event.any', exists: false }, 'not exists event.any'],
    [{ field: 'event.list', is_empty: true }, 'empty event.list'],
    [{ field: 'event.list', is_empty: false }, 'not empty event.list'],
    [{ field: 'event.list', count: { is: 3 } }, 'count event.list = 3'],
    [{ field: 'event.list', count: { is_not: 3 } }, 'not count event.list = 3'],
    [{ field: 'event.list', count: { below: 3 } }, 'count event.list < 3'],
    [{ field: 'event.list', count: { at_most: 3 } }, 'count event.list <= 3'],
    [{ field: 'event.list', count: { above: '{{ event.number }}' } }, 'count event.list > <event.number>'],
    [{ field: 'event.list', count: { at_least: 3 } }, 'count event.list >= 3'],
    [{ field: 'event.list', count: { between: [1, 3] } }, 'all(count event.list >= 1, count event.list <= 3)'],
    [{ business_hours: 'office' }, 'open office'],
    [{ expression: 'event.number > 1' }, 'event.number > 1'],
    [{ not: { field: 'event.any', exists: false } }, 'exists event.any'],
    [{ any: [{ expression: 'a' }, { all: [{ expression: 'b' }, { expression: 'c' }] }] }, 'any(a, all(b, c))'],
    [[{ expression: 'a' }, { expression: 'b' }], 'all(a, b)'],
    [[{ expression: 'a' }], 'a'],
    [{ happened: 'x' }, 'happened x'],
    [
      { not_happened: 'x', if: { field: 'received.x', before: '{{ event.any }}' } },
      'not happened x if received.x < <event.any> as date',
    ],
  ])('given %j, then it is reduced', (definition, form) => {
    const { condition, issues } = normal(definition);
    expect(short(condition)).toBe(form);
    expect(issues).toEqual([]);
  });

  test('given since and within_last, then history has its bounds', () => {
    const { condition } = normal({ happened: 'x', since: 'welcome', within_last: '1 day' });
    expect(condition).toEqual({ kind: 'happened', event: 'x', since: 'welcome', withinSeconds: 86_400 });
  });
});

describe('what cannot be compared', () => {
  test.each([
    ['a path in braces', { field: '{{ event.a }}', is: 1 }, 'SB401 /if/field'],
    ['an unreadable reference', { field: 'event.text', is: '{{ }}' }, 'SB402 /if/is'],
    ['text around a reference', { field: 'event.text', in: ['x {{ event.any }}'] }, 'SB403 /if/in/0'],
    ['a filter', { field: 'event.text', contains: '{{ event.any | upcase }}' }, 'SB403 /if/contains'],
    ['a pattern by reference', { field: 'event.text', matches: '{{ event.any }}' }, 'SB403 /if/matches'],
    ['a pattern with look-ahead', { field: 'event.text', matches: '(?=a)' }, 'SB404 /if/matches'],
    ['text as number', { field: 'event.number', below: 'x' }, 'SB219 /if/below'],
    ['text as count', { field: 'event.list', count: { between: [1, 'x'] } }, 'SB219 /if/count/between'],
    ['a time beside a date', { field: 'event.date', before: '2026-12-24T09:00:00Z' }, 'SB405 /if/before'],
    ['words', { field: 'event.any', after: 'tomorrow' }, 'SB405 /if/after'],
    ['a number beside a clock', { field: 'event.clock', between: ['09:00', 5] }, 'SB405 /if/between/1'],
  ])('given %s, then it is reported', (_what, definition, issue) => {
    expect(normal(definition).issues).toEqual([issue]);
  });

  test('given a date beside a time in the zone of each contact, then a time is asked for', () => {
    expect(normal({ field: 'event.time', before: '2026-12-24' }, 'contact').issues).toEqual(['SB406 /if/before']);
  });
});
