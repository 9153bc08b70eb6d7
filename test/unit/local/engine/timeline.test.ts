import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWallTimeline } from '../../../../lib/local/engine/timeline.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('X2 a wait of months outlives the longest timer that Node has', () => {
  const timeline = createWallTimeline();
  const days = 86_400_000;
  const woken: number[] = [];
  timeline.set('wait', 100 * days, () => woken.push(timeline.now()));
  vi.advanceTimersByTime(99 * days);
  expect(woken).toEqual([]);
  vi.advanceTimersByTime(2 * days);
  expect(woken).toEqual([100 * days]);
});

test('what is past is done at once, what was cancelled or replaced never', () => {
  const timeline = createWallTimeline();
  const done: string[] = [];
  timeline.set('past', -5, () => done.push('past'));
  timeline.set('twice', 10, () => done.push('first'));
  timeline.set('twice', 20, () => done.push('second'));
  timeline.set('gone', 10, () => done.push('gone'));
  timeline.cancel('gone');
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['past', 'second']);
});

test('a closed timeline keeps no process alive', () => {
  const timeline = createWallTimeline();
  timeline.set('a', 10, () => undefined);
  timeline.close();
  expect(vi.getTimerCount()).toBe(0);
});
