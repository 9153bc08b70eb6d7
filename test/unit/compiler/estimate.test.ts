import { describe, expect, test } from 'vitest';
import { ASSUMED_ITEMS, estimate } from '../../../lib/compiler/estimate.ts';
import { compileSteps } from './compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }, retry: none, timeout: 10 seconds';

function estimateOf(steps: string) {
  return compileSteps(steps).manifest.estimate;
}

describe('X4 the estimate', () => {
  test('counts one transition, five events and one call for an action', () => {
    expect(estimateOf(`  - { id: tell, ${TELL} }`)).toEqual({
      transitions: { least: 1, most: 1 },
      historyEvents: { most: 7 },
      lambdaCalls: { most: 1 },
      dollarsPerMillionRuns: 25,
      longestSeconds: 10,
    });
  });

  test('takes the shortest way for the least, the longest for the most', () => {
    const { transitions, longestSeconds } = estimateOf(`  - id: look
    routes:
      - { id: a, if: { field: event.total, above: 1 }, then: [{ end: a }] }
      - { id: b, if: { field: event.total, above: 0 }, then: [{ wait: 1 hour }, { id: tell, ${TELL} }] }`);
    expect(transitions).toEqual({ least: 2, most: 3 });
    expect(longestSeconds).toBe(3610);
  });

  test('counts every try and every delay in the longest time, and none in the events', () => {
    const { longestSeconds, historyEvents } = estimateOf(
      '  - { id: tell, do: notify.send, with: { to: support, text: hi }, retry: { attempts: 4, delay: 10 seconds, factor: 3, max_delay: 60 seconds }, timeout: 5 seconds }',
    );
    expect(longestSeconds).toBe(4 * 5 + 10 + 30 + 60);
    expect(historyEvents.most).toBe(7);
  });

  test('takes a wait until a moment for a year, and a wait for an event for its time-out', () => {
    expect(estimateOf('  - { id: morning, wait: { at: "09:00" } }').longestSeconds).toBeGreaterThanOrEqual(
      365 * 86_400,
    );
    expect(estimateOf('  - { id: reply, wait_for: message.received, timeout: 2 days }').longestSeconds).toBe(
      2 * 86_400,
    );
  });

  test('adds what runs side by side, and takes the slower of it', () => {
    const { transitions, historyEvents, longestSeconds } = estimateOf(`  - id: both
    parallel:
      - { id: left, then: [{ id: tell, ${TELL} }] }
      - { id: right, then: [{ wait: 1 minute }] }`);
    expect(transitions).toEqual({ least: 3, most: 3 });
    expect(historyEvents.most).toBe(2 + 4 + 5 + 2);
    expect(longestSeconds).toBe(60);
  });

  test('assumes a number of items for a list, and none for the least', () => {
    const { transitions, historyEvents, lambdaCalls, longestSeconds } = estimateOf(`  - id: lines
    each: event.lines
    concurrency: 10
    then: [{ id: tell, ${TELL} }]`);
    expect(transitions).toEqual({ least: 1, most: 1 + ASSUMED_ITEMS });
    expect(historyEvents.most).toBe(2 + 4 + ASSUMED_ITEMS * 7);
    expect(lambdaCalls.most).toBe(ASSUMED_ITEMS);
    expect(longestSeconds).toBe((ASSUMED_ITEMS / 10) * 10);
  });

  test('counts a loop as often as its jump allows', () => {
    const { transitions, lambdaCalls } = estimateOf(`  - { id: start, ${TELL} }
  - { id: tell, ${TELL} }
  - wait: 1 hour
  - { goto: tell, times: 3 }`);
    // Start, then four times: tell, wait, jump; then the end.
    expect(transitions).toEqual({ least: 5, most: 1 + 4 * 3 + 1 });
    expect(lambdaCalls.most).toBe(1 + 4);
  });

  test('knows that a jump forward may make the way shorter', () => {
    const machine = {
      StartAt: 'Skip',
      States: {
        Skip: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'Last' }], Default: 'Long' },
        Long: { Type: 'Pass', Next: 'Last' },
        Last: { Type: 'Pass', End: true },
      },
    };
    expect(estimate(machine, new Map([['Skip', 1]])).transitions).toEqual({ least: 2, most: expect.any(Number) });
  });

  test('counts the fail of a step as one event, and its end as one state', () => {
    const { transitions, historyEvents } = estimateOf('  - { fail: No }');
    expect(transitions).toEqual({ least: 1, most: 1 });
    expect(historyEvents.most).toBe(3);
  });
});
