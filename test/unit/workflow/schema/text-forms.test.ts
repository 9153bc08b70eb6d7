import { describe, expect, test } from 'vitest';
import { durationSeconds, parseDuration } from '../../../../lib/workflow/schema/duration.ts';
import { isClock, isDate, isTime } from '../../../../lib/workflow/schema/moment.ts';
import { scheduleProblem } from '../../../../lib/workflow/schema/schedule-expression.ts';
import { zoneProblem } from '../../../../lib/workflow/schema/zone.ts';

describe('durations', () => {
  test.each([
    ['4 hours', { days: 0, seconds: 14_400 }],
    ['1 day 12 hours', { days: 1, seconds: 43_200 }],
    ['2 weeks 1 day', { days: 15, seconds: 0 }],
    ['30 minutes 1 second', { days: 0, seconds: 1_801 }],
    ['365 days', { days: 365, seconds: 0 }],
  ])('given %s, then it is days and seconds', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
    expect(durationSeconds(text)).toBe(duration.days * 86_400 + duration.seconds);
  });

  test.each([
    ['4h', 'Write 4 hours'],
    ['1d', 'Write 1 day'],
    ['90 mins', 'Write 90 minutes'],
    ['60', 'Write the unit: 60 seconds'],
    ['2 months', 'write days or weeks'],
    ['soon', 'Write whole numbers with units'],
    ['1.5 hours', 'Write whole numbers with units'],
    ['1 hour 2 hours', 'Add them up'],
    ['0 days', 'Write at least 1 second'],
    ['366 days', 'Write at most 365 days'],
    ['53 weeks', 'Write at most 365 days'],
  ])('given %s, then the mend is told', (text, mend) => {
    expect(parseDuration(text)).toEqual({ problem: expect.stringContaining(mend) });
    expect(durationSeconds(text)).toBe(0);
  });
});

describe('clocks, dates and times', () => {
  test.each(['00:00', '09:05', '23:59'])('given %s, then it is a clock', (text) => {
    expect(isClock(text)).toBe(true);
  });

  test.each(['9:00', '24:00', '12:60', '12'])('given %s, then it is no clock', (text) => {
    expect(isClock(text)).toBe(false);
  });

  test.each(['2026-12-24', '2024-02-29'])('given %s, then it is a date', (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each(['2026-02-30', '2026-13-01', '24.12.2026', '2026-1-1'])('given %s, then it is no date', (text) => {
    expect(isDate(text)).toBe(false);
  });

  test.each(['2026-12-24T09:00Z', '2026-12-24T09:00:00.123+02:00'])('given %s, then it is a time', (text) => {
    expect(isTime(text)).toBe(true);
  });

  test.each(['2026-12-24', '2026-12-24T09:00', '2026-02-30T09:00Z', '2026-12-24T25:00Z'])(
    'given %s, then it is no time',
    (text) => {
      expect(isTime(text)).toBe(false);
    },
  );
});

describe('zones', () => {
  test.each(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])(
    'given %s, then it is one',
    (name) => {
      expect(zoneProblem(name)).toBeUndefined();
    },
  );

  test.each([
    ['europe/berlin', 'Did you mean "Europe/Berlin"?'],
    ['Europe/Berln', 'Did you mean "Europe/Berlin"?'],
    ['Berlin', 'Did you mean "Europe/Berlin"?'],
    ['+01:00', 'Write an IANA name'],
    ['Mars/Olympus_Mons', 'Write an IANA name'],
  ])('given %s, then the mend is told', (name, mend) => {
    expect(zoneProblem(name)).toContain(mend);
  });
});

describe('schedules', () => {
  test.each([
    'cron(0 9 ? * MON *)',
    'cron(*/5 8-18/2 L JAN,DEC ? 2026-2030)',
    'cron(0 0 15W * ? *)',
    'cron(0 0 ? * 6#3 *)',
    'cron(0 0 ? * FRIL *)',
    'rate(1 day)',
    'rate(5 minutes)',
  ])('given %s, then it is fine', (expression) => {
    expect(scheduleProblem(expression)).toBeUndefined();
  });

  test.each([
    ['every day', 'Write cron(0 9 ? * MON *) or rate(1 day)'],
    ['rate(5)', 'Write a whole number and minutes, hours or days'],
    ['rate(1 weeks)', 'Write a whole number and minutes, hours or days'],
    ['rate(1 days)', 'EventBridge wants rate(1 day)'],
    ['rate(2 day)', 'EventBridge wants rate(2 days)'],
    ['cron(0 9 * * MON)', 'has six fields, not 5'],
    ['cron(60 9 ? * MON *)', '"60" is no minutes'],
    ['cron(0 9 ? * MOON *)', '"MOON" is no day of week'],
    ['cron(0 5-3 ? * MON *)', '"5-3" is no hours'],
    ['cron(0 1-2-3 ? * MON *)', '"1-2-3" is no hours'],
    ['cron(0/0 9 ? * MON *)', '"0/0" is no minutes'],
    ['cron(0/1/2 9 ? * MON *)', '"0/1/2" is no minutes'],
    ['cron(0 9 * * * *)', 'Write ? for exactly one'],
    ['cron(0 9 ? * ? *)', 'Write ? for exactly one'],
  ])('given %s, then the mend is told', (expression, mend) => {
    expect(scheduleProblem(expression)).toContain(mend);
  });
});
