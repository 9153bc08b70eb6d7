import { describe, expect, test } from 'vitest';
import { isOpen, nextOpen } from '../../../lib/engine/calendar/business-hours.ts';
import { knownZone, localTime, startOfDay } from '../../../lib/engine/calendar/local-time.ts';
import { resolveWait } from '../../../lib/engine/calendar/resolve-wait.ts';
import { resolveZone } from '../../../lib/engine/calendar/resolve-zone.ts';
import type { Calendar } from '../../../lib/workflow/catalogue/catalogue.ts';
import type { CalendarWait } from '../../../lib/workflow/graph/graph.ts';
import type { Json } from '../../../lib/workflow/json.ts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const LORD_HOWE = 'Australia/Lord_Howe';
const KATHMANDU = 'Asia/Kathmandu';
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

describe('C5 local time', () => {
  test.each([
    [BERLIN, '2026-03-29T00:59:00Z', '2026-03-29', '01:59', 'sun'],
    [BERLIN, '2026-03-29T01:00:00Z', '2026-03-29', '03:00', 'sun'],
    [BERLIN, '2026-10-25T00:30:00Z', '2026-10-25', '02:30', 'sun'],
    [BERLIN, '2026-10-25T01:30:00Z', '2026-10-25', '02:30', 'sun'],
    [NEW_YORK, '2026-03-08T06:59:00Z', '2026-03-08', '01:59', 'sun'],
    [NEW_YORK, '2026-03-08T07:00:00Z', '2026-03-08', '03:00', 'sun'],
    [NEW_YORK, '2026-03-01T03:00:00Z', '2026-02-28', '22:00', 'sat'],
    [LORD_HOWE, '2026-10-03T15:29:00Z', '2026-10-04', '01:59', 'sun'],
    [LORD_HOWE, '2026-10-03T15:30:00Z', '2026-10-04', '02:30', 'sun'],
    [KATHMANDU, '2026-03-01T18:15:00Z', '2026-03-02', '00:00', 'mon'],
  ])('%s at %s is %s %s, %s', (zone, at, date, clock, weekday) => {
    expect(localTime(Date.parse(at), zone)).toEqual({ date, clock, weekday });
  });

  test.each([
    [BERLIN, '2026-03-29', '2026-03-28T23:00:00.000Z'],
    [KATHMANDU, '2026-03-02', '2026-03-01T18:15:00.000Z'],
    // Midnight does not exist on this day: the clocks go from 23:59 to 01:00.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('in %s, %s begins at %s', (zone, date, at) => {
    expect(iso(startOfDay(date, zone))).toBe(at);
  });

  test('what is no date has no beginning', () => {
    expect(startOfDay('2026-02-30', 'UTC')).toBeNaN();
    expect(startOfDay('tomorrow', 'UTC')).toBeNaN();
    // @ts-expect-error: only what is no text at all is a mistake of ours.
    expect(() => startOfDay(Symbol('date'), 'UTC')).toThrow(TypeError);
  });

  test('a contact’s zone counts if it is one, otherwise the deployment’s', () => {
    expect(knownZone(KATHMANDU, BERLIN)).toBe(KATHMANDU);
    expect(knownZone('Middle/Earth', BERLIN)).toBe(BERLIN);
    expect(knownZone(5, BERLIN)).toBe(BERLIN);
    expect(resolveZone('contact', { zone: KATHMANDU }, BERLIN)).toBe(KATHMANDU);
    expect(resolveZone('contact', undefined, BERLIN)).toBe(BERLIN);
    expect(resolveZone(NEW_YORK, { zone: KATHMANDU }, BERLIN)).toBe(NEW_YORK);
  });
});

const office: Calendar = {
  zone: BERLIN,
  hours: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ],
    fri: [['09:00', '24:00']],
    sun: [['02:00', '04:00']],
  },
  holidays: ['2026-04-06'],
};

describe('C5 business hours', () => {
  test.each([
    ['2026-03-02T07:59:59Z', false],
    ['2026-03-02T08:00:00Z', true],
    ['2026-03-02T11:00:00Z', false],
    ['2026-03-02T12:00:00Z', true],
    ['2026-03-02T16:00:00Z', false],
    ['2026-03-03T10:00:00Z', false],
    ['2026-03-06T22:59:59Z', true],
    ['2026-03-06T23:00:00Z', false],
    ['2026-04-06T10:00:00Z', false],
    // 02:00 does not come on this day: the calendar opens when it would have, at 03:00.
    ['2026-03-29T01:00:00Z', true],
    ['2026-03-29T01:59:59Z', true],
    ['2026-03-29T02:00:00Z', false],
    // 02:00 comes twice on this day: open from the first.
    ['2026-10-25T00:00:00Z', true],
    ['2026-10-25T02:59:59Z', true],
    ['2026-10-25T03:00:00Z', false],
  ])('at %s: open %s', (at, open) => {
    expect(isOpen(office, Date.parse(at))).toBe(open);
  });

  test.each([
    ['2026-03-02T08:30:00Z', '2026-03-02T08:30:00.000Z'],
    ['2026-03-02T11:30:00Z', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02T16:00:00Z', '2026-03-06T08:00:00.000Z'],
    // Over a holiday, and over the change to summer time.
    ['2026-04-05T10:00:00Z', '2026-04-10T07:00:00.000Z'],
  ])('from %s it opens next at %s', (at, opens) => {
    expect(iso(nextOpen(office, Date.parse(at)))).toBe(opens);
  });

  test('a calendar that never opens has no next opening', () => {
    expect(nextOpen({ ...office, hours: {} }, 0)).toBeUndefined();
  });
});

describe('F1 a wait', () => {
  const until = (value: Json) => ({ until: { kind: 'literal', value: value as string } }) as const;
  const resolve = (wait: Omit<CalendarWait, 'zone'>, now: string, zone = BERLIN) => {
    const operand = wait.until;
    const value = operand?.kind === 'literal' ? operand.value : undefined;
    const context = { now: Date.parse(now), zone, calendars: new Map([['office', office]]), until: value };
    return iso(resolveWait({ ...wait, zone }, context));
  };
  const day = (sign: 1 | -1, days: number, seconds = 0) => ({ offset: { sign, days, seconds } }) as const;

  test.each([
    ['until a time', until('2026-03-10T10:00:00+01:00'), '2026-03-10T09:00:00.000Z'],
    ['until a date: its beginning in the zone', until('2026-03-10'), '2026-03-09T23:00:00.000Z'],
    ['until what is past: at once', until('2020-01-01'), '2026-03-01T10:00:00.000Z'],
    [
      '30 days before a date, at a clock',
      { ...until('2026-04-30'), ...day(-1, 30), at: '09:00' },
      '2026-03-31T07:00:00.000Z',
    ],
    // Calendar days keep the time of day over the change of the clocks; hours are hours.
    [
      'a day after, over the change',
      { ...until('2026-03-28T12:00:00+01:00'), ...day(1, 1) },
      '2026-03-29T10:00:00.000Z',
    ],
    [
      '24 hours after, over the change',
      { ...until('2026-03-28T12:00:00+01:00'), ...day(1, 0, 86_400) },
      '2026-03-29T11:00:00.000Z',
    ],
    [
      'at a clock on the day, even if before its time',
      { ...until('2026-03-10T20:00:00Z'), at: '09:00' },
      '2026-03-10T08:00:00.000Z',
    ],
    ['at a clock still to come today', { at: '12:00' }, '2026-03-01T11:00:00.000Z'],
    ['at a clock that is now', { at: '11:00' }, '2026-03-01T10:00:00.000Z'],
    ['at a clock that has passed: tomorrow', { at: '09:00' }, '2026-03-02T08:00:00.000Z'],
    [
      'at a clock that is skipped: when it would have been',
      { ...until('2026-03-29'), at: '02:30' },
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'at a clock that comes twice: the first time',
      { ...until('2026-10-25'), at: '02:30' },
      '2026-10-25T00:30:00.000Z',
    ],
    ['a day on, at the next such clock', { ...day(1, 1), at: '09:00' }, '2026-03-03T08:00:00.000Z'],
    ['forward to a weekday: its beginning', { weekdays: ['tue', 'wed'] }, '2026-03-02T23:00:00.000Z'],
    ['forward to a weekday, at a clock', { weekdays: ['tue'], at: '09:00' }, '2026-03-03T08:00:00.000Z'],
    ['on a weekday that is today', { weekdays: ['sun'] }, '2026-03-01T10:00:00.000Z'],
    ['into business hours', { businessHours: 'office' }, '2026-03-02T08:00:00.000Z'],
    [
      'at a clock, then into business hours',
      { at: '12:30', weekdays: ['mon'], businessHours: 'office' },
      '2026-03-02T12:00:00.000Z',
    ],
  ] as const)('%s', (_, wait, expected) => {
    expect(resolve(wait, '2026-03-01T10:00:00Z')).toBe(expected);
  });

  test.each([
    [NEW_YORK, '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    [NEW_YORK, '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    [LORD_HOWE, '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    [LORD_HOWE, '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
    [KATHMANDU, '2026-03-10', '09:00', '2026-03-10T03:15:00.000Z'],
  ])('in %s on %s at %s ends at %s', (zone, date, at, expected) => {
    expect(resolve({ ...until(date), at }, '2026-01-01T00:00:00Z', zone)).toBe(expected);
  });

  test.each([null, '', 'tomorrow', '2026-02-30', 5, '2026-13-01T00:00:00Z'])('until %o is a missing value', (value) => {
    const wait = () => resolve(until(value), '2026-03-01T10:00:00Z');
    expect(wait).toThrowError(expect.objectContaining({ code: 'missing_value', kind: 'invalid' }));
  });

  test.each(['unknown', 'closed'])('for the calendar "%s" never ends', (businessHours) => {
    const calendars = new Map([['closed', { ...office, hours: {} }]]);
    const wait = () =>
      resolveWait({ zone: BERLIN, businessHours }, { now: 0, zone: BERLIN, calendars, until: undefined });
    expect(wait).toThrowError(expect.objectContaining({ code: 'never_open', kind: 'invalid' }));
  });
});
