import { describe, expect, test } from 'vitest';
import { compareProportions, wilson } from '../../../../lib/engine/statistics/compare-proportions.ts';

describe('F5 comparing two shares', () => {
  test('gives difference, lift, their intervals and the p-value of textbooks', () => {
    // Newcombe 1998, table II, case (a): 56/70 against 48/80, method 10.
    const compared = compareProportions({ count: 48, of: 80 }, { count: 56, of: 70 });
    expect(compared?.difference.value).toBeCloseTo(0.2, 10);
    expect(compared?.difference.low).toBeCloseTo(0.0524, 4);
    expect(compared?.difference.high).toBeCloseTo(0.3339, 4);
    expect(compared?.lift?.value).toBeCloseTo(1 / 3, 10);
    expect(compared?.lift?.low).toBeCloseTo(0.0766, 4);
    expect(compared?.pValue).toBeCloseTo(0.0083, 3);
    expect(compared?.significant).toBe(true);
  });

  test('a share has Wilson’s interval', () => {
    // Wilson's interval of 15 in 148, Newcombe 1998 (single proportion), table I.
    const { value, low, high } = wilson({ count: 15, of: 148 });
    expect(value).toBeCloseTo(0.1014, 4);
    expect(low).toBeCloseTo(0.0624, 4);
    expect(high).toBeCloseTo(0.1605, 4);
  });

  test('nobody in one of them is nothing to compare', () => {
    expect(compareProportions({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeUndefined();
    expect(compareProportions({ count: 1, of: 2 }, { count: 0, of: 0 })).toBeUndefined();
  });

  test('without a conversion there is no lift', () => {
    expect(compareProportions({ count: 0, of: 10 }, { count: 3, of: 10 })?.lift).toBeUndefined();
    expect(compareProportions({ count: 3, of: 10 }, { count: 0, of: 10 })?.lift).toBeUndefined();
  });

  test('all of both, or none of both, do not differ', () => {
    expect(compareProportions({ count: 10, of: 10 }, { count: 20, of: 20 })?.pValue).toBe(1);
    expect(compareProportions({ count: 0, of: 10 }, { count: 0, of: 20 })?.pValue).toBe(1);
  });
});
