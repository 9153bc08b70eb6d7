import { describe, expect, test } from 'vitest';
import { type RunQuery, readRunFilter } from '../../../lib/engine/runs/run-filter.ts';

const [FROM, TO] = ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00+00:00'];
const WITHIN = { from: Date.parse(FROM), to: Date.parse(TO) };

describe('R3 filters of run lists', () => {
  test.each<RunQuery>([
    {},
    { status: 'failed' },
    { contact: 'c' },
    { workflow: 'w' },
    { workflow: 'w', status: 'failed' },
    { workflow: 'w', version: 2 },
    { workflow: 'w', arm: 'treatment' },
    { workflow: 'w', version: 2, arm: 'control' },
  ])('%j is one, with and without a time', (query) => {
    expect(readRunFilter(query)).toEqual(query);
    expect(readRunFilter({ ...query, from: FROM, to: TO })).toEqual({ ...query, ...WITHIN });
  });

  test.each<[RunQuery, RegExp]>([
    [{ contact: 'c', workflow: 'w' }, /Leave contact out/],
    [{ contact: 'c', status: 'failed' }, /Leave contact out/],
    [{ contact: 'c', arm: 'control' }, /Leave contact out/],
    [{ version: 2 }, /Name the workflow/],
    [{ arm: 'control' }, /Name the workflow/],
    [{ workflow: 'w', version: 2, status: 'failed' }, /Leave status out/],
    [{ from: TO, to: FROM }, /before/],
    [{ from: TO, to: TO }, /before/],
  ])('%j is refused, and says what goes', (query, resolution) => {
    const read = () => readRunFilter(query);

    expect(read).toThrowError(
      expect.objectContaining({ code: 'SB707', resolution: expect.stringMatching(resolution) }),
    );
  });
});
