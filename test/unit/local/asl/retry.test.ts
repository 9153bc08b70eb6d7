import { expect, test } from 'vitest';
import { failing, flowOf, run, whenAfterStart } from './asl-world.ts';

const scheduled = 'LambdaFunctionScheduled';

function task(more: object): object {
  return { Type: 'Task', Resource: 'f', End: true, ...more };
}

test('by default three times, after 1, 2 and 4 seconds', async () => {
  const { state, events } = await run(
    { Send: task({ Retry: [{ ErrorEquals: ['Busy'] }] }) },
    { invoke: failing('Busy', 'Busy', 'Busy', 'Busy', 'Busy') },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0, 1_000, 3_000, 7_000]);
  expect(state).toMatchObject({ status: 'FAILED', error: 'Busy' });
});

test('interval, rate and maximum delay are kept', async () => {
  const { state, events } = await run(
    {
      Send: task({
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 60, MaxAttempts: 4 }],
      }),
    },
    { invoke: failing('Busy', 'Busy', 'Busy', 'Busy') },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0, 10_000, 40_000, 100_000, 160_000]);
  expect(state.output).toBe('done');
});

test.each([
  [0, 0],
  [0.25, 2_500],
  [0.999, 9_990],
])('full jitter of %d takes that part of the delay', async (random, delay) => {
  const { events } = await run(
    { Send: task({ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, JitterStrategy: 'FULL' }] }) },
    { invoke: failing('Busy'), random: () => random },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0, delay]);
});

test('each retrier counts for itself', async () => {
  const { state, events } = await run(
    {
      Send: task({
        Retry: [
          { ErrorEquals: ['A'], MaxAttempts: 1 },
          { ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 5, BackoffRate: 1 },
        ],
      }),
    },
    { invoke: failing('A', 'B', 'B', 'A') },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0, 1_000, 6_000, 11_000]);
  expect(state).toMatchObject({ status: 'FAILED', error: 'A' });
});

test('no attempts at all turn a retrier into an exception from those behind it', async () => {
  const { events } = await run(
    {
      Send: task({
        Retry: [{ ErrorEquals: ['Fatal'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
      }),
    },
    { invoke: failing('Fatal') },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0]);
});

test('Arguments are filled in anew for each try, and see the count', async () => {
  const seen: unknown[] = [];
  const fail = failing('Busy', 'Busy');
  await run(
    {
      Send: task({
        Arguments: { count: '{% $states.context.State.RetryCount %}' },
        Retry: [{ ErrorEquals: ['Busy'] }],
      }),
    },
    {
      invoke: (_resource, payload, { retryCount }) => {
        seen.push([payload, retryCount]);
        return fail();
      },
    },
  );

  expect(seen).toEqual([
    [{ count: 0 }, 0],
    [{ count: 1 }, 1],
    [{ count: 2 }, 2],
  ]);
});

test('the counts start anew when a state is entered again', async () => {
  const { events } = await run(
    {
      Send: { Type: 'Task', Resource: 'f', Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], Next: 'Again' },
      Again: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.context.State.EnteredTime < "2026-01-01T00:00:02" %}', Next: 'Send' }],
        Default: 'End',
      },
      End: { Type: 'Succeed' },
    },
    {
      invoke: (() => {
        const first = failing('Busy', 'Busy');
        let odd = false;
        return () => {
          odd = !odd;
          return odd ? first() : 'done';
        };
      })(),
    },
  );

  expect(whenAfterStart(events, scheduled)).toEqual([0, 1_000, 1_000, 2_000]);
});

test('a failed expression is tried again under States.ALL, the function called again', async () => {
  const { state, types } = await run({
    Send: task({ Output: '{% $states.result.missing %}', Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] }),
  });

  expect(state.error).toBe('States.QueryEvaluationError');
  expect(types.filter((type) => type === scheduled)).toHaveLength(2);
  expect(types.filter((type) => type === 'EvaluationFailed')).toHaveLength(2);
});

test('a Parallel is tried again as a whole', async () => {
  const { state, types } = await run(
    {
      Both: {
        Type: 'Parallel',
        Branches: [flowOf({ One: task({}) }), flowOf({ Two: { Type: 'Pass', End: true } })],
        Retry: [{ ErrorEquals: ['Busy'] }],
        End: true,
      },
    },
    { invoke: failing('Busy') },
  );

  expect(state.output).toEqual(['done', {}]);
  expect(types.filter((type) => type === 'ParallelStateStarted')).toHaveLength(2);
  expect(types).not.toContain('ParallelStateFailed');
});
