import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVirtualTimeline } from '../../../../lib/local/engine/virtual-timeline.ts';

describe('virtual time', () => {
  test('does what is due in the order of time, and of asking at equal times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (moments) => {
        const timeline = createVirtualTimeline(0);
        const done: { at: number; index: number }[] = [];
        for (const [index, at] of moments.entries()) {
          timeline.set(`${index}`, at, () => done.push({ at: timeline.now(), index }));
        }
        while (timeline.step()) {}
        const expected = moments
          .map((at, index) => ({ at, index }))
          .sort((one, other) => one.at - other.at || one.index - other.index);
        expect(done).toEqual(expected);
      }),
    );
  });

  test('forgets what was cancelled, and keeps the last of equal ids', () => {
    const timeline = createVirtualTimeline(1000);
    const done: string[] = [];
    timeline.set('a', 2000, () => done.push('a'));
    timeline.set('b', 3000, () => done.push('early'));
    timeline.set('b', 5000, () => done.push('late'));
    timeline.cancel('a');
    expect(timeline.nextAt()).toBe(5000);
    expect(timeline.step()).toBe(true);
    expect(timeline.step()).toBe(false);
    expect(done).toEqual(['late']);
    expect(timeline.now()).toBe(5000);
  });

  test('never goes back: what was due long ago is done now', () => {
    const timeline = createVirtualTimeline(1000);
    timeline.skipTo(9000);
    timeline.skipTo(8000);
    timeline.set('past', 10, () => undefined);
    timeline.step();
    expect(timeline.now()).toBe(9000);
  });

  test('is empty once it is closed', () => {
    const timeline = createVirtualTimeline(0);
    timeline.set('a', 1, () => undefined);
    timeline.close();
    expect(timeline.nextAt()).toBeUndefined();
  });
});
