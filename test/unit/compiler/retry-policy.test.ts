import { expect, test } from 'vitest';
import { retryField } from '../../../lib/compiler/retry-policy.ts';

const policy = { attempts: 5, delaySeconds: 2, factor: 2, maxDelaySeconds: 300 };

test('F7 what trying again cannot mend is not tried again, and everything else is, jittered', () => {
  expect(retryField(policy, 'failures-and-timeouts')).toEqual([
    { ErrorEquals: ['Signalbox.Permanent', 'Signalbox.Rejected', 'Signalbox.Held'], MaxAttempts: 0 },
    {
      ErrorEquals: ['States.TaskFailed', 'States.Timeout'],
      IntervalSeconds: 2,
      MaxAttempts: 4,
      JitterStrategy: 'FULL',
    },
  ]);
});

test('a time-out that is an answer is not tried again', () => {
  expect(retryField(policy, 'failures')?.[1]).toMatchObject({ ErrorEquals: ['States.TaskFailed'] });
});

test.each([
  ['another factor is said', { ...policy, factor: 3 }, { IntervalSeconds: 2, BackoffRate: 3 }],
  [
    'a bound that a delay reaches is said',
    { ...policy, maxDelaySeconds: 10 },
    { IntervalSeconds: 2, MaxDelaySeconds: 10 },
  ],
  [
    'a bound below the first delay is every delay',
    { ...policy, delaySeconds: 20, maxDelaySeconds: 5 },
    { IntervalSeconds: 5, BackoffRate: 1 },
  ],
  ['a delay of none is one second', { ...policy, delaySeconds: 0 }, { IntervalSeconds: 1 }],
])('%s', (_what, given, expected) => {
  expect(retryField(given, 'failures')?.[1]).toEqual({
    ErrorEquals: ['States.TaskFailed'],
    MaxAttempts: 4,
    JitterStrategy: 'FULL',
    ...expected,
  });
});

test('one try only has no retries', () => {
  expect(retryField(null, 'failures')).toBeUndefined();
  expect(retryField({ ...policy, attempts: 1 }, 'failures')).toBeUndefined();
});

test('steps that share a policy share its text', () => {
  expect(retryField(policy, 'failures')).toBe(retryField(policy, 'failures'));
});
