import { describe, expect, test } from 'vitest';
import { parsePath } from '../../../../lib/workflow/references/parse-path.ts';
import { formatPath } from '../../../../lib/workflow/references/path.ts';
import { typeOfPath } from '../../../../lib/workflow/references/path-type.ts';

describe('a path', () => {
  test.each([
    ['now', { root: 'now', segments: [] }],
    ['event.lines[0].sku', { root: 'event', segments: ['lines', 0, 'sku'] }],
    ['event.`Order-No`.x', { root: 'event', segments: ['Order-No', 'x'] }],
    ['line_index', { root: 'line_index', segments: [] }],
  ])('given %s, then it is a root and segments, and is written back alike', (text, path) => {
    const parsed = parsePath(text);
    expect(parsed).toEqual({ path });
    expect(formatPath(path)).toBe(text);
  });

  test.each([
    ['{{ event.a }}', 'Write it without braces: event.a'],
    ['event.Order No', 'Put an odd name in backticks'],
    ['event.Order-No', 'Put an odd name in backticks'],
    ['event.9lives', 'Put an odd name in backticks: .`9lives`'],
    ['event.a[x]', 'An index is a whole number from 0'],
    ['event.a[-1]', 'An index is a whole number from 0'],
    ['event..a', 'Write a root and fields'],
    ['', 'Write a root and fields'],
    ['9', 'Write a root and fields'],
  ])('given %s, then the mend is told', (text, mend) => {
    expect(parsePath(text)).toEqual({ problem: expect.stringContaining(mend) });
  });
});

describe('the type of a path', () => {
  const roots = {
    event: {
      type: 'object',
      fields: { lines: { type: 'list', of: { type: 'object', fields: { sku: { type: 'text' } } } } },
    },
  } as const;
  const typeAt = (text: string): string | undefined => {
    const parsed = parsePath(text);
    return 'path' in parsed ? typeOfPath(parsed.path, roots)?.type : 'no path';
  };

  test.each([
    ['event', 'object'],
    ['event.lines', 'list'],
    ['event.lines[3].sku', 'text'],
    ['now', 'time'],
    ['now.date', 'date'],
    ['now.clock', 'clock'],
  ])('given %s, then it is %s', (text, type) => {
    expect(typeAt(text)).toBe(type);
  });

  test.each(['event.none', 'event.lines.sku', 'event[0]', 'other.a', 'toString', 'event.constructor', 'now.year'])(
    'given %s, then it is not known',
    (text) => {
      expect(typeAt(text)).toBeUndefined();
    },
  );
});
