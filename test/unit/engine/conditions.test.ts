import { describe, expect, test } from 'vitest';
import { eventPart } from '../../../lib/engine/conditions/event-part.ts';
import { createHolds } from '../../../lib/engine/conditions/holds.ts';
import type { Condition, Operand } from '../../../lib/workflow/conditions/condition.ts';
import type { Path } from '../../../lib/workflow/references/path.ts';

const path = (root: string): Path => ({ root, segments: ['x'] });
const literal: Operand = { kind: 'literal', value: 'a' };
const of = (root: string): Operand => ({ kind: 'path', path: path(root) });

/** A condition of each kind on this root, compared with that operand. */
function kindsOf(root: string, value: Operand): readonly Condition[] {
  const field = path(root);
  const ignoreCase = false;
  return [
    { kind: 'equals', field, value, ignoreCase },
    { kind: 'one_of', field, values: [literal, value], ignoreCase },
    { kind: 'contains', field, values: [value], quantifier: 'any', holder: 'any', ignoreCase },
    { kind: 'starts_with', field, value, ignoreCase },
    { kind: 'ends_with', field, value, ignoreCase },
    { kind: 'compare', field, operator: '<', value, as: 'number' },
    { kind: 'count', field, operator: '=', value },
    { kind: 'not', condition: { kind: 'equals', field, value, ignoreCase } },
    { kind: 'any', conditions: [{ kind: 'equals', field, value, ignoreCase }] },
  ];
}

describe('C8 the part of a trigger’s condition that costs nothing', () => {
  const free: readonly Condition[] = [
    ...kindsOf('event', literal),
    ...kindsOf('event', of('now')),
    { kind: 'exists', field: path('event') },
    { kind: 'empty', field: path('now') },
    { kind: 'matches', field: path('event'), pattern: 'a', ignoreCase: false },
    { kind: 'within', field: path('event'), direction: 'last', seconds: 5, as: 'time' },
  ];
  const costly: readonly Condition[] = [
    ...kindsOf('contact', literal),
    ...kindsOf('event', of('contact')),
    { kind: 'exists', field: path('lead') },
    { kind: 'matches', field: path('contact'), pattern: 'a', ignoreCase: false },
    { kind: 'within', field: path('contact'), direction: 'next', seconds: 5, as: 'date' },
    { kind: 'business_hours', calendar: 'office' },
    { kind: 'expression', source: 'event.x = 1' },
    { kind: 'happened', event: 'message.received' },
    { kind: 'all', conditions: [{ kind: 'exists', field: path('contact') }] },
  ];

  test('is what reads the event and the time alone', () => {
    expect(eventPart({ kind: 'all', conditions: [...free, ...costly] })).toEqual(free);
  });

  test('of one condition is itself, or nothing', () => {
    const [condition] = free;
    expect(condition && eventPart(condition)).toEqual([condition]);
    expect(eventPart({ kind: 'business_hours', calendar: 'office' })).toEqual([]);
  });
});

describe('judging a condition', () => {
  const office = { zone: 'UTC', hours: { sun: [['09:00', '17:00']] }, holidays: [] } as const;
  const holds = createHolds({ calendars: new Map([['office', office]]), zone: 'Europe/Berlin' });
  const now = Date.parse('2026-03-01T23:30:00Z');
  const judge = (condition: Condition, given: { zone?: string; contact?: object; now?: number } = {}) =>
    holds(condition, {
      now: given.now ?? now,
      zone: given.zone ?? 'UTC',
      values: { event: { day: '2026-03-02', at: '2026-03-01T23:29:00Z' }, contact: { ...given.contact } },
    });
  const today: Condition = {
    kind: 'equals',
    field: { root: 'event', segments: ['day'] },
    value: { kind: 'path', path: { root: 'now', segments: ['date'] } },
    ignoreCase: false,
  };

  test('reads the date in the workflow’s zone, the contact’s, or the deployment’s', () => {
    expect(judge(today)).toBe(false);
    expect(judge(today, { zone: 'Europe/Berlin' })).toBe(true);
    expect(judge(today, { zone: 'contact' })).toBe(true);
    expect(judge(today, { zone: 'contact', contact: { zone: 'America/New_York' } })).toBe(false);
  });

  test('knows the moment, and when days begin', () => {
    const recent = {
      kind: 'within',
      field: { root: 'event', segments: ['at'] },
      direction: 'last',
      as: 'time',
    } as const;
    expect(judge({ ...recent, seconds: 60 })).toBe(true);
    expect(judge({ ...recent, seconds: 59 })).toBe(false);
    const day = { kind: 'literal', value: '2026-03-02' } as const;
    const since: Condition = {
      kind: 'compare',
      field: { root: 'event', segments: ['at'] },
      operator: '>=',
      value: day,
      as: 'time',
    };
    expect(judge(since)).toBe(false);
    expect(judge(since, { zone: 'Europe/Berlin' })).toBe(true);
  });

  test('knows business hours; a calendar that is gone is never open', () => {
    const at = (clock: string) => ({ now: Date.parse(`2026-03-01T${clock}:00Z`) });
    expect(judge({ kind: 'business_hours', calendar: 'office' }, at('10:00'))).toBe(true);
    expect(judge({ kind: 'business_hours', calendar: 'office' }, at('18:00'))).toBe(false);
    expect(judge({ kind: 'business_hours', calendar: 'gone' }, at('10:00'))).toBe(false);
  });

  test('looks up no history: that is for steps', () => {
    expect(judge({ kind: 'happened', event: 'message.received' })).toBe(false);
  });
});
