import { describe, expect, test } from 'vitest';
import { formatDate } from '../../../../lib/workflow/messages/format-date.ts';

describe('The date filter', () => {
  test.each([
    ['%Y-%m-%dT%H:%M:%S%:z', '2026-03-08T09:05:07+01:00'],
    ['%y %B %b %h %-m %-d %e|%j', '26 March Mar Mar 3 8  8|067'],
    ['%A %a %u %w %V %G', 'Sunday Sun 7 0 10 2026'],
    ['%k|%I|%l|%-I|%p|%P|%L', ' 9|09| 9|9|AM|am|000'],
    ['%s %z %Z %F %R %T %%', '1772957107 +0100 Europe/Berlin 2026-03-08 09:05 09:05:07 %'],
  ])('writes %s', (format, expected) => {
    expect(formatDate('2026-03-08T08:05:07Z', format, 'Europe/Berlin')).toBe(expected);
  });

  test('knows afternoons and midnight', () => {
    expect(formatDate('2026-03-08T12:00:00Z', '%I %p %P', 'UTC')).toBe('12 PM pm');
    expect(formatDate('2026-03-08T00:00:00Z', '%I %p', 'UTC')).toBe('12 AM');
  });

  test.each([
    ['Europe/Berlin', '2026-03-29T01:30:00Z', '03:30 +0200'],
    ['America/New_York', '2026-11-01T06:30:00Z', '01:30 -0500'],
    ['Australia/Lord_Howe', '2026-04-04T15:30:00Z', '02:00 +1030'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '05:45 +0545'],
  ])('follows the clocks of %s', (zone, time, expected) => {
    expect(formatDate(time, '%H:%M %z', zone)).toBe(expected);
  });

  test('writes a date without a clock, a time with one, when no format is given', () => {
    expect(formatDate('2026-12-24', undefined, 'Europe/Berlin')).toBe('2026-12-24');
    expect(formatDate('2026-12-24T23:30:00Z', undefined, 'Europe/Berlin')).toBe('2026-12-25 00:30');
  });

  test('a date is that day in every zone', () => {
    expect(formatDate('2026-12-24', '%d.%m.%Y %H:%M', 'Pacific/Kiritimati')).toBe('24.12.2026 00:00');
  });

  test.each(['24.12.2026', '2026-02-30', '2026-12-24T10:00:00', '1772957107'])(
    'refuses %s without quoting it',
    (value) => {
      expect(() => formatDate(value, '%Y', 'UTC')).toThrow(/takes a date/);
      expect(() => formatDate(value, '%Y', 'UTC')).not.toThrow(value);
    },
  );

  test('refuses a directive that does not exist', () => {
    expect(() => formatDate('2026-12-24', '%Q', 'UTC')).toThrow('knows no %Q');
  });
});
