import { describe, expect, test } from 'vitest';
import { checkSampleRatio } from '../../../../lib/engine/statistics/check-sample-ratio.ts';
import { chiSquaredTail } from '../../../../lib/engine/statistics/distributions.ts';

const parts = (...given: readonly (readonly [number, number])[]) =>
  given.map(([count, share], index) => ({ id: `part_${index}`, count, share }));

describe('F5 the sample ratio', () => {
  test('as asked for is no alarm', () => {
    expect(checkSampleRatio(parts([5_020, 50], [4_980, 50]))?.mismatch).toBe(false);
  });

  test('off by what chance hardly does is one', () => {
    const found = checkSampleRatio(parts([821_588, 50], [815_482, 50]));
    expect(found?.mismatch).toBe(true);
    expect(found?.pValue).toBeCloseTo(1.8e-6, 6);
  });

  test('of one part, or of nobody, says nothing', () => {
    expect(checkSampleRatio(parts([10, 100]))).toBeUndefined();
    expect(checkSampleRatio(parts([0, 50], [0, 50]))).toBeUndefined();
  });
});

test.each([
  [3.841, 1, 0.05],
  [10.828, 1, 0.001],
  [5.991, 2, 0.05],
  [13.816, 2, 0.001],
  [7.815, 3, 0.05],
  [18.467, 4, 0.001],
  [27.877, 9, 0.001],
])('the tail of chi-squared above %d with %d degrees is %d, as tables have it', (x, degrees, expected) => {
  expect(chiSquaredTail(x, degrees)).toBeCloseTo(expected, 4);
});
